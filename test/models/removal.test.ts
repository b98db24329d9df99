import { existsSync } from 'node:fs';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRemoval } from '../../electron/models/removal.ts';
import { folderSource } from '../../electron/models/sources/folder.ts';
import { huggingFaceSource } from '../../electron/models/sources/hugging-face.ts';
import { ollamaSource } from '../../electron/models/sources/ollama.ts';
import type { Source } from '../../electron/models/sources/source.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { libraryOf } from '../fakes/library.ts';

const model = makeModel(PRESETS.starter);
const HEX = 'ab'.repeat(32);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-removal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content: Uint8Array | string = model): Promise<string> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

async function removalOf(source: Source, loaded = new Set<string>()) {
  const library = libraryOf(source);
  await library.rescan();
  const unload = async (id: string) => void loaded.delete(id);
  return { library, loaded, ...createRemoval({ library, isLoaded: (id) => loaded.has(id), unload }) };
}
const own = (loaded?: Set<string>) => removalOf(folderSource('lintel', folder), loaded);

describe('removing a model', () => {
  test('shows what goes, deletes exactly that and says so', async () => {
    const path = await put('one.gguf');
    const kept = await put('two.gguf');
    const { plan, remove, library } = await own();
    expect(await plan('one')).toEqual({ files: [path], bytes: model.length });
    expect(existsSync(path)).toBe(true);
    expect(await remove('one')).toEqual({ files: [path], bytes: model.length });
    expect([existsSync(path), existsSync(kept)]).toEqual([false, true]);
    expect(library.models().map(({ id }) => id)).toEqual(['two']);
    await library.close();
  });

  test.each(['nope', '../one', 'one.gguf', '__proto__', '/etc/passwd'])('knows ids only: %s is no model', async (id) => {
    await put('one.gguf');
    const { plan, remove, library } = await own();
    await expect(plan(id)).rejects.toMatchObject({ code: 'unknown-model' });
    await expect(remove(id)).rejects.toMatchObject({ code: 'unknown-model' });
    await library.close();
  });

  test('a loaded model stays unless it may be unloaded', async () => {
    const path = await put('one.gguf');
    const { plan, remove, library, loaded } = await own(new Set(['one']));
    expect((await plan('one')).refusal).toContain('loaded');
    await expect(remove('one')).rejects.toMatchObject({ code: 'forbidden' });
    expect(existsSync(path)).toBe(true);
    await remove('one', { unload: true });
    expect([existsSync(path), loaded.size]).toEqual([false, 0]);
    await library.close();
  });

  test('the model in the box stays', async () => {
    const path = await put('one.gguf');
    const { remove, library } = await removalOf(folderSource('box', folder));
    await expect(remove('one', { fromOtherApp: true, unload: true })).rejects.toThrow('comes with Lintel');
    expect(existsSync(path)).toBe(true);
    await library.close();
  });

  test('what another app keeps goes only when that is asked for', async () => {
    const path = await put('one.gguf');
    const { remove, library } = await removalOf(folderSource('lm-studio', folder));
    await expect(remove('one')).rejects.toThrow('Another app');
    expect(existsSync(path)).toBe(true);
    await remove('one', { fromOtherApp: true });
    expect(existsSync(path)).toBe(false);
    await library.close();
  });

  test('a link frees nothing and leaves its file; a second hard link frees nothing', async () => {
    const target = await put('store/blob');
    await symlink(target, join(folder, 'soft.gguf'));
    const soft = await own();
    expect(await soft.remove('soft')).toEqual({ files: [join(folder, 'soft.gguf')], bytes: 0 });
    expect(existsSync(target)).toBe(true);
    await link(target, join(folder, 'hard.gguf'));
    await soft.library.rescan();
    expect(await soft.remove('hard')).toMatchObject({ bytes: 0 });
    expect(existsSync(target)).toBe(true);
    await soft.library.close();
  });

  test('Ollama: the last name takes the file along, any other only itself', async () => {
    const blob = await put(`blobs/sha256-${HEX}`);
    const text = JSON.stringify({ layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${HEX}` }] });
    const first = await put('manifests/registry.ollama.ai/library/river/1b', text);
    const second = await put('manifests/registry.ollama.ai/library/river/latest', text);
    const { remove, plan, library } = await removalOf(ollamaSource(folder));
    expect(await remove('river:1b', { fromOtherApp: true })).toEqual({ files: [first], bytes: 0 });
    expect(existsSync(blob)).toBe(true);
    expect(library.models().map(({ id }) => id)).toEqual(['river:latest']);
    expect(await plan('river:latest', { fromOtherApp: true })).toEqual({ files: [second, blob], bytes: model.length });
    await remove('river:latest', { fromOtherApp: true });
    expect(existsSync(blob)).toBe(false);
    await library.close();
  });

  test('Hugging Face: the links of all revisions and the blob go; a link that leads outside takes only itself', async () => {
    const blob = await put(`models--a--b/blobs/${HEX}`);
    for (const revision of ['one', 'two']) {
      await mkdir(join(folder, 'models--a--b/snapshots', revision), { recursive: true });
      await symlink(`../../blobs/${HEX}`, join(folder, 'models--a--b/snapshots', revision, 'river.gguf'));
    }
    const outside = await put('outside/river', makeModel({ ...PRESETS.starter, name: 'Outside' }));
    await symlink(outside, join(folder, 'models--a--b/snapshots/one/outside.gguf'));
    const { remove, library } = await removalOf(huggingFaceSource(folder));
    const removed = await remove('river', { fromOtherApp: true });
    expect(removed.bytes).toBe(model.length);
    expect(removed.files).toHaveLength(3);
    expect(existsSync(blob)).toBe(false);
    expect(await remove('outside', { fromOtherApp: true })).toMatchObject({ bytes: 0 });
    expect(existsSync(outside)).toBe(true);
    await library.close();
  });
});
