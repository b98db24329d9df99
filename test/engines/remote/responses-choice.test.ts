import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DIALECTS } from '../../../electron/engines/remote/dialects.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { type Provider, targetIdOf } from '../../../shared/providers/provider.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { doorForTests } from '../../fakes/door.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';

let cloud: StubCloud;
beforeAll(async () => {
  cloud = await openStubCloud();
});
beforeEach(() => void cloud.visits.splice(0));
afterAll(() => cloud.close());

const LOOK = { name: 'look', parameters: { type: 'object', properties: { at: { type: 'string' } } } };

async function pathOf(kind: string, id: string, rest: Partial<ChatRequest> = {}): Promise<string | undefined> {
  const provider: Provider = {
    id: 'there',
    name: 'There',
    kind,
    dialect: 'openai',
    baseUrl: `${cloud.address}/v1`,
    zone: 'device',
    models: [],
  };
  const door = doorForTests({ placeOf: (name) => ({ name, zone: 'device', origins: [cloud.address] }) });
  const clock = { now: Date.now, elapsed: () => performance.now() } as Parameters<NonNullable<typeof DIALECTS.openai>>[1]['clock'];
  const targetId = targetIdOf('there', id);
  const engine = DIALECTS.openai?.({ targetId, provider, model: { id }, keys: () => [] }, { door, clock });
  if (engine === undefined) throw new Error('OpenAI is not spoken.');
  const { error, finish } = await ask(engine, targetId, requestOf('Hello.', rest));
  expect(error).toBeUndefined();
  expect(finish?.reason).toBe(rest.tools === undefined ? 'stop' : 'tool-calls');
  door.close();
  return cloud.visits.at(-1)?.path;
}

test.each([
  ['gpt-6.2-sol', '/v1/responses'],
  ['gpt-6-luna', '/v1/responses'],
  ['gpt-5.6-terra', '/v1/responses'],
  ['gpt-5.4-mini-2026-03-05', '/v1/responses'],
  ['gpt-10', '/v1/responses'],
  ['gpt-5.2', '/v1/chat/completions'],
  ['gpt-5', '/v1/chat/completions'],
  ['gpt-4.1', '/v1/chat/completions'],
  ['o3', '/v1/chat/completions'],
])('%s of OpenAI is offered tools by %s', async (id, path) => {
  expect(await pathOf('openai', id, { tools: [LOOK] })).toBe(path);
  expect(await pathOf('openai', id)).toBe('/v1/chat/completions');
  // Who speaks as OpenAI does is asked as it always was.
  expect(await pathOf('openrouter', id, { tools: [LOOK] })).toBe('/v1/chat/completions');
});

test.each(['o3-pro', 'gpt-5.2-pro', 'gpt-5-codex', 'codex-mini-latest', 'o4-mini-deep-research'])(
  '%s of OpenAI is always asked by Responses',
  async (id) => {
    expect(await pathOf('openai', id)).toBe('/v1/responses');
    expect(await pathOf('vllm', id)).toBe('/v1/chat/completions');
  },
);
