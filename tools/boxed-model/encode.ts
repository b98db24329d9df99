/** How the numbers of a tensor are stored: `ggml_type` in ggml.h. */
export const TENSOR_TYPE = { F32: 0, F16: 1, Q4_0: 2, Q8_0: 8 } as const;

export type TensorType = keyof typeof TENSOR_TYPE;

/** Numbers and bytes of one block of each type. */
const BLOCK = { F32: [1, 4], F16: [1, 2], Q4_0: [32, 18], Q8_0: [32, 34] } as const satisfies Record<TensorType, readonly [number, number]>;

export function bytesOfRow(type: TensorType, columns: number): number {
  const [numbers, bytes] = BLOCK[type];
  if (columns % numbers !== 0) throw new Error(`A row of ${columns} numbers cannot be stored as ${type}: it takes blocks of ${numbers}.`);
  return (columns / numbers) * bytes;
}

/** Writes one row into `target` at `offset`, quantised the way llama.cpp's reference code does it. */
export function encodeRow(type: TensorType, row: Float32Array, target: Buffer, offset: number): void {
  const [numbers, bytes] = BLOCK[type];
  for (let start = 0, at = offset; start < row.length; start += numbers, at += bytes) {
    if (type === 'F32') target.writeFloatLE(row[start] ?? 0, at);
    else if (type === 'F16') target.writeUInt16LE(toHalf(row[start] ?? 0), at);
    else if (type === 'Q8_0') encodeQ8(row.subarray(start, start + numbers), target, at);
    else encodeQ4(row.subarray(start, start + numbers), target, at);
  }
}

function encodeQ8(block: Float32Array, target: Buffer, at: number): void {
  const scale = block.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / 127;
  target.writeUInt16LE(toHalf(scale), at);
  block.forEach((number, index) => {
    target.writeInt8(scale === 0 ? 0 : Math.max(-127, Math.min(127, Math.round(number / scale))), at + 2 + index);
  });
}

function encodeQ4(block: Float32Array, target: Buffer, at: number): void {
  const extreme = block.reduce((most, number) => (Math.abs(number) > Math.abs(most) ? number : most), 0);
  const scale = extreme / -8;
  target.writeUInt16LE(toHalf(scale), at);
  const nibble = (index: number) => (scale === 0 ? 8 : Math.min(15, Math.floor((block[index] ?? 0) / scale + 8.5)));
  for (let index = 0; index < 16; index++) target.writeUInt8(nibble(index) | (nibble(index + 16) << 4), at + 2 + index);
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The nearest IEEE 754 half-precision number, as its 16 bits. */
function toHalf(number: number): number {
  float[0] = number;
  const word = bits[0] ?? 0;
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112;
  const mantissa = word & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent < -10) return sign;
  if (exponent <= 0) {
    const shift = 14 - exponent;
    return sign | (((mantissa | 0x800000) + (1 << (shift - 1))) >>> shift);
  }
  // A carry out of the mantissa moves into the exponent, which is what rounding up should do.
  return (sign | (exponent << 10) | (mantissa >>> 13)) + ((mantissa >>> 12) & 1);
}
