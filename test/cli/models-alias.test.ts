import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { type LintelProcess, newDataFolder, startLintel } from '../e2e/lintel-process.ts';

let started: LintelProcess;
let openai: OpenAI;
let ollama: Ollama;
let apiKey: string | undefined;
const dataFolder = newDataFolder();

async function start(): Promise<void> {
  started = await startLintel({ dataFolder });
  apiKey ??= await started.createKey();
  openai = new OpenAI({ baseURL: started.address, apiKey, maxRetries: 0 });
  ollama = new Ollama({ host: started.address, headers: { authorization: `Bearer ${apiKey}` } });
}
beforeAll(async () => {
  mkdirSync(join(dataFolder, 'models'), { recursive: true });
  writeFileSync(join(dataFolder, 'models', 'river-embed.gguf'), makeModel(PRESETS.embedder));
  await start();
});
afterAll(async () => {
  await started.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const alias = (...argv: string[]) => started.cli('models', 'alias', ...argv);
const ask = (model: string) => openai.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 4 });

test('a name is given to an app, used by it, listed and taken back', async () => {
  expect((await alias('list')).stdout).toContain('No name stands for anything.');
  expect((await alias('set', 'gpt-4o-mini', 'auto:private')).stdout).toBe('“gpt-4o-mini” stands for auto:private.\n');
  const early = await alias('set', 'later', 'not-here-yet');
  expect([early.code, early.stderr]).toEqual([0, expect.stringContaining('There is no model not-here-yet yet.')]);
  expect((await ask('gpt-4o-mini')).model).toBe('lintel-starter');
  await expect(ask('later')).rejects.toMatchObject({ status: 404 });
  const answer = await ollama.chat({
    model: 'gpt-4o-mini:latest',
    messages: [{ role: 'user', content: 'Hello' }],
    options: { num_predict: 4 },
  });
  expect(answer).toMatchObject({ model: 'lintel-starter', done: true });
  expect(answer.eval_count).toBeGreaterThan(0);
  expect(JSON.parse((await alias('list', '--json')).stdout)).toEqual({ 'gpt-4o-mini': 'auto:private', later: 'not-here-yet' });
  expect((await alias('remove', 'later')).code).toBe(0);
  expect((await alias('list')).stdout).toMatch(/gpt-4o-mini +auto:private\n/);
});

test('what cannot be a name is refused with 2, what was none with 1', async () => {
  for (const name of ['auto', 'auto:fast', 'a b', 'x'.repeat(129)]) expect((await alias('set', name, 'lintel-starter')).code).toBe(2);
  expect(await alias('remove', 'nobody')).toMatchObject({ code: 1, stdout: '' });
});

test('vectors come from the model that made the first ones, also after a restart', async () => {
  const embed = async () => (await openai.embeddings.create({ model: 'auto', input: 'the river' })).model;
  expect(await embed()).toBe('river-embed');
  expect((await ollama.embed({ model: 'river-embed:latest', input: ['one', 'two'] })).embeddings).toHaveLength(2);
  expect((await ollama.ps()).models.map(({ name }) => name)).toContain('river-embed:latest');
  // The new one comes before it in the list, and does as well otherwise.
  writeFileSync(join(dataFolder, 'models', 'a-embed.gguf'), makeModel({ ...PRESETS.embedder, name: 'Another' }));
  await started.stop({ keepData: true });
  await start();
  expect((await started.cli('status', '--json')).stdout).toContain('a-embed');
  expect(await embed()).toBe('river-embed');
  expect((await openai.embeddings.create({ model: 'a-embed', input: 'x' })).model).toBe('a-embed');
  expect(await embed()).toBe('a-embed');
});
