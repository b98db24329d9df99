import { mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Library } from '../../electron/models/library.ts';
import { folderSource } from '../../electron/models/sources/folder.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { libraryOf } from '../fakes/library.ts';

const model = makeModel(PRESETS.starter);
let folder: string;
let library: Library;
let changes: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-watch-'));
  library = libraryOf(join(folder, 'models'), join(folder, 'later'));
  changes = 0;
  library.onChange(() => changes++);
  await mkdir(join(folder, 'models'));
  await library.rescan();
  await library.watch();
});
afterEach(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

const ids = () => library.models().map(({ id }) => id);
const soon = { timeout: 8_000 };

describe('a library that follows its folders', { timeout: 30_000 }, () => {
  test('sees files come, move and go, in folders below too', async () => {
    await writeFile(join(folder, 'models/one.gguf'), model);
    await expect.poll(ids, soon).toEqual(['one']);
    await mkdir(join(folder, 'models/a/b'), { recursive: true });
    await writeFile(join(folder, 'models/a/b/two.gguf'), model);
    await expect.poll(ids, soon).toEqual(['two', 'one']);
    await rename(join(folder, 'models/one.gguf'), join(folder, 'models/three.gguf'));
    await expect.poll(ids, soon).toEqual(['two', 'three']);
    await rm(join(folder, 'models'), { recursive: true });
    await expect.poll(ids, soon).toEqual([]);
    expect(changes).toBeGreaterThanOrEqual(4);
    expect(library.notices()).toEqual([]);
  });

  test('sees a folder that was not there at the start', async () => {
    await mkdir(join(folder, 'later'));
    await writeFile(join(folder, 'later/one.gguf'), model);
    await expect.poll(ids, soon).toEqual(['one']);
  });

  test('a file that still grows is left alone until it rests', async () => {
    const file = await open(join(folder, 'models/slow.gguf'), 'w');
    const seen: (string | undefined)[] = [];
    library.onChange(() => seen.push(...library.models().map(({ fault }) => fault)));
    const step = Math.ceil(model.length / 20);
    for (let at = 0; at < model.length; at += step) {
      await file.write(model.subarray(at, at + step));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await file.close();
    await expect.poll(ids, soon).toEqual(['slow']);
    expect(seen).toEqual([undefined]);
  });

  test('follows other folders when told to, and nothing after its end', async () => {
    await mkdir(join(folder, 'other'));
    await library.use([folderSource('folder', join(folder, 'other'))]);
    await writeFile(join(folder, 'models/old.gguf'), model);
    await writeFile(join(folder, 'other/new.gguf'), model);
    await expect.poll(ids, soon).toEqual(['new']);
    await library.close();
    const before = changes;
    await writeFile(join(folder, 'other/late.gguf'), model);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(changes).toBe(before);
  });
});
