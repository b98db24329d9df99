import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import { createBreakers } from '../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../shared/routing/breaker/guarded-fleet.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { fakePorts, target } from '../fakes/ports.ts';
import { group, rule } from '../shared/rules-facts.ts';

let policy = DEFAULT_POLICY;
const ports = {
  ...fakePorts([
    target('a', { abilities: ['chat', 'tools'] }),
    target('far', { zone: 'cloud', abilities: ['chat', 'tools'], parameters: 2e9 }),
  ]),
  policy: () => policy,
};
const options = {
  ports,
  session: createSession('instance-token'),
  version: '0.0.0',
  bodyLimit: 8 * 2 ** 20,
  findApp: () => ({ id: 'app-1', name: 'My editor', tags: [] }),
  refreshModels: async () => {},
  window: async () => new Response(),
  onFault: () => {},
};
let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway(options, 0);
});
afterAll(() => gateway.close());

async function post(body: object | string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { error } = (await response.json()) as { error?: { message: string; param: string | null } };
  return { status: response.status, param: error?.param, message: error?.message ?? '' };
}

const hello = { model: 'auto', messages: [{ role: 'user', content: 'Hello' }] };
const many = <Item>(length: number, item: Item) => Array.from({ length }, () => item);
const tool = (name: string) => ({ type: 'function', function: { name } });
const call = (name: string) => ({ role: 'assistant', tool_calls: [{ id: '1', type: 'function', function: { name, arguments: '{}' } }] });
/** As a client may send it: writing it with JSON.stringify would exhaust the stack here. */
const nested = (levels: number) =>
  `{"model":"auto","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"t","parameters":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}}]}`;

describe('what a caller chooses is bounded', () => {
  it.each<[string, object, string]>([
    ['model', { model: 'x'.repeat(257) }, 'model'],
    ['model of megabytes', { model: 'x'.repeat(2_000_000) }, 'model'],
    ['list of tags', { metadata: { lintel: { tags: many(33, 'a') } } }, 'metadata.lintel.tags'],
    ['list of many tags', { metadata: { lintel: { tags: many(150_000, 'a') } } }, 'metadata.lintel.tags'],
    ['line of tags', { metadata: { lintel: many(33, 'a').join(',') } }, 'metadata.lintel'],
    ['line of tags in a list', { metadata: { lintel: { tags: [many(33, 'a').join(',')] } } }, 'metadata.lintel.tags'],
    ['tag', { metadata: { lintel: { tags: ['x'.repeat(65)] } } }, 'metadata.lintel.tags'],
    ['stop text', { stop: 'x'.repeat(1025) }, 'stop'],
    ['stop text in a list', { stop: ['x'.repeat(1025)] }, 'stop[0]'],
    ['bias for everything', { logit_bias: Object.fromEntries(many(2000, 0).map((_, index) => [index, 1])) }, 'logit_bias'],
    ['list of stop texts', { stop: many(17, 'x') }, 'stop'],
    ['name of a tool', { tools: [tool('x'.repeat(129))] }, 'tools[0].function.name'],
    ['name of a called tool', { messages: [call('x'.repeat(129))] }, 'messages[0].tool_calls[0].function.name'],
    ['list of tools', { tools: many(513, tool('x')) }, 'tools'],
  ])('refuses too long a %s by the name of its field', async (_what, rest, field) => {
    const { status, param, message } = await post({ ...hello, ...rest });
    expect({ status, param }).toEqual({ status: 400, param: field });
    expect(message).toContain(`“${field}”`);
    expect(message.length).toBeLessThan(200);
    expect(ports.recorded.opened).toEqual([]);
  });

  it.each([
    ['many', many(33, 'a').join(',')],
    ['long', 'x'.repeat(65)],
  ])('refuses too %s tags in the header', async (_what, tags) => {
    expect(await post(hello, { 'x-lintel-tags': tags })).toMatchObject({ status: 400, param: 'x-lintel-tags' });
    expect(ports.recorded.opened).toEqual([]);
  });

  it('takes what lies within the bounds', async () => {
    const full = {
      ...hello,
      model: 'auto',
      stop: many(16, 'x'.repeat(1024)),
      tools: many(512, tool('x'.repeat(10))),
      metadata: { lintel: { tags: many(32, 'public') } },
    };
    expect((await post(full, { 'x-lintel-tags': many(32, 'public').join(',') })).status).toBe(200);
    expect((await post({ ...hello, model: 'x'.repeat(256) })).status).toBe(404);
    expect((await post(nested(100))).status).toBe(200);
  });

  it('names a model that nobody has once, not in every refusal', async () => {
    const model = 'y'.repeat(256);
    const { message } = await post({ ...hello, model });
    expect(message.split(model)).toHaveLength(2);
    expect(JSON.stringify(ports.recorded.opened.at(-1)?.plan)).not.toContain(model);
  });

  it.each([129, 20_000, 190_000])('refuses a body nested %i levels deep', async (levels) => {
    expect(await post(nested(levels))).toMatchObject({ status: 400, param: null, message: expect.stringContaining('128 levels') });
  });
});

