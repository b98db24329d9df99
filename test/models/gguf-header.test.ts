import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGgufHeader } from '../../electron/models/gguf-header.ts';
import { isLintelError } from '../../shared/chat/error.ts';
import { type Value, writeGguf } from '../../tools/boxed-model/gguf-writer.ts';
import { BOXED_MODEL } from '../engines/local/subject.ts';

let folder: string;
let boxed: Buffer;
/** Where the metadata and the tensor list end, found by the name of the last tensor. */
let headerEnd: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-header-'));
  boxed = await readFile(BOXED_MODEL);
  headerEnd = boxed.indexOf('output.weight', boxed.indexOf('output_norm.weight') + 20) + 40;
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array) {
  const path = join(folder, 'model.gguf');
  await writeFile(path, bytes);
  return readGgufHeader(path);
}

/** Reads a damaged file: it must give a header or a sentence, and soon. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  const since = performance.now();
  const outcome = await read(bytes).then(
    () => 'read',
    (error: unknown) => {
      if (!isLintelError(error)) throw error;
      expect(error.code).toBe('model-faulty');
      expect(error.message).toMatch(/^[A-Z].*\.$/);
      return error.message;
    },
  );
  expect(performance.now() - since).toBeLessThan(3000);
  return outcome;
}

function patched(at: number, write: (bytes: Buffer) => void): Buffer {
  const copy = Buffer.from(boxed);
  write(copy.subarray(at));
  return copy;
}

const valueAt = (key: string) => boxed.indexOf(key) + key.length + 4;

/** A GGUF with just this in it. */
function made(metadata: Record<string, Value>): Buffer {
  return writeGguf(metadata, [{ name: 't', type: 'F32', columns: 4, rows: 1, fill: (row) => row.fill(1) }]);
}
const text = (value: string): Value => ({ type: 'string', value });
const number = (value: number): Value => ({ type: 'u32', value });
const smallest = { 'general.architecture': text('llama'), 'llama.context_length': number(128) };

