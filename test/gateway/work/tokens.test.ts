import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../shared/routing/policy.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { createSubject, type LocalSubject } from '../../engines/local/subject.ts';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';

let folder: string;
let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
let chat: LocalSubject;
let embedder: LocalSubject;
let client: OpenAI;
let policy = DEFAULT_POLICY;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-tokens-'));
  await writeFile(join(folder, 'embedder'), makeModel(PRESETS.embedder));
  await writeFile(join(folder, 'chat'), makeModel({ ...PRESETS.starter, script: ['one', ' two'] }));
  chat = createSubject(join(folder, 'chat'));
  embedder = createSubject(join(folder, 'embedder'));
  cloud = await openStubCloud();
  const named = (subject: LocalSubject, id: string) => subject.local.engine({ ...subject.model, id });
  rig = await openRig({
    cloud,
    remotes: [
      ['openai', 'echo', { abilities: ['chat', 'embeddings'] }],
      ['google', 'echo', { abilities: ['chat', 'embeddings'] }],
    ],
    locals: {
      chat: named(chat, 'chat'),
      embedder: { engine: named(embedder, 'embedder'), target: { abilities: ['embeddings'] } },
    },
    ports: { policy: () => policy },
  });
  client = new OpenAI({ baseURL: `${rig.address}/v1`, apiKey: 'key', maxRetries: 0 });
});
beforeEach(() => {
  policy = DEFAULT_POLICY;
  cloud.visits.splice(0);
});
afterAll(async () => {
  await rig.close();
  await Promise.all([chat.dispose(), embedder.dispose(), cloud.close()]);
  await rm(folder, { recursive: true });
});

const OPEN = { ...DEFAULT_POLICY, pictureTag: 'public' };
const embed = (model: string, input: OpenAI.EmbeddingCreateParams['input']) =>
  client.embeddings.create({ model, input, encoding_format: 'float' });
const complete = (model: string, prompt: OpenAI.CompletionCreateParams['prompt'], rest = {}) =>
  client.completions.create({ model, prompt, max_tokens: 2, ...rest }) as Promise<OpenAI.Completion>;
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('It was answered.'),
    (error: InstanceType<typeof OpenAI.APIError>) => ({ status: error.status, field: error.param, message: error.message }),
  );
const sent = () => JSON.parse(cloud.visits.at(-1)?.body ?? '{}');

describe('tokens for a model of this computer', () => {
  it('are read as they are: one list, and several', async () => {
    const one = await embed('embedder', [5, 6, 7]);
    expect(one.data).toHaveLength(1);
    expect(one.usage.prompt_tokens).toBeGreaterThanOrEqual(3);
    const two = await embed('embedder', [
      [5, 6, 7],
      [8, 9],
    ]);
    expect(two.data[0]?.embedding).toEqual(one.data[0]?.embedding);
    expect(two.data[1]?.embedding).not.toEqual(one.data[0]?.embedding);
  });

  it('are gone on with, one list or several', async () => {
    const one = await complete('chat', [5, 6, 7]);
    expect(one.choices[0]?.text).toContain('two');
    expect(one.usage?.prompt_tokens).toBe(3);
    expect((await complete('chat', [[5, 6], [7]])).choices).toHaveLength(2);
  });

  it('that it does not have are refused by the name of the field', async () => {
    expect(await refusal(embed('embedder', [5, 4_000_000]))).toMatchObject({ status: 400, field: 'input' });
    expect(await refusal(complete('chat', [5, 4_000_000]))).toMatchObject({ status: 400, field: 'prompt' });
    expect((await complete('chat', [5])).choices).toHaveLength(1);
  });

  it.each([[[-1]], [[1.5]], [[[1], ['a']]], [[]], [[[]]]])('that are none are refused: %j', async (input) => {
    expect(await refusal(embed('embedder', input as never))).toMatchObject({ status: 400 });
    expect(await refusal(complete('chat', input as never))).toMatchObject({ status: 400 });
  });

  it('cannot be echoed', async () => {
    expect(await refusal(complete('chat', [5], { echo: true }))).toMatchObject({ status: 400, field: 'echo' });
  });
});

describe('tokens for a model elsewhere', () => {
  it('stay here, since nobody can search them', async () => {
    for (const asked of [embed('openai/echo', [5, 6]), complete('openai/echo', [5, 6])]) {
      const { status, message } = await refusal(asked);
      expect(status).toBe(422);
      expect(message).toContain('tokens in place of text, which cannot be searched');
    }
    expect(cloud.visits).toEqual([]);
  });

  it('go to one that speaks so, where the policy lets them', async () => {
    policy = OPEN;
    const { data } = await embed('openai/echo', [
      [5, 6],
      [7, 8, 9],
    ]);
    expect(data).toHaveLength(2);
    expect(sent().input).toEqual([
      [5, 6],
      [7, 8, 9],
    ]);
    const answer = await complete('openai/echo', [5, 6, 7], { temperature: 0.5 });
    expect(cloud.visits.at(-1)?.path).toBe('/v1/completions');
    expect(sent()).toMatchObject({ prompt: [5, 6, 7], max_tokens: 2, temperature: 0.5 });
    expect(answer.choices[0]).toMatchObject({ text: '3 read', finish_reason: 'stop' });
    expect(answer.usage?.prompt_tokens).toBe(3);
  });

  it('are refused by the field for one that takes texts only', async () => {
    policy = OPEN;
    expect(await refusal(embed('google/echo', [5, 6]))).toMatchObject({ status: 400, field: 'input' });
    expect(await refusal(complete('google/echo', [5, 6]))).toMatchObject({ status: 400, field: 'prompt' });
  });

  it('are refused where nobody says whose they are', async () => {
    expect(await refusal(embed('auto', [5, 6]))).toMatchObject({ status: 400, field: 'input' });
    expect(await refusal(complete('auto:private', [5, 6]))).toMatchObject({ status: 400, field: 'prompt' });
  });
});