describe('a conversation that an app names', () => {
  const named = (conversation: unknown) => ({ ...hello, metadata: { lintel: { conversation } } });
  const opened = () => ports.recorded.opened.at(-1)?.request.conversationId;

  it('is the app’s own, from the header or, before it, from the body', async () => {
    await post(hello, { 'x-lintel-conversation': 'work-17' });
    expect(opened()).toBe('app-1:work-17');
    await post(named('home/2'), { 'x-lintel-conversation': 'work-17' });
    expect(opened()).toBe('app-1:home/2');
    await post(hello);
    expect(opened()).toBeUndefined();
  });

  it('is what rules read, beside the name of the app’s key', async () => {
    const action = { deny: 'Not here.' };
    const when = 'app == "My editor" && appId == "app-1" && conversation.id.startsWith("work-")';
    policy = { ...DEFAULT_POLICY, rules: [group('all', rule('work', when, action))] };
    expect(await post(named('work-17'))).toMatchObject({ status: 403, message: expect.stringContaining('Not here.') });
    expect((await post(named('home-17'))).status).toBe(200);
  });

  it.each(['', 'x'.repeat(129), 'a b', 'line\nbreak', '\u202eevil', 'zoë'])(
    'is refused where its name is no plain one: %j',
    async (name) => {
      const before = ports.recorded.opened.length;
      expect(await post(named(name))).toMatchObject({ status: 400, param: 'metadata.lintel.conversation' });
      expect(ports.recorded.opened.length).toBe(before);
    },
  );

  it('is refused by the name of the header', async () => {
    expect(await post(hello, { 'x-lintel-conversation': 'a b' })).toMatchObject({ status: 400, param: 'x-lintel-conversation' });
  });
});

