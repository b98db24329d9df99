import { chmod, mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Library } from '../../electron/models/library.ts';
import { english } from '../../shared/chat/english.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { libraryOf } from '../fakes/library.ts';

const model = makeModel({ ...PRESETS.starter, name: 'River' });

describe('the library of models', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-library-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((library) => library.close()));
    await rm(folder, { recursive: true, force: true });
  });
  const opened: Library[] = [];
  const open = (...folders: string[]) => {
    const library = libraryOf(...folders);
    opened.push(library);
    return library;
  };

  const put = async (path: string, bytes: Uint8Array = model) => {
    const full = join(folder, path);
    await mkdir(join(full, '..'), { recursive: true });
    await writeFile(full, bytes);
    return full;
  };
  const scan = async (...folders: string[]) => {
    const library = open(...(folders.length === 0 ? [folder] : folders));
    await library.rescan();
    return library;
  };

  test('is empty before the first scan and for a folder that is not there', async () => {
    expect(open(folder).models()).toEqual([]);
    const library = await scan(join(folder, 'nowhere'));
    expect(library.models()).toEqual([]);
    expect(library.notices()).toEqual([]);
  });

  test('lists a model with what its header says', async () => {
    const path = await put('River 1.gguf');
    expect((await scan()).models()).toEqual([
      expect.objectContaining({
        id: 'river-1',
        name: 'River',
        path,
        bytes: model.length,
        architecture: 'llama',
        parameters: 247_744,
        contextLength: 2048,
        quantisation: 'F16',
      }),
    ]);
  });

  test('finds models in folders below, to a depth of four, and nothing else', async () => {
    await put('a/b/c/d/deep.gguf');
    await put('a/b/c/d/e/too-deep.gguf');
    await put('note.txt');
    await put('UPPER.GGUF');
    await mkdir(join(folder, 'folder.gguf'));
    expect((await scan()).models().map(({ id }) => id)).toEqual(['upper', 'deep']);
  });

  test('follows links to files, not to folders, and so never loops', async () => {
    const path = await put('store/0123abcd');
    await symlink(path, join(folder, 'Linked.gguf'));
    await symlink(folder, join(folder, 'store/loop'));
    await symlink(join(folder, 'gone'), join(folder, 'dangling.gguf'));
    const library = await scan();
    expect(library.models().map(({ id }) => id)).toEqual(['linked']);
    expect(library.notices()).toEqual([]);
  });

  test('gives ids that are safe and unique', async () => {
    await put('a/My Model (v2).gguf');
    await put('b/my model (v2).gguf');
    await put('c/my-model-v2-.gguf');
    await put('.gguf');
    expect((await scan()).models().map(({ id }) => id)).toEqual(['model', 'my-model-v2', 'my-model-v2-2', 'my-model-v2-3']);
  });

  test('lists a faulty file with its fault, beside the good ones', async () => {
    await put('good.gguf');
    await put('cut.gguf', model.subarray(0, 100_000));
    const [cut, good] = (await scan()).models();
    expect(cut).toMatchObject({ id: 'cut', name: 'cut', parameters: 0 });
    expect(cut?.fault).toContain('incomplete');
    expect(good?.fault).toBeUndefined();
  });

  test('a rescan sees what came, changed and went', async () => {
    const path = await put('one.gguf');
    const library = await scan();
    await put('two.gguf');
    await truncate(path, 1000);
    await library.rescan();
    expect(library.models().map(({ id, fault }) => [id, fault !== undefined])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    await rm(path);
    await library.rescan();
    expect(library.models().map(({ id }) => id)).toEqual(['two']);
  });

  test('a file that looks unchanged is not read again', async () => {
    const path = await put('one.gguf');
    const time = new Date(1_700_000_000_000);
    await utimes(path, time, time);
    const library = await scan();
    await writeFile(path, Buffer.alloc(model.length));
    await utimes(path, time, time);
    await library.rescan();
    expect(library.models()[0]?.fault).toBeUndefined();
    await utimes(path, time, new Date(1_700_000_001_000));
    await library.rescan();
    expect(library.models()[0]?.fault).toContain('not a GGUF');
  });

  test('overlapping rescans share one scan', async () => {
    const library = open(folder);
    expect(library.rescan()).toBe(library.rescan());
    await library.rescan();
  });

  test('a path that is no readable folder gives a notice, and the others are listed', async () => {
    await put('good.gguf');
    const file = await put('file');
    const library = await scan(file, folder);
    expect(library.models()).toHaveLength(1);
    expect(library.notices().map(english)).toEqual([expect.stringContaining('ENOTDIR')]);
  });

  test.skipIf(process.platform === 'win32')('a folder without read permission gives a notice', async () => {
    await put('good.gguf');
    const locked = join(folder, 'locked');
    await mkdir(locked);
    await chmod(locked, 0o000);
    await chmod(folder, 0o755);
    const library = await asNobody(() => scan());
    await chmod(locked, 0o700);
    expect(library.notices().map(english)).toEqual([expect.stringContaining('EACCES')]);
    expect(library.models()).toHaveLength(1);
  });
});

const NOBODY = 65_534;

/** Runs `work` without root's right to read everything; whoever is not root has none to give up. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
