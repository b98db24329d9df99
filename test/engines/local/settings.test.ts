import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adapterFault } from '../../../electron/models/adapter.ts';
import { inspect } from '../../../electron/models/inspect.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { type ModelShape, makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

/** Its heads are as wide as a block of quantised numbers. */
const WIDE: ModelShape = { ...PRESETS.long, heads: 2, kvHeads: 1 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** One chat on a model with these settings. */
async function trySettings(settings: ModelSettings, shape: ModelShape = PRESETS.long) {
  const path = join(folder, 'model.gguf');
  await writeFile(path, makeModel(shape));
  const subject = createSubject(path, { settings, adapterFault: async (file) => adapterFault(await inspect(file)) });
  try {
    const { text, error } = await ask(
      subject.engine,
      subject.targetId,
      requestOf('Hello.', { maxOutputTokens: 8, sampling: { temperature: 0 } }),
    );
    return { text, error, started: subject.pids.length, ready: subject.said.find((message) => message.type === 'ready') };
  } finally {
    await subject.dispose();
  }
}

test('window and sequences are as they are set, and the worker tells what it took', async () => {
  const { ready, text } = await trySettings({ contextWindow: 12_288, sequences: 3 });
  expect(ready).toMatchObject({ contextWindow: 12_288, sequences: 3, abilities: ['chat', 'tools', 'json', 'logprobs', 'choices'] });
  expect(text).not.toBe('');
  const { cpuBytes = 0, gpuBytes = 0 } = ready?.allocated ?? {};
  // Keys and values alone: two layers of two heads of 16 numbers, twice, in 16 bits.
  expect(cpuBytes + gpuBytes).toBeGreaterThan(12_288 * 3 * 2 * 2 * 16 * 2 * 2);
});

test('a window beyond what the model was made for is refused with both figures', async () => {
  const { error, ready } = await trySettings({ contextWindow: 65_536 });
  expect(ready).toBeUndefined();
  expect(error?.code).toBe('model-load-failed');
  expect(error?.message).toMatch(/65536.*32768/);
});

test('a context that does not fit into memory is refused with its size, never made smaller', async () => {
  const huge = { ...PRESETS.long, context: 2 ** 30 };
  const { error, ready } = await trySettings({ contextWindow: 2 ** 30, sequences: 8 }, huge);
  expect(ready).toBeUndefined();
  expect(error?.message).toMatch(/1073741824 tokens for 8 chats at once.*2097152 MiB/);
});

test('a cache in fewer bits takes less memory and still answers; without flash attention it is refused', async () => {
  const [full, small] = [await trySettings({}, WIDE), await trySettings({ cacheType: 'Q8_0' }, WIDE)];
  expect(small.text).not.toBe('');
  expect(small.ready?.allocated.cpuBytes).toBeLessThan(full.ready?.allocated.cpuBytes ?? 0);
  const refused = await trySettings({ cacheType: 'Q8_0', flashAttention: false }, WIDE);
  expect(refused.error?.message).toContain('flash attention');
});

test('a file of weight changes that is none is refused with the reason, before a worker starts for it', async () => {
  const lora = join(folder, 'lora.gguf');
  const starter = makeModel(PRESETS.starter);
  const hugeCount = Buffer.from(starter.subarray(0, 4096));
  hugeCount.writeBigUInt64LE(1n << 40n, 16);
  const files = { text: 'nothing of the kind', model: starter, cut: starter.subarray(0, 200_000), hugeCount };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(lora, content);
    const { error, started } = await trySettings({ loras: [{ path: lora, scale: 1 }] });
    expect(error?.code, name).toBe('model-load-failed');
    expect(error?.message, name).toContain(`its LoRA file ${lora} cannot be used`);
    expect(started, name).toBe(0);
  }
});
