import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';

let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
beforeAll(async () => {
  cloud = await openStubCloud();
  const google = ['echo', 'google.text', 'google.grounded', 'google.mid-stream-error'].map((id) => ['google', id] as const);
  rig = await openRig({ cloud, remotes: [...google, ['openai', 'echo'], ['anthropic', 'anthropic.429']] });
});
beforeEach(() => void cloud.visits.splice(0));
afterAll(async () => {
  await rig.close();
  await cloud.close();
});

const HELLO = { contents: [{ role: 'user', parts: [{ text: 'Hello.' }] }] };
const post = (model: string, verb: string, body: object, headers: Record<string, string> = { 'x-goog-api-key': 'key' }) =>
  fetch(`${rig.address}/v1beta/models/${model}:${verb}`, { method: 'POST', headers, body: JSON.stringify(body) });
const get = (path: string) => fetch(`${rig.address}/v1beta/${path}`, { headers: { 'x-goog-api-key': 'key' } });
const sent = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}');

describe('a caller of Gemini', () => {
  test('is heard by Gemini as it is, and told what only Gemini says', async () => {
    const own = {
      contents: [{ role: 'user', parts: [{ text: 'When is high tide?', videoMetadata: { fps: 1 } }] }],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      tools: [{ googleSearch: {} }, { functionDeclarations: [{ name: 'look', parameters: { type: 'OBJECT', properties: {} } }] }],
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
      generationConfig: { temperature: 0.5, maxOutputTokens: 50, mediaResolution: 'MEDIA_RESOLUTION_LOW' },
      labels: { team: 'sea' },
    };
    const answer = await post('google/google.grounded', 'generateContent', own);
    expect(sent()).toEqual(own);
    expect(await answer.json()).toMatchObject({
      candidates: [
        {
          content: { role: 'model', parts: [{ executableCode: { code: 'print(1)' } }, { text: 'High tide is at noon.' }] },
          finishReason: 'STOP',
          groundingMetadata: { webSearchQueries: ['tide'] },
        },
      ],
      usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 7, toolUsePromptTokenCount: 3 },
      modelVersion: 'google/google.grounded',
    });
  });

  test('may write names as Python does, and schemas in capitals', async () => {
    await post('openai/echo', 'generateContent', {
      system_instruction: { parts: { text: 'Be brief.' } },
      contents: { role: 'user', parts: [{ text: 'Hello.' }] },
      tools: [
        {
          function_declarations: [
            {
              name: 'look',
              parameters: {
                type: 'OBJECT',
                properties: { at_place: { type: 'ARRAY', items: { type: 'STRING', nullable: true }, minItems: '1' } },
              },
            },
          ],
        },
      ],
      tool_config: { function_calling_config: { mode: 'ANY', allowed_function_names: ['look'] } },
      generation_config: { max_output_tokens: 40, stop_sequences: ['END'], thinking_config: { thinking_level: 'low' } },
    });
    expect(sent()).toMatchObject({
      max_completion_tokens: 40,
      stop: ['END'],
      reasoning_effort: 'low',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello.' },
      ],
      tool_choice: { type: 'function', function: { name: 'look' } },
    });
    expect(sent().tools[0].function.parameters).toEqual({
      type: 'object',
      properties: { at_place: { type: 'array', items: { type: ['string', 'null'] }, minItems: 1 } },
    });
  });

  test('gets a list where it asks for no events', async () => {
    const answer = await post('google/google.text', 'streamGenerateContent', HELLO);
    const chunks = (await answer.json()) as { candidates: { content: { parts: { text: string }[] } }[] }[];
    expect(chunks.map(({ candidates }) => candidates[0]?.content.parts.map(({ text }) => text).join(''))).toEqual(['Warm', ' rain.', '']);
  });

  test('counts without asking anybody, and finds the models', async () => {
    const counted = (await (await post('openai/echo', 'countTokens', { generateContentRequest: HELLO })).json()) as { totalTokens: number };
    expect(counted.totalTokens).toBeGreaterThan(2);
    expect(cloud.visits).toEqual([]);
    const first = (await (await get('models?pageSize=2')).json()) as { models: { name: string }[]; nextPageToken: string };
    expect(first.models.map(({ name }) => name)).toEqual(['models/auto', 'models/auto:private']);
    const rest = (await (await get(`models?pageToken=${first.nextPageToken}`)).json()) as { models: unknown[]; nextPageToken?: string };
    expect(rest.models).toHaveLength(9);
    expect(rest.nextPageToken).toBeUndefined();
    expect(await (await get('models/openai/echo')).json()).toMatchObject({ name: 'models/openai/echo', inputTokenLimit: 200_000 });
    expect((await get('models/nobody')).status).toBe(404);
  });

  test.each<[string, object, string]>([
    ['a cached content', { cachedContent: 'cachedContents/1' }, 'cachedContent'],
    ['sound to be made', { generationConfig: { speechConfig: {} } }, 'generationConfig.speechConfig'],
    ['Google’s own tools', { tools: [{ googleSearch: {} }] }, 'tools[0].googleSearch'],
    ['a film', { contents: [{ parts: [{ inlineData: { mimeType: 'video/mp4', data: 'AA==' } }] }] }, 'contents[0].parts[0].inlineData'],
    ['a file of Google’s', { contents: [{ parts: [{ fileData: { fileUri: 'gs://x/y' } }] }] }, 'contents[0].parts[0].fileData'],
    ['a wrong temperature', { generationConfig: { temperature: 3 } }, 'generationConfig.temperature'],
  ])('is refused %s by the name of its field, where nobody has it', async (_what, rest, field) => {
    const answer = await post('openai/echo', 'generateContent', { ...HELLO, ...rest });
    const { error } = (await answer.json()) as { error: { code: number; status: string; message: string } };
    expect([answer.status, error.code, error.status]).toEqual([400, 400, 'INVALID_ARGUMENT']);
    expect(error.message).toContain(`“${field}”`);
  });

  test('reads failures in Google’s shape', async () => {
    const key = await post('google/echo', 'generateContent', HELLO, { 'x-goog-api-key': 'wrong' });
    expect([key.status, await key.json()]).toMatchObject([401, { error: { code: 401, status: 'UNAUTHENTICATED' } }]);
    const query = await fetch(`${rig.address}/v1beta/models/google/echo:generateContent?key=key`, {
      method: 'POST',
      body: JSON.stringify(HELLO),
    });
    expect(query.status).toBe(401);
    const limited = await post('anthropic/anthropic.429', 'generateContent', HELLO);
    const { error } = (await limited.json()) as { error: { status: string; details: { retryDelay?: string }[] } };
    expect([limited.status, error.status, error.details[0]?.retryDelay]).toEqual([429, 'RESOURCE_EXHAUSTED', '12s']);
    const broken = await (await post('google/google.mid-stream-error', 'streamGenerateContent?alt=sse', HELLO)).text();
    expect(broken.trim().split('\n\n').at(-1)).toContain('"status":"UNAVAILABLE"');
    expect((await post('google/echo', 'sing', HELLO)).status).toBe(404);
  });
});
