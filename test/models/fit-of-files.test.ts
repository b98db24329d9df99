import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGgufHeader } from '../../electron/models/gguf-header.ts';
import { predictNeed } from '../../shared/models/fit.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';

/** What a prediction adds for the process itself. */
const PROCESS_BYTES = 110 * 2 ** 20;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-fit-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What llama.cpp itself says that model and context take, in bytes. */
async function taken(path: string, contextSize: number, sequences: number): Promise<{ model: number; context: number }> {
  const child = fork(fileURLToPath(new URL('./memory-taken.ts', import.meta.url)), [path, String(contextSize), String(sequences)]);
  const [answer] = (await once(child, 'message')) as [{ model: number; context: number }];
  return answer;
}

test.each([
  ['starter', 2048, 1],
  ['long', 8192, 4],
  ['long', 32_768, 1],
  ['bench', 4096, 2],
] as const)(
  'what is predicted for %s with %i tokens and %i sequences is what llama.cpp takes',
  async (preset, contextWindow, sequences) => {
    const path = join(folder, `${preset}.gguf`);
    await writeFile(path, makeModel(PRESETS[preset]));
    const model = await readGgufHeader(path);
    const need = predictNeed(model, { contextWindow, sequences });
    const real = await taken(path, contextWindow, sequences);
    // Beside the mapped file there is a rearranged copy of the layers, and the vocabulary.
    expect(real.model).toBeGreaterThan(need.weightBytes * 0.97);
    expect(real.model).toBeLessThan((need.weightBytes + model.shape.layerBytes) * 1.03 + 2 ** 18);
    const working = need.workingBytes - PROCESS_BYTES;
    // The cache is exact; llama.cpp tells what it calculates in together with it.
    expect(real.context).toBeGreaterThan(need.cacheBytes);
    const slack = 3 * 2 ** 20;
    expect(need.cacheBytes + working).toBeGreaterThan(real.context * 0.85 - slack);
    expect(need.cacheBytes + working).toBeLessThan(real.context * 1.15 + slack);
  },
);
