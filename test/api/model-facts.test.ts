import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFitCalls } from '../../electron/api/fit.ts';
import type { HubVariantsView, ModelPlacesView, SupposedFitView } from '../../shared/api/model-views.ts';
import type { MemoryShare } from '../../shared/models/memory-share.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { FIT, libraryOf } from '../fakes/library.ts';
import { modelSourceIn } from '../fakes/model-source.ts';
import { type ServedFile, startHub } from '../models/download/hub-server.ts';
import { realMain } from '../renderer/real-main.ts';

let main: ReturnType<typeof realMain>;
beforeEach(() => {
  main = realMain([]);
  writeFileSync(join(main.folder, 'river.gguf'), makeModel({ ...PRESETS.starter, name: 'River' }));
});
afterEach(() => main.close());

async function ask<Value>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Value }> {
  const response = await main.send(`http://localhost/ui${path}`, {
    method,
    headers: { 'x-lintel-window': '1' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Value };
}

describe('settings that are only supposed', () => {
  test('show what they would need, and keep nothing', async () => {
    await ask('GET', '/models');
    const one = (await ask<SupposedFitView>('POST', '/models/river/fit', { contextWindow: 512, sequences: 1 })).body;
    const four = (await ask<SupposedFitView>('POST', '/models/river/fit', { contextWindow: 512, sequences: 4 })).body;
    expect(four.need.cacheBytes).toBe(4 * one.need.cacheBytes);
    const half = (await ask<SupposedFitView>('POST', '/models/river/fit', { contextWindow: 512, sequences: 4, cacheType: 'Q8_0' })).body;
    expect(half.need.cacheBytes).toBeLessThan(0.6 * four.need.cacheBytes);
    expect((await ask('GET', '/models')).body).toEqual([expect.objectContaining({ id: 'river', settings: {} })]);
  });

  test('say why they could not be kept, and refuse what is no setting', async () => {
    await ask('GET', '/models');
    const { body } = await ask<SupposedFitView>('POST', '/models/river/fit', { contextWindow: 100_000 });
    expect(body.refusal).toMatch(/made for 2,048 at most/);
    expect((await ask('POST', '/models/river/fit', { colour: 'red' })).status).toBe(400);
    expect((await ask('POST', '/models/brook/fit', {})).status).toBe(404);
  });
});

test('the memory adds up', async () => {
  const { body } = await ask<MemoryShare>('GET', '/memory');
  expect(body).toEqual({
    totalBytes: 16 * 2 ** 30,
    othersBytes: 4 * 2 ** 30,
    modelsBytes: 0,
    headroomBytes: 2 ** 30,
    freeBytes: 12 * 2 ** 30,
  });
});

test('places name every folder with what it holds, those of apps that are not there, too', async () => {
  await ask('GET', '/models');
  const { body } = await ask<ModelPlacesView>('GET', '/model-places');
  const own = body.places.find(({ source }) => source === 'lintel');
  expect(own).toMatchObject({ path: main.folder, isThere: true, models: 1 });
  expect(own?.bytes).toBeGreaterThan(100_000);
  expect(body.places.filter(({ isThere }) => isThere)).toHaveLength(1);
  expect(new Set(body.places.map(({ source }) => source))).toEqual(
    new Set(['box', 'lintel', 'lm-studio', 'jan', 'hugging-face', 'ollama']),
  );
  expect(body.freeBytes).toBeGreaterThan(0);
});

test('a benchmark is refused for what is not there', async () => {
  expect((await ask('POST', '/models/brook/benchmark', {})).status).toBe(404);
});

describe('the models of a repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-variants-'));
  const small: ServedFile = { bytes: makeModel(PRESETS.starter), etag: '"1"' };
  const big: ServedFile = { bytes: new Uint8Array(3 * small.bytes.length), etag: '"2"' };

  async function variantsOf(files: ReadonlyMap<string, ServedFile>): Promise<{ view: HubVariantsView; ranges: number }> {
    const hub = await startHub(new Map(files));
    const { source } = modelSourceIn(folder, hub.url);
    const calls = createFitCalls({ ...FIT, library: libraryOf(folder), source });
    try {
      const view = await calls.hubVariants({ id: '', body: { repo: 'river/models' } });
      return { view, ranges: hub.asked.filter(({ path }) => path.includes('/resolve/')).length };
    } finally {
      await source.close();
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test('are told whether they fit by the header of one alone', async () => {
    const { view, ranges } = await variantsOf(
      new Map([
        ['river-Q8_0.gguf', big],
        ['river-Q4_K_M.gguf', small],
        ['mmproj-river-F16.gguf', small],
        ['parts/river-BF16-00001-of-00002.gguf', big],
        ['parts/river-BF16-00002-of-00002.gguf', big],
        ['half/river-F16-00001-of-00003.gguf', big],
      ]),
    );
    expect(view.variants.map(({ quantisation, bytes, ref }) => [quantisation, bytes / small.bytes.length, ref])).toEqual([
      ['Q4_K_M', 1, 'hf:river/models/river-Q4_K_M.gguf'],
      ['Q8_0', 3, 'hf:river/models/river-Q8_0.gguf'],
      ['BF16', 6, 'hf:river/models/parts/river-BF16-00001-of-00002.gguf'],
    ]);
    expect(view.variants.every(({ verdict }) => verdict === 'fits')).toBe(true);
    const [first, second] = view.variants;
    expect((second?.memoryBytes ?? 0) - (first?.memoryBytes ?? 0)).toBe(2 * small.bytes.length);
    expect(second?.tokensPerSecond).toBeLessThan(first?.tokensPerSecond ?? 0);
    expect(ranges).toBeLessThan(4);
  });

  test('are listed even where nothing can be predicted', async () => {
    const { view } = await variantsOf(new Map([['broken-Q4_0.gguf', { bytes: new Uint8Array(4096), etag: '"3"' }]]));
    expect(view.variants).toEqual([expect.objectContaining({ quantisation: 'Q4_0', bytes: 4096 })]);
    expect(view.variants[0]).not.toHaveProperty('verdict');
    expect(view.unpredicted).toMatch(/GGUF/);
  });
});
