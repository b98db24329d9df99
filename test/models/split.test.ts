import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Tensor, type Value, writeGguf } from '../../tools/boxed-model/gguf-writer.ts';
import { libraryOf } from '../fakes/library.ts';

const number = (value: number): Value => ({ type: 'u32', value });
const tensor = (name: string): Tensor => ({ name, type: 'F32', columns: 8, rows: 2, fill: (row) => row.fill(1) });
const facts: Record<string, Value> = { 'general.architecture': { type: 'string', value: 'llama' }, 'llama.context_length': number(128) };

/** One part as llama.cpp's own tool writes it: only the first says what the model is. */
function part(index: number, of = 3, tensors = 1, all = 3): Buffer {
  return writeGguf(
    { ...(index === 0 ? facts : {}), 'split.no': number(index), 'split.count': number(of), 'split.tensors.count': number(all) },
    Array.from({ length: tensors }, (_, place) => tensor(`t${index}.${place}`)),
  );
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-split-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const name = (index: number, of = 3) => `river-0000${index + 1}-of-0000${of}.gguf`;
async function listed(files: Record<string, Buffer>) {
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(folder, file), bytes);
  const library = libraryOf(folder);
  await library.rescan();
  await library.close();
  return library.models();
}

describe('a model in several files', () => {
  test('is one model, at the path of its first part, with the sizes of all', async () => {
    const files = { [name(1)]: part(1), [name(2)]: part(2), [name(0)]: part(0) };
    const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0);
    expect(await listed(files)).toEqual([
      expect.objectContaining({
        id: 'river-00001-of-00003',
        kind: 'chat',
        path: join(folder, name(0)),
        parts: [0, 1, 2].map((index) => join(folder, name(index))),
        bytes,
        parameters: 48,
        tensorBytes: 192,
      }),
    ]);
    expect((await listed({}))[0]?.fault).toBeUndefined();
  });

  test('names the part that is missing', async () => {
    const [model] = await listed({ [name(0)]: part(0), [name(2)]: part(2) });
    expect(model?.fault).toContain(name(1));
    expect(model?.fault).not.toContain(name(2));
  });

  test('names a part of another model', async () => {
    expect((await listed({ [name(0)]: part(0), [name(1)]: part(2), [name(2)]: part(2) }))[0]?.fault).toContain(`“${name(1)}”`);
    expect((await listed({ [name(1)]: part(1, 3, 1, 9) }))[0]?.fault).toContain(`“${name(1)}” belongs to another model`);
    expect((await listed({ [name(1)]: part(1, 3, 2) }))[0]?.fault).toContain('4 of 3 tensors');
  });

  test('names a part that is damaged', async () => {
    const files = { [name(0)]: part(0), [name(1)]: part(1).subarray(0, 60), [name(2)]: part(2) };
    expect((await listed(files))[0]?.fault).toMatch(new RegExp(`^${name(1)}: `));
  });

  test('a part under another name says what to do', async () => {
    expect((await listed({ 'river.gguf': part(0) }))[0]?.fault).toContain('part 1 of 3');
  });
});
