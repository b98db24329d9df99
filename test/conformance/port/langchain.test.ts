import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkedFetch } from './checked.ts';
import { KINDS, type Kinds, openKinds } from './kinds.ts';

const checked = checkedFetch();
let house: Kinds;
beforeAll(async () => {
  house = await openKinds();
});
afterEach(async () => {
  house.cloud.visits.splice(0);
  expect(await checked.wrong()).toEqual([]);
  expect(house.faults).toEqual([]);
});
afterAll(() => house.close());

const CASES = [false, true].flatMap((isResponses) => KINDS.map((kind) => [isResponses ? 'responses' : 'chat', kind] as const));
const Place = z.object({ at: z.enum(['sea', 'sky']) });

describe.each(CASES)('LangChain by %s, before $1.name', (way, { says, calls, obeys }) => {
  const chat = (model: string, rest: object = {}) =>
    new ChatOpenAI({
      ...{ model, apiKey: house.key, maxRetries: 0, maxTokens: 60, useResponsesApi: way === 'responses', ...rest },
      configuration: { baseURL: `${house.address}/v1`, fetch: checked.fetch },
    });

  test('answers, with its use', async () => {
    const answer = await chat(says).invoke([new SystemMessage('Be brief.'), new HumanMessage('Tell me of the river.')]);
    expect(answer.text).not.toBe('');
    expect(answer).toMatchObject({ usage_metadata: { input_tokens: expect.any(Number) } });
  });

  test('streams, and puts the pieces together', async () => {
    const pieces = await Array.fromAsync(await chat(says).stream('Tell me of the river.'));
    const whole = pieces.reduce((before, piece) => before.concat(piece));
    expect(whole.text).not.toBe('');
    expect(whole).toMatchObject({ usage_metadata: { output_tokens: expect.any(Number) } });
  });

  test('calls its tools, and goes on with what they gave', async () => {
    const look = tool(async ({ at }: { at: string }) => `The ${at} is blue.`, { name: 'look', description: 'Looks.', schema: Place });
    const bound = chat(calls, { maxTokens: 400 }).bindTools([look]);
    const asked = new HumanMessage('Look.');
    const answer = await bound.invoke([asked]);
    expect(answer.tool_calls?.length).toBeGreaterThan(0);
    for (const call of answer.tool_calls ?? []) expect(Place.parse(call.args)).toBeTruthy();
    const results = (answer.tool_calls ?? []).map(({ id = '' }) => new ToolMessage({ tool_call_id: id, content: 'Blue.' }));
    expect(await bound.invoke([asked, answer, ...results])).toBeInstanceOf(AIMessage);
  });

  test.each(['functionCalling', 'jsonSchema'] as const)('gives an object by %s', async (method) => {
    const bound = chat(obeys, { maxTokens: 300 }).withStructuredOutput(Place, { name: 'place', method });
    expect(Place.parse(await bound.invoke('Where?'))).toBeTruthy();
  });
});

test('goes on with a text', async () => {
  const text = new OpenAI({
    model: 'starter',
    apiKey: house.key,
    maxTokens: 6,
    temperature: 0,
    configuration: { baseURL: `${house.address}/v1` },
  });
  expect(await text.invoke('Once upon a')).not.toBe('');
});

test('makes vectors', async () => {
  const embeddings = new OpenAIEmbeddings({ model: 'embedder', apiKey: house.key, configuration: { baseURL: `${house.address}/v1` } });
  expect(await embeddings.embedDocuments(['sea', 'sky'])).toHaveLength(2);
  expect((await embeddings.embedQuery('sea')).length).toBeGreaterThan(8);
});
