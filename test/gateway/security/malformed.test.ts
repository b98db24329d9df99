import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../../electron/gateway/endpoints.ts';
import { ABILITIES } from '../../../shared/routing/target.ts';
import { fakePorts, target } from '../../fakes/ports.ts';
import { EXAMPLES, USUAL_EXAMPLE } from './examples.ts';
import { openSubject, type Subject } from './subject.ts';

const BODIES = 10_000;
const AT_A_TIME = 16;
/** It takes some ten seconds; a busy computer may take longer. */
const LIMIT_MS = 180_000;

let subject: Subject;
let key: string;
beforeAll(async () => {
  subject = await openSubject(fakePorts([target('a', { abilities: ABILITIES })]), { bodyLimit: 2 ** 20 });
  key = subject.key();
});
afterAll(() => subject.close());

/** An endpoint that takes a body, with its path and an example. */
const TAKERS = ENDPOINTS.filter(({ method }) => method !== 'GET').map(({ method, path }) => ({
  method,
  path: path.replace('models/*name', 'models/auto:generateContent').replaceAll(/[:*]\w+/g, 'some-id'),
  example: EXAMPLES[path] ?? USUAL_EXAMPLE,
}));

type Step = string | number;

/** Where anything stands in a value, from the whole to the smallest part. */
function placesIn(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: [Step, unknown][] = Array.isArray(value) ? value.map((part, at) => [at, part]) : Object.entries(value);
  return [path, ...steps.flatMap(([step, part]) => placesIn(part, [...path, step]))];
}

/** The value with another one at a place, or with nothing there. */
function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  Reflect.set(copy, step, replaced(Reflect.get(copy, step), rest, by));
  return copy;
}

/** Values of every kind, and those at which programs break. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    0,
    -1,
    1e308,
    -1e308,
    2 ** 53,
    0.1,
    '',
    ' ',
    '\0',
    '\ud800',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    [null],
    'x'.repeat(5_000),
  ),
  fc.constantFrom<unknown>('auto', 'a', '%2e%2e%2f', 'file:///etc/passwd', 'data:image/png;base64,%%%', 'http://169.254.169.254/'),
  fc.dictionary(
    fc.constantFrom('type', 'role', 'content', 'text', 'name', 'id', 'toString', 'length', 'then'),
    fc.jsonValue({ maxDepth: 1 }),
  ),
);

/** One field of a valid body, or several, made something else. */
const wrongTypes = (example: object) =>
  fc
    .array(fc.tuple(fc.constantFrom(...placesIn(example).slice(1)), anything), { minLength: 1, maxLength: 3 })
    .map((changes) =>
      Buffer.from(JSON.stringify(changes.reduce<unknown>((body, [place, by]) => replaced(body, place, by), example)) ?? ''),
    );

/** Bytes of a valid body, cut, changed or doubled: broken JSON and broken UTF-8. */
const brokenBytes = (example: object) => {
  const whole = Buffer.from(JSON.stringify(example));
  return fc
    .tuple(fc.nat(whole.length), fc.uint8Array({ maxLength: 8 }), fc.nat(12), fc.boolean())
    .map(([at, bytes, removed, isCut]) =>
      Buffer.concat([whole.subarray(0, at), bytes, isCut ? Buffer.of() : whole.subarray(Math.min(whole.length, at + removed))]),
    );
};

const bodies = (example: object): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 6, arbitrary: wrongTypes(example) },
    { weight: 3, arbitrary: brokenBytes(example) },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
  );

const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
afterAll(() => agent.destroy());

function post(method: string, path: string, body: Buffer): Promise<{ status: number; said: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(subject.address + path, { agent, method, headers }, (response) => {
      let said = '';
      response.on('data', (piece) => (said += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, said }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('bodies that are wrong in any way', () => {
  it(`never are Lintel’s fault: ${BODIES} of them, on every endpoint that takes one`, { timeout: LIMIT_MS }, async () => {
    const statuses = new Map<number, number>();
    for (const { method, path, example } of TAKERS) {
      const samples = fc.sample(bodies(example), { numRuns: Math.ceil(BODIES / TAKERS.length), seed: 7 });
      const send = async (body: Buffer) => {
        const { status, said } = await post(method, path, body);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500 || (status >= 400 && !isError(said)))
          throw new Error(`${status} for ${path}: ${body.toString('latin1').slice(0, 400)} said ${said.slice(0, 200)}`);
      };
      for (let at = 0; at < samples.length; at += AT_A_TIME) await Promise.all(samples.slice(at, at + AT_A_TIME).map(send));
    }
    expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(BODIES);
    // Most are refused, and some changes do no harm: both kinds were really sent.
    expect(statuses.get(400)).toBeGreaterThan(BODIES / 4);
    expect(statuses.get(200)).toBeGreaterThan(BODIES / 100);
    expect(subject.faults).toEqual([]);
    expect((await subject.chat(key)).status).toBe(200);
  });

  it('has a valid example of each endpoint that takes one, so that what is fuzzed is near the real thing', async () => {
    for (const { method, path, example } of TAKERS) {
      const response = await fetch(subject.address + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(example),
      });
      const said = await response.text();
      // What the played engine cannot do, such as vectors, is no fault of the body; nor is what Ollama alone can, such as making models.
      const isRead = response.status !== 400 || /^\/api\/(?:create|copy|push|blobs)/.test(path);
      expect({ path, isRead, said: isRead ? '' : said }).toEqual({ path, isRead: true, said: '' });
    }
  });
});

/** Whether it says what was wrong, in any dialect. */
function isError(said: string): boolean {
  const { error, message } = JSON.parse(said) as { error?: unknown; message?: unknown };
  return (
    typeof error === 'string' || typeof message === 'string' || typeof (error as { message?: unknown } | undefined)?.message === 'string'
  );
}

describe('a model’s name', () => {
  it.each([
    '../../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'file:///etc/passwd',
    '%2e%2e%2fetc%2fpasswd',
    'a\0.gguf',
    '....//....//etc/passwd',
    '~/.ssh/id_rsa',
    '$(id)',
    'a; rm -rf /',
    '__proto__',
    'constructor',
    'http://169.254.169.254/latest',
  ])('is only a name: %s', async (model) => {
    const response = await subject.chat(key, { model });
    expect(response.status).toBe(404);
    expect((await response.json()).error).toMatchObject({ code: 'model_not_found', param: 'model' });
    for (const path of ['/v1/models/', '/api/']) {
      const asked = await fetch(subject.address + path + encodeURIComponent(model), { headers: { authorization: `Bearer ${key}` } });
      expect(asked.status === 400 || asked.status === 404).toBe(true);
      expect(await asked.text()).not.toContain('root:');
    }
  });
});
