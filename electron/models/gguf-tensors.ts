import { say } from '../../shared/chat/said.ts';
import { type Cursor, fault } from './gguf-cursor.ts';

const MAX_TENSORS = 100_000;
const MAX_DIMENSIONS = 4;

/** Numbers and bytes of a block, by `ggml_type` (ggml.h). A type that is not here has its place checked, not its size. */
const BLOCKS: Readonly<Record<number, readonly [numbers: number, bytes: number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  9: [32, 36],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  15: [256, 292],
  16: [256, 66],
  17: [256, 74],
  18: [256, 98],
  19: [256, 50],
  20: [32, 18],
  21: [256, 110],
  22: [256, 82],
  23: [256, 136],
  24: [1, 1],
  25: [1, 2],
  26: [1, 4],
  27: [1, 8],
  28: [1, 8],
  29: [256, 56],
  30: [1, 2],
  34: [256, 54],
  35: [256, 66],
  39: [32, 17],
};

/** Tensors of which a token reads a part: each expert has its slice. */
const EXPERTS = /^blk\.\d+\.ffn_\w+_exps\./;

export interface TensorSummary {
  /** Numbers in all tensors together. */
  readonly parameters: number;
  /** Bytes of all tensors together, without the gaps between them. */
  readonly tensorBytes: number;
  /** Of these, what is in layers, and of that what only some experts read for a token. */
  readonly layerBytes: number;
  readonly expertBytes: number;
  /** Of the table that tokens are looked up in, and of the one that turns the last layer into tokens: often the same. */
  readonly embeddingBytes: number;
  readonly outputBytes: number;
  /** Where the last tensor ends, in bytes from the start of the tensor data. */
  readonly dataBytes: number;
}

/** Where a tensor lies, in bytes from the start of the tensor data. */
interface Extent {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Walks over the tensor list and checks that each tensor starts on an aligned byte, fits its type and overlaps no other.
 * @param count tensors, as the header claims; throws `model-faulty` for an impossible one
 * @param alignment bytes
 */
export async function readTensors(cursor: Cursor, count: number, alignment: number): Promise<TensorSummary> {
  if (count > MAX_TENSORS) throw fault(say`The header claims ${count} tensors, which no model has. The file is damaged.`);
  let parameters = 0;
  let tensorBytes = 0;
  let layerBytes = 0;
  let expertBytes = 0;
  let embeddingBytes = 0;
  let outputBytes = 0;
  const extents: Extent[] = [];
  for (let index = 0; index < count; index++) {
    const name = (await cursor.string()).replace(/\p{Cc}+/gu, ' ').slice(0, 64);
    const shape = await readShape(cursor);
    const type = await cursor.u32();
    const start = await cursor.u64();
    if (start % alignment !== 0) throw fault(say`The tensor “${name}” does not start where it may. The file is damaged.`);
    const bytes = bytesOf(name, type, shape);
    parameters += shape.numbers;
    tensorBytes += bytes;
    if (name.startsWith('blk.')) layerBytes += bytes;
    if (EXPERTS.test(name)) expertBytes += bytes;
    if (name === 'token_embd.weight') embeddingBytes = bytes;
    if (name === 'output.weight') outputBytes = bytes;
    extents.push({ name, start, end: start + bytes });
  }
  return { parameters, tensorBytes, layerBytes, expertBytes, embeddingBytes, outputBytes, dataBytes: lastByte(extents) };
}

function lastByte(extents: Extent[]): number {
  extents.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  let before = '';
  for (const extent of extents) {
    if (extent.start < end) throw fault(say`The tensors “${before}” and “${extent.name}” overlap. The file is damaged.`);
    end = extent.end;
    before = extent.name;
  }
  return end;
}

interface Shape {
  readonly row: number;
  readonly numbers: number;
}

async function readShape(cursor: Cursor): Promise<Shape> {
  const dimensions = await cursor.u32();
  if (dimensions > MAX_DIMENSIONS) throw fault(say`A tensor has ${dimensions} dimensions, more than llama.cpp knows. The file is damaged.`);
  let row = 1;
  let numbers = 1;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const length = await cursor.u64();
    if (dimension === 0) row = length;
    numbers *= length;
  }
  if (numbers === 0) throw fault(say`A tensor is empty. The file is damaged.`);
  if (!Number.isSafeInteger(numbers)) throw fault(say`A tensor is impossibly large. The file is damaged.`);
  return { row, numbers };
}

function bytesOf(name: string, type: number, { row, numbers }: Shape): number {
  const block = BLOCKS[type];
  if (block === undefined) return 0;
  if (row % block[0] !== 0)
    throw fault(say`The tensor “${name}” has rows of ${row} numbers, which its type cannot hold. The file is damaged.`);
  return (numbers / block[0]) * block[1];
}