describe('reading the header of a model file', () => {
  test('says what the boxed model is', async () => {
    expect(await readGgufHeader(BOXED_MODEL)).toMatchObject({
      architecture: 'llama',
      kind: 'chat',
      name: 'Lintel starter',
      description: expect.stringContaining('noise until you add a model of your own'),
      licence: 'cc0-1.0',
      quantisation: 'F16',
      splitter: 'default',
      parameters: 247_744,
      contextLength: 2048,
      tensorBytes: expect.any(Number),
      hasChatTemplate: true,
      hasTools: false,
      hasReasoning: false,
      // Two layers of two heads of sixteen numbers, keys and values, two bytes each.
      kvBytesPerToken: 2 * 2 * 16 * 2 * 2,
    });
  });

  test('reads head counts that differ by layer', async () => {
    const header = await read(
      made({
        ...smallest,
        'llama.block_count': number(3),
        'llama.embedding_length': number(64),
        'llama.attention.head_count': number(4),
        'llama.attention.head_count_kv': { type: 'i32s', value: [4, 0, 2] },
      }),
    );
    expect(header.kvBytesPerToken).toBe(2 * 6 * 32);
    expect(header.hasChatTemplate).toBe(false);
  });

  test('a file cut anywhere is found out', async () => {
    const cuts = [
      0,
      1,
      3,
      4,
      7,
      8,
      15,
      16,
      23,
      24,
      25,
      31,
      32,
      40,
      57,
      100,
      500,
      2000,
      10_000,
      25_000,
      headerEnd - 1,
      headerEnd,
      headerEnd + 64,
      100_000,
      300_000,
    ];
    for (const cut of [...cuts, boxed.length - 1]) expect(await outcomeOf(boxed.subarray(0, cut)), `cut at ${cut}`).not.toBe('read');
    expect(await outcomeOf(boxed.subarray(0, 300_000))).toContain('300000 of 528736 bytes');
    expect(await outcomeOf(boxed.subarray(0, 0))).toContain('empty');
  });

  test('impossible counts and lengths are found out before anything is allocated for them', async () => {
    const huge = [2n ** 64n - 1n, 2n ** 63n, 2n ** 53n, 2n ** 40n, 2n ** 32n, 100_001n];
    for (const at of [8, 16, 24]) {
      for (const value of huge)
        expect(await outcomeOf(patched(at, (bytes) => bytes.writeBigUInt64LE(value))), `${value} at ${at}`).not.toBe('read');
    }
    // The count of the vocabulary's list, after its key, its type and its element type.
    for (const value of huge.slice(0, -1)) {
      const at = valueAt('tokenizer.ggml.tokens') + 4;
      expect(await outcomeOf(patched(at, (bytes) => bytes.writeBigUInt64LE(value))), `a list of ${value}`).not.toBe('read');
    }
    const dimensions = boxed.indexOf('token_embd.weight') + 'token_embd.weight'.length;
    expect(await outcomeOf(patched(dimensions, (bytes) => bytes.writeUInt32LE(5)))).toContain('5 dimensions');
    expect(await outcomeOf(patched(dimensions + 4, (bytes) => bytes.writeBigUInt64LE(2n ** 45n)))).toContain('impossibly large');
  });

  test('numbers on which llama.cpp would abort are found out', async () => {
    for (const key of ['block_count', 'feed_forward_length', 'attention.head_count', 'attention.head_count_kv']) {
      for (const value of [0, 0x7fffffff, 0xffffffff]) {
        const said = await outcomeOf(patched(valueAt(`llama.${key}`), (bytes) => bytes.writeUInt32LE(value)));
        expect(said, key).toContain(`The header gives “llama.${key}” as ${value}, which no model has.`);
      }
    }
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const at = valueAt('llama.attention.layer_norm_rms_epsilon');
      expect(await outcomeOf(patched(at, (bytes) => bytes.writeFloatLE(value)))).toContain('layer_norm_rms_epsilon');
    }
    expect(await outcomeOf(made({ ...smallest, 'llama.block_count': { type: 'f32', value: 2.5 } }))).toContain('as 2.5');
  });

  test('models without attention, or without it in some layers, are none of these', async () => {
    const none = {
      feed_forward_length: number(0),
      'attention.head_count': number(0),
      'attention.layer_norm_rms_epsilon': { type: 'f32', value: 1e-5 },
    };
    const of = (architecture: string, entries: Record<string, Value>) =>
      read(
        made({
          'general.architecture': text(architecture),
          ...Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${architecture}.${key}`, value])),
        }),
      );
    for (const architecture of ['mamba', 'mamba2', 'rwkv7', 'arwkv7', 'lfm2', 'granitehybrid', 'nemotron_h']) {
      const entries = { context_length: number(128), block_count: number(2), embedding_length: number(64), ...none } as Record<
        string,
        Value
      >;
      expect((await of(architecture, entries)).architecture).toBe(architecture);
    }
    const deci = { context_length: number(128), block_count: number(2), 'attention.head_count': { type: 'i32s', value: [4, 0] } } as const;
    expect((await of('deci', deci)).kind).toBe('chat');
  });

  test('lists in lists end at a limit', async () => {
    const nested = made(smallest);
    const depth = 100;
    const list = Buffer.alloc(12);
    list.writeUInt32LE(9, 0);
    list.writeBigUInt64LE(1n, 4);
    const key = Buffer.from('llama.context_length');
    const at = nested.indexOf(key) + key.length;
    const bytes = Buffer.concat([
      nested.subarray(0, at),
      Buffer.from([9, 0, 0, 0]),
      ...Array.from({ length: depth }, () => list),
      nested.subarray(at + 8),
    ]);
    expect(await outcomeOf(bytes)).toContain('nests');
  });

  test('400 flipped bits in the header give a header or a sentence each, in bounded time', async () => {
    const seen = new Set<string>();
    for (let flip = 0; flip < 400; flip++) {
      const bit = (flip * 7919) % (Math.min(headerEnd, flip < 200 ? 1200 : headerEnd) * 8);
      seen.add(await outcomeOf(patched(bit >> 3, (bytes) => bytes.writeUInt8(bytes.readUInt8() ^ (1 << (bit & 7))))));
    }
    expect(seen.size).toBeGreaterThan(5);
  });

  test('what is no usable language model says what it is', async () => {
    expect(await outcomeOf(Buffer.from('PK\u0003\u0004 a zip archive, renamed to .gguf'))).toContain('not a GGUF');
    expect(await outcomeOf(patched(4, (bytes) => bytes.writeUInt32BE(3)))).toContain('big-endian');
    expect(await outcomeOf(patched(4, (bytes) => bytes.writeUInt32LE(1)))).toContain('first GGUF version');
    expect(await outcomeOf(patched(4, (bytes) => bytes.writeUInt32LE(9)))).toContain('version 9');
    expect(await outcomeOf(made({ 'llama.context_length': number(128) }))).toContain('architecture');
    expect(await outcomeOf(made({ 'general.architecture': text('wav-tokenizer') }))).toContain('“wav-tokenizer”');
    expect(await outcomeOf(made(smallest))).toBe('read');
  });

  test('names are safe to show', async () => {
    const header = await read(
      made({ ...smallest, 'general.name': text(`\u001b[31mRed\n${'x'.repeat(500)}`), 'general.license': text(' ') }),
    );
    expect(header.name).toMatch(/^\[31mRed x+$/);
    expect(header.name).toHaveLength(200);
    expect(header.licence).toBeUndefined();
  });

  test('a missing file and a folder are sentences, too', async () => {
    await expect(readGgufHeader(join(folder, 'nothing.gguf'))).rejects.toThrow(/cannot be opened \(ENOENT\)/);
    await expect(readGgufHeader(folder)).rejects.toMatchObject({ code: 'model-faulty' });
  });
});
