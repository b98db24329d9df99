import { say } from '../../shared/chat/said.ts';
import { type Cursor, fault } from './gguf-cursor.ts';

export type MetadataValue = string | number | boolean | readonly number[];

const MAX_ENTRIES = 65_536;
/** The largest vocabularies have some 300,000 tokens. */
const MAX_ARRAY = 8_000_000;
/** Number arrays up to this long are kept: one number a layer. */
const MAX_KEPT_ARRAY = 4096;
const MAX_NESTING = 4;

const STRING = 8;
const ARRAY = 9;

/** Bytes and reader of each number type, by its id in the GGUF specification. */
const NUMBERS: Readonly<Record<number, { bytes: number; read(buffer: Buffer, offset: number): number | boolean }>> = {
  0: { bytes: 1, read: (buffer, offset) => buffer.readUInt8(offset) },
  1: { bytes: 1, read: (buffer, offset) => buffer.readInt8(offset) },
  2: { bytes: 2, read: (buffer, offset) => buffer.readUInt16LE(offset) },
  3: { bytes: 2, read: (buffer, offset) => buffer.readInt16LE(offset) },
  4: { bytes: 4, read: (buffer, offset) => buffer.readUInt32LE(offset) },
  5: { bytes: 4, read: (buffer, offset) => buffer.readInt32LE(offset) },
  6: { bytes: 4, read: (buffer, offset) => buffer.readFloatLE(offset) },
  7: { bytes: 1, read: (buffer, offset) => buffer.readUInt8(offset) !== 0 },
  10: { bytes: 8, read: (buffer, offset) => Number(buffer.readBigUInt64LE(offset)) },
  11: { bytes: 8, read: (buffer, offset) => Number(buffer.readBigInt64LE(offset)) },
  12: { bytes: 8, read: (buffer, offset) => buffer.readDoubleLE(offset) },
};

/**
 * The metadata of a GGUF file. Long arrays (the vocabulary) are walked over and left out.
 * @param count entries, as the header claims; throws `model-faulty` for an impossible one
 */
export async function readMetadata(cursor: Cursor, count: number): Promise<ReadonlyMap<string, MetadataValue>> {
  if (count > MAX_ENTRIES) throw fault(say`The header claims ${count} entries, which no model has. The file is damaged.`);
  const metadata = new Map<string, MetadataValue>();
  for (let entry = 0; entry < count; entry++) {
    const key = await cursor.string();
    const value = await readValue(cursor, await cursor.u32(), 0);
    if (value !== undefined) metadata.set(key, value);
  }
  return metadata;
}

async function readValue(cursor: Cursor, type: number, nesting: number): Promise<MetadataValue | undefined> {
  if (type === STRING) return cursor.string();
  if (type === ARRAY) return readArray(cursor, nesting);
  const number = numberType(type);
  return number.read(await cursor.take(number.bytes), 0);
}

async function readArray(cursor: Cursor, nesting: number): Promise<readonly number[] | undefined> {
  if (nesting >= MAX_NESTING) throw fault(say`The header nests lists too deeply. The file is damaged.`);
  const type = await cursor.u32();
  const count = await cursor.u64();
  if (count > MAX_ARRAY) throw fault(say`The header holds a list of ${count} entries, which no model has. The file is damaged.`);
  if (type === STRING) {
    for (let index = 0; index < count; index++) cursor.skip(await cursor.u64());
    return undefined;
  }
  if (type === ARRAY) {
    for (let index = 0; index < count; index++) await readArray(cursor, nesting + 1);
    return undefined;
  }
  const { bytes, read } = numberType(type);
  if (count > MAX_KEPT_ARRAY) {
    cursor.skip(count * bytes);
    return undefined;
  }
  const buffer = await cursor.take(count * bytes);
  return Array.from({ length: count }, (_, index) => Number(read(buffer, index * bytes)));
}

function numberType(type: number) {
  const known = NUMBERS[type];
  if (known === undefined)
    throw fault(say`The header holds a value of unknown type ${type}. The file is damaged or newer than this version of Lintel.`);
  return known;
}
