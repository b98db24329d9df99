import { bytesOfRow, encodeRow, TENSOR_TYPE, type TensorType } from './encode.ts';

/** A metadata value with its GGUF type. */
export type Value =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'u32'; readonly value: number }
  | { readonly type: 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'f32s'; readonly value: readonly number[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] };

export interface Tensor {
  readonly name: string;
  readonly type: TensorType;
  /** Numbers in a row, and rows; a vector has one row. */
  readonly columns: number;
  readonly rows: number;
  /** Fills the given row; called for each in order. */
  fill(row: Float32Array, index: number): void;
}

const ALIGNMENT = 32;
const VERSION = 3;
const SCALAR = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;

/**
 * A GGUF file (version 3, little-endian) in memory.
 * Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function writeGguf(metadata: Readonly<Record<string, Value>>, tensors: readonly Tensor[]): Buffer {
  const entries = Object.entries(metadata);
  const offsets: number[] = [];
  let end = 0;
  for (const tensor of tensors) {
    offsets.push(end);
    end = align(end + tensor.rows * bytesOfRow(tensor.type, tensor.columns));
  }
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(VERSION),
    u64(tensors.length),
    u64(entries.length),
    ...entries.flatMap(([key, value]) => [string(key), ...encodeValue(value)]),
    ...tensors.flatMap((tensor, index) => encodeTensorInfo(tensor, offsets[index] ?? 0)),
  ]);
  const start = align(header.length);
  const file = Buffer.alloc(start + end);
  header.copy(file);
  tensors.forEach((tensor, index) => {
    writeTensor(tensor, file, start + (offsets[index] ?? 0));
  });
  return file;
}

function writeTensor(tensor: Tensor, file: Buffer, offset: number): void {
  const row = new Float32Array(tensor.columns);
  const bytes = bytesOfRow(tensor.type, tensor.columns);
  for (let index = 0; index < tensor.rows; index++) {
    tensor.fill(row, index);
    encodeRow(tensor.type, row, file, offset + index * bytes);
  }
}

function encodeTensorInfo(tensor: Tensor, offset: number): Buffer[] {
  const dimensions = tensor.rows === 1 ? [tensor.columns] : [tensor.columns, tensor.rows];
  return [string(tensor.name), u32(dimensions.length), ...dimensions.map(u64), u32(TENSOR_TYPE[tensor.type]), u64(offset)];
}

function encodeValue(entry: Value): Buffer[] {
  switch (entry.type) {
    case 'string':
      return [u32(SCALAR.string), string(entry.value)];
    case 'u32':
      return [u32(SCALAR.u32), u32(entry.value)];
    case 'f32':
      return [u32(SCALAR.f32), f32(entry.value)];
    case 'bool':
      return [u32(SCALAR.bool), Buffer.from([entry.value ? 1 : 0])];
    case 'strings':
      return [u32(SCALAR.array), u32(SCALAR.string), u64(entry.value.length), ...entry.value.map(string)];
    case 'f32s':
      return [u32(SCALAR.array), u32(SCALAR.f32), u64(entry.value.length), ...entry.value.map(f32)];
    case 'i32s':
      return [u32(SCALAR.array), u32(SCALAR.i32), u64(entry.value.length), ...entry.value.map(u32)];
  }
}

const align = (offset: number) => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

function f32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatLE(value);
  return buffer;
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
