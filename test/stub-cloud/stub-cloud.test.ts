import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStubCloud, type StubCloud } from './cloud.ts';
import { readRecordings } from './recording.ts';

let cloud: StubCloud;
beforeAll(async () => {
  cloud = await openStubCloud();
});
afterAll(() => cloud.close());

const ask = (model: string, rest: object = {}, headers: Record<string, string> = {}) =>
  fetch(`${cloud.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'one two three' }], ...rest }),
  });

test('replays a recording byte by byte, with its status and headers', async () => {
  const answer = await ask('openai.text');
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-request-id')]).toEqual([
    200,
    'text/event-stream',
    'req_7c1',
  ]);
  const text = await answer.text();
  expect(text.split('\n\n').at(-2)).toBe('data: [DONE]');
  expect(text).toContain('"content":" café"');
  const busy = await ask('openai.429-retry-after');
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
  await expect((await ask('openai.cut')).text()).rejects.toThrow();
});

test('sends an answer in many pieces, and listens no more than once at a time', async () => {
  const warnings: string[] = [];
  const hear = (warning: Error) => void warnings.push(warning.name);
  process.on('warning', hear);
  cloud.shape = { chop: 4 };
  expect(await (await ask('openai.text')).text()).toContain('[DONE]');
  cloud.shape = {};
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', hear);
  expect(warnings).toEqual([]);
});

test('echoes as the model’s name says, and keeps what it received', async () => {
  const answer = (await (await ask('echo-tokens-4', { max_tokens: 3, secret: 'x' })).json()) as never;
  expect(answer).toMatchObject({
    choices: [{ message: { content: 'one two three ' }, finish_reason: 'length' }],
    usage: { prompt_tokens: 3, completion_tokens: 3 },
  });
  expect(cloud.visits.at(-1)).toMatchObject({ method: 'POST', path: '/v1/chat/completions', isComplete: true });
  expect(cloud.visits.at(-1)?.body).toContain('"secret":"x"');
  const silent = await (await ask('echo-usage-none', { stream: true, stream_options: { include_usage: true } })).text();
  expect(silent).not.toContain('"usage"');
  cloud.keys.set('empty', 402);
  expect((await ask('echo', {}, { authorization: 'Bearer empty' })).status).toBe(402);
});

test('every recording can be played, and cut where one likes', async () => {
  for (const [name, { steps }] of readRecordings()) {
    expect(steps.length, name).toBeGreaterThan(0);
  }
  cloud.shape = { endAfter: 10 };
  expect(await (await ask('openai.text')).text()).toHaveLength(10);
  cloud.shape = {};
});
