import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';

const CHUNK_BYTES = 1 << 18;
const MAX_HEADER_BYTES = 64 << 20;
/** Longest string that is kept; chat templates reach some 50 kB. */
const MAX_STRING_BYTES = 1 << 20;

/** What is wrong with a model file, in a sentence that says what to do. */
export function fault(sentence: Said): LintelError {
  return new LintelError('model-faulty', sentence);
}

/** Where a header is read from: a file here, or one behind a URL. */
export interface ByteSource {
  /** Bytes of the whole file. */
  readonly size: number;
  /** Up to `length` bytes at `position`; fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
}

/** Reads the start of a file forwards. Every read is bounded by the file, by 64 MiB and by time; beyond each it throws `model-faulty`. */
export interface Cursor {
  /** Bytes from the start of the file. */
  readonly position: number;
  u32(): Promise<number>;
  /** An unsigned 64-bit number; one past 2^53 cannot be meant and throws. */
  u64(): Promise<number>;
  take(bytes: number): Promise<Buffer>;
  /** A string with its length before it. */
  string(): Promise<string>;
  skip(bytes: number): void;
}

/** @param deadline on `performance.now()`, milliseconds */
export function createCursor({ size, read }: ByteSource, deadline: number): Cursor {
  let chunk: Buffer = Buffer.alloc(0);
  /** Where `chunk` starts in the file. */
  let start = 0;
  let position = 0;

  function claim(bytes: number): void {
    if (position + bytes > size) throw fault(say`The file ends in the middle of its header. Download or copy it again.`);
    if (position + bytes > MAX_HEADER_BYTES) throw fault(say`The header is larger than 64 MiB, which no model needs. The file is damaged.`);
  }

  async function take(bytes: number): Promise<Buffer> {
    claim(bytes);
    const from = position - start;
    if (from >= 0 && from + bytes <= chunk.length) {
      position += bytes;
      return chunk.subarray(from, from + bytes);
    }
    if (performance.now() > deadline) throw fault(say`Reading the header took too long. The disk is slow or the file is damaged.`);
    const wanted = Math.min(Math.max(bytes, CHUNK_BYTES), size - position);
    const buffer = await read(position, wanted);
    if (buffer.length < bytes) throw fault(say`The file became shorter while it was read. Wait until the download is done.`);
    chunk = buffer;
    start = position;
    position += bytes;
    return chunk.subarray(0, bytes);
  }

  async function u64(): Promise<number> {
    const value = (await take(8)).readBigUInt64LE();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw fault(say`The header holds an impossible number. The file is damaged.`);
    return Number(value);
  }

  return {
    get position() {
      return position;
    },
    u32: async () => (await take(4)).readUInt32LE(),
    u64,
    take,
    async string() {
      const bytes = await u64();
      if (bytes > MAX_STRING_BYTES) throw fault(say`The header holds a text longer than 1 MiB. The file is damaged.`);
      return (await take(bytes)).toString('utf8');
    },
    skip(bytes) {
      claim(bytes);
      position += bytes;
    },
  };
}
