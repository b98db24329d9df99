import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { crashDuring, hasSignals, type LintelProcess, startLintel } from './lintel-process.ts';

/** Words that are nowhere else. Each way in gets its own, so that a leak says where it began. */
const canary = (way: string) => `canary${way}${'0a1b2c'.repeat(3)}`;

let started: LintelProcess;
let key: string;
beforeAll(async () => {
  started = await startLintel();
  key = await started.createKey();
});
afterAll(() => rmSync(started.dataFolder, { recursive: true, force: true }));

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${started.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const prompt = (way: string, rest: object = {}) => ({
  model: 'auto',
  max_tokens: 4,
  messages: [{ role: 'user', content: `Say ${canary(way)} to anna@example.org` }],
  ...rest,
});

/** Every file below a folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

it('keeps no word of a prompt that came by the port, in any file or in what it said', { timeout: 120_000, retry: 0 }, async () => {
  expect((await post(prompt('answered'))).status).toBe(200);
  expect((await post(prompt('streamed', { stream: true }))).status).toBe(200);
  await (await post(prompt('streamed', { stream: true }))).text();
  expect((await post(prompt('tagged', { metadata: { lintel: { tags: ['private'] } } }))).status).toBe(200);
  expect((await post(prompt('owntag', { metadata: { lintel: { tags: [`say “${canary('tag')}” "`] } } }))).status).toBe(200);
  expect((await post(prompt('unknownmodel', { model: canary('model') }))).status).toBe(404);
  expect((await post(prompt('wrongtype', { temperature: canary('field') }))).status).toBe(400);
  expect((await post(`{"messages": "${canary('badjson')}`)).status).toBe(400);
  expect((await post(prompt('toolong', { messages: [{ role: 'user', content: `${canary('toolong')} `.repeat(40_000) }] }))).status).toBe(
    400,
  );
  expect((await post(prompt('nokey'), { authorization: 'Bearer nobody' })).status).toBe(401);
  await started.cli('route', canary('routed'));
  await started.cli('scan', '--text', canary('scanned'));
  if (hasSignals) await crashDuring(started.pid, () => post(prompt('crashed', { max_tokens: 2000, stream: true })));
  const asked = await started.cli('chat', `Remember ${canary('kept')}`, '--json');
  const { conversationId } = JSON.parse(asked.stdout) as { conversationId: string };
  const database = () =>
    filesIn(started.dataFolder).flatMap((path) => [...readFileSync(path, 'latin1').matchAll(/canary[a-z]+/g)].map(([word]) => word));
  // What is said in the window is kept, in the one place for it, until it is deleted.
  expect(database().length).toBeGreaterThan(0);
  const token = (JSON.parse(readFileSync(join(started.dataFolder, 'instance.json'), 'utf8')) as { token: string }).token;
  // First it is taken from the list, then from the disk.
  for (const path of ['', '/remains']) {
    const gone = await fetch(`${started.address}/ui/conversations/${conversationId}${path}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}`, 'x-lintel-window': '1' },
    });
    expect(gone.status).toBe(200);
  }
  expect(database()).toEqual([]);
  await started.stop({ keepData: true });
  expect(database()).toEqual([]);
  expect(started.errors()).not.toContain('canary');
});
