import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInspectionCache, openInspectionCache } from '../../electron/models/inspection-cache.ts';
import { createInspector, type Inspector } from '../../electron/models/inspector.ts';
import { createLibrary } from '../../electron/models/library.ts';
import { folderSource } from '../../electron/models/sources/folder.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { BOXED_MODEL } from '../engines/local/subject.ts';
import { INSPECTION_ENTRY } from '../fakes/library.ts';

let folder: string;
const inspectors: Inspector[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-inspector-'));
});
afterEach(async () => {
  await Promise.all(inspectors.splice(0).map((inspector) => inspector.close()));
  await rm(folder, { recursive: true, force: true });
});

const keep = (inspector: Inspector) => {
  inspectors.push(inspector);
  return inspector;
};
const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length;

/** An inspector whose thread runs this program. */
async function running(program: string, options: { timeLimit?: number; idle?: number } = {}) {
  const entry = join(folder, 'thread.mjs');
  await writeFile(entry, `import { parentPort } from 'node:worker_threads';\n${program}`);
  return keep(createInspector({ entry, ...options }));
}

describe('the thread that looks into files', () => {
  test('answers many askers one by one', async () => {
    const inspector = keep(createInspector({ entry: INSPECTION_ENTRY }));
    const answers = await Promise.all([BOXED_MODEL, join(folder, 'nothing.gguf'), BOXED_MODEL].map(inspector.inspect));
    expect(answers[0]).toMatchObject({ header: { kind: 'chat', architecture: 'llama' } });
    expect(answers[1]).toMatchObject({ fault: expect.stringContaining('ENOENT') });
    expect(answers[2]).toEqual(answers[0]);
  });

  test('is killed when a file takes too long, and the next file gets a new one', async () => {
    const inspector = await running(
      `parentPort.on('message', (path) => { while (path === 'loop'); parentPort.postMessage({ fault: path }); });`,
      {
        timeLimit: 1_000,
      },
    );
    expect(await inspector.inspect('loop')).toMatchObject({ fault: expect.stringContaining('too long') });
    expect(await inspector.inspect('fine')).toEqual({ fault: 'fine' });
  });

  test('has bounded memory', { timeout: 30_000 }, async () => {
    const inspector = await running(`parentPort.on('message', () => { const all = []; for (;;) all.push({ a: [all.length] }); });`);
    expect(await inspector.inspect('greedy')).toMatchObject({ fault: expect.stringContaining('memory') });
  });

  test('a failure of its program is a fault', async () => {
    const inspector = await running(`parentPort.on('message', () => { throw new Error('no'); });`);
    expect(await inspector.inspect('any')).toMatchObject({ fault: expect.stringContaining('failed') });
  });

  test('ends when there is nothing to do, and when it is closed', async () => {
    const before = threads();
    const inspector = keep(createInspector({ entry: INSPECTION_ENTRY, idle: 50 }));
    await inspector.inspect(BOXED_MODEL);
    await expect.poll(threads).toBe(before);
    const looping = await running(`parentPort.on('message', () => { for (;;); });`);
    const waiting = looping.inspect('loop');
    await looping.close();
    expect(await waiting).toMatchObject({ fault: expect.stringContaining('ended') });
    expect(await looping.inspect('late')).toMatchObject({ fault: expect.stringContaining('ended') });
  });
});

describe('what is kept from one start to the next', () => {
  const model = makeModel(PRESETS.starter);

  /** Starts as Lintel does; answers with the models and how many files were looked into. */
  async function start(path: string) {
    const real = keep(createInspector({ entry: INSPECTION_ENTRY }));
    let looked = 0;
    const inspector: Inspector = {
      inspect: (file) => {
        looked++;
        return real.inspect(file);
      },
      close: real.close,
    };
    const library = createLibrary({ sources: [folderSource('folder', folder)], inspector, cache: await openInspectionCache(path) });
    await library.rescan();
    await library.close();
    return { models: library.models(), looked };
  }

  test('a second start reads no header again', async () => {
    await writeFile(join(folder, 'good.gguf'), model);
    await writeFile(join(folder, 'bad.gguf'), 'no model');
    const path = join(folder, 'models.json');
    const first = await start(path);
    expect(first.looked).toBe(2);
    expect(await start(path)).toEqual({ models: first.models, looked: 0 });
    await writeFile(join(folder, 'bad.gguf'), 'no model either');
    expect((await start(path)).looked).toBe(1);
    await rm(join(folder, 'bad.gguf'));
    await start(path);
    expect(await readFile(path, 'utf8')).not.toContain('bad.gguf');
  });

  test.each(['', '{', '[]', '{"version":1,"files":{"x":{"header":{}}}}', '{"version":99,"files":{}}'])(
    'a damaged file (%s) is as none',
    async (text) => {
      await writeFile(join(folder, 'good.gguf'), model);
      const path = join(folder, 'models.json');
      await writeFile(path, text);
      expect(await start(path)).toMatchObject({ looked: 1, models: [{ id: 'good', kind: 'chat' }] });
    },
  );

  test('a place that cannot be written costs nothing but time', async () => {
    const cache = createInspectionCache(new Map(), join(folder, 'no/such/folder.json'));
    cache.set('a', { fault: 'b' });
    await cache.save(new Set(['a']));
    expect(cache.get('a')).toEqual({ fault: 'b' });
  });
});
