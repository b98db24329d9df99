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

export interface TensorSummary {
  /** Numbers in all tensors together. */
  readonly parameters: number;
  /** Where the last tensor ends, in bytes from the start of the tensor data. */
  readonly dataBytes: number;
}

/** Walks over the tensor list. @param count tensors, as the header claims; throws `model-faulty` for an impossible one */
export async function readTensors(cursor: Cursor, count: number): Promise<TensorSummary> {
  if (count > MAX_TENSORS) throw fault(`The header claims ${count} tensors, which no model has. The file is damaged.`);
  let parameters = 0;
  let dataBytes = 0;
  for (let index = 0; index < count; index++) {
    cursor.skip(await cursor.u64());
    const numbers = await readShape(cursor);
    const type = await cursor.u32();
    const offset = await cursor.u64();
    parameters += numbers;
    dataBytes = Math.max(dataBytes, offset + bytesOf(type, numbers));
  }
  return { parameters, dataBytes };
}

async function readShape(cursor: Cursor): Promise<number> {
  const dimensions = await cursor.u32();
  if (dimensions > MAX_DIMENSIONS) throw fault(`A tensor has ${dimensions} dimensions, more than llama.cpp knows. The file is damaged.`);
  let numbers = 1;
  for (let dimension = 0; dimension < dimensions; dimension++) numbers *= await cursor.u64();
  if (!Number.isSafeInteger(numbers)) throw fault('A tensor is impossibly large. The file is damaged.');
  return numbers;
}

function bytesOf(type: number, numbers: number): number {
  const block = BLOCKS[type];
  return block === undefined ? 0 : Math.ceil(numbers / block[0]) * block[1];
}