describe('x-lintel-explain', () => {
  const ask = async (body: object, explain = '1') => {
    const headers = { authorization: 'Bearer key', 'x-lintel-explain': explain };
    const init = { method: 'POST', headers, body: JSON.stringify({ ...hello, ...body }) };
    return (await fetch(`${gateway.address}/v1/chat/completions`, init)).text();
  };
  const chunksOf = (stream: string) =>
    [...stream.matchAll(/^data: (\{.*)$/gm)].map(
      ([, json]) => JSON.parse(json ?? '') as { choices: unknown[]; lintel?: object; usage?: object },
    );
  const explained = {
    plan: { sentence: expect.any(String), permitted: [{ expected: { outputTokens: expect.any(Number) } }, {}], trace: [] },
    answer: { status: 'done', usage: { outputTokens: 2 }, timings: expect.any(Object) },
  };

  it('puts what was expected beside what happened, into the answer or the last piece of a stream', async () => {
    expect(JSON.parse(await ask({}))).toMatchObject({ choices: [{}], lintel: explained });
    for (const options of [{}, { stream_options: { include_usage: true } }]) {
      const chunks = chunksOf(await ask({ stream: true, ...options }));
      expect(chunks.at(-1)).toMatchObject({ choices: [], lintel: explained });
      expect(chunks.slice(0, -1).some(({ lintel }) => lintel !== undefined)).toBe(false);
      expect(chunks.at(-1)?.usage !== undefined).toBe('stream_options' in options);
    }
  });

  it('explains a refusal as well, and only who asks gets it', async () => {
    const refused = JSON.parse(await ask({ metadata: { lintel: { tags: ['nosuch'] } }, model: 'far' }));
    expect(refused).toMatchObject({ error: {}, lintel: { plan: { permitted: [] }, answer: { status: 'failed' } } });
    expect(JSON.parse(await ask({}, '0'))).not.toHaveProperty('lintel');
    expect(chunksOf(await ask({ stream: true }, '')).at(-1)).not.toHaveProperty('lintel');
  });
});

describe('what is kept for the wire', () => {
  it.each([
    ['user', { user: 'anna@example.org' }],
    ['metadata', { metadata: { for: 'anna@example.org' } }],
    ['a message’s name', { messages: [{ role: 'user', content: 'Hello', name: 'anna@example.org' }] }],
    ['a field that nobody knows', { prediction: { type: 'content', content: ['to anna@example.org'] } }],
    ['two parts of a message', { messages: [{ role: 'user', content: ['anna@exam', 'ple.org'].map((text) => ({ type: 'text', text })) }] }],
  ])('lowers the ceiling for what %s holds', async (_what, rest) => {
    expect((await post({ ...hello, ...rest })).status).toBe(200);
    expect(ports.recorded.opened.at(-1)?.plan.ceiling).toMatchObject({ zone: 'trusted', because: ['it holds an e-mail address'] });
  });
});

describe('whoever is told to come again', () => {
  const opened: Gateway[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));

  it.each([
    ['rate-limited', 429, 'rate_limit_exceeded'],
    ['overloaded', 503, 'overloaded'],
  ] as const)('reads when in the head of the answer: %s', async (code, status, wireCode) => {
    const error = { code, message: 'Too many.', retryable: true, retryAfterMs: 399_001 };
    const busy = fakePorts([target('far', { zone: 'cloud' })], { far: [{ type: 'error', error }] });
    const fleet = withBreakers(busy.fleet, createBreakers(busy.clock.elapsed), busy.clock);
    const own = await openGateway({ ...options, ports: { ...busy, fleet } }, 0);
    opened.push(own);
    const ask = async (stream: boolean) => {
      const response = await fetch(`${own.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer key' },
        body: JSON.stringify({ ...hello, stream }),
      });
      const told = (await response.json()) as { error: { code: string; message: string } };
      return { status: response.status, retryAfter: response.headers.get('retry-after'), ...told.error };
    };
    expect(await ask(false)).toMatchObject({ status, retryAfter: '400', code: wireCode, message: 'Too many.' });
    // It is not even asked, and that is no fault of the model.
    for (const stream of [false, true])
      expect(await ask(stream)).toMatchObject({
        status,
        code: wireCode,
        retryAfter: expect.stringMatching(/^(399|400)$/),
        message: expect.stringMatching(/^Nothing permitted can answer. far: It failed once; it is tried again in (399|400) s.$/),
      });
    expect(busy.recorded.reached.get('far')).toHaveLength(1);
    expect((await fetch(`${own.address}/v1/nowhere`)).headers.get('retry-after')).toBeNull();
  });
});

describe('a project', () => {
  it.each<[string, string | undefined]>([
    ['proj_Abc-1.2', 'proj_Abc-1.2'],
    ['x'.repeat(129), undefined],
    ['a secret, it seems', undefined],
  ])('takes a plain name as the project: %s', async (header, project) => {
    await post(hello, { 'openai-project': header });
    expect(ports.recorded.opened.at(-1)?.request.project).toBe(project);
  });

  it('of the window counts under its id, however an app spells it', async () => {
    const own = await openGateway({ ...options, projectCalled: (name) => (name === 'work' ? 'p-1' : undefined) }, 0);
    for (const [header, project] of [
      ['work', 'p-1'],
      ['play', 'play'],
    ] as const) {
      await fetch(`${own.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer key', 'content-type': 'application/json', 'openai-project': header },
        body: JSON.stringify(hello),
      });
      expect(ports.recorded.opened.at(-1)?.request.project).toBe(project);
    }
    await own.close();
  });
});
