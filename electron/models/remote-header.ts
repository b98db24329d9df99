import { setImmediate as nextTurn } from 'node:timers/promises';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { type Outside, refusalOf } from './download/outside.ts';
import type { WantedFile } from './download/resolve.ts';
import { type ByteSource, fault } from './gguf-cursor.ts';
import { type GgufHeader, readHeader } from './gguf-header.ts';

/** Most of a remote file that is read. */
export interface RemoteLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Vocabularies take some megabytes. */
const FIRST: RemoteLimits = { bytes: 64 * 2 ** 20, milliseconds: 30_000 };
/** Parts after the first say nothing but which tensors they hold. */
export const LATER_PART: RemoteLimits = { bytes: 4 * 2 ** 20, milliseconds: 10_000 };
/** Headers without their vocabulary are small; with it, each piece asks for more than the last. */
const FIRST_PIECE = 256 * 2 ** 10;
const LARGEST_PIECE = 8 * 2 ** 20;

/**
 * The header of a model that is not here yet, in pieces of its start. Throws `model-faulty` for one that is none, and
 * what the server's refusal means. Bounded in bytes and time, whatever the server sends.
 */
export async function readRemoteHeader(outside: Outside, { url, name, bytes }: WantedFile, limits = FIRST): Promise<GgufHeader> {
  const signal = AbortSignal.timeout(limits.milliseconds);
  let held: Buffer = Buffer.alloc(0);
  let piece = FIRST_PIECE;

  async function hold(end: number): Promise<void> {
    while (held.length < Math.min(end, bytes)) {
      if (held.length >= limits.bytes) {
        throw fault(say`The header is larger than ${limits.bytes / 2 ** 20} MiB, which no model needs. The file is damaged.`);
      }
      const last = Math.min(bytes, limits.bytes, Math.max(end, held.length + piece)) - 1;
      const next = await fetchRange(outside, url, name, held.length, last, signal);
      if (next.length === 0) throw fault(say`The server sends nothing of ${name}. Try again later.`);
      held = Buffer.concat([held, next]);
      piece = Math.min(LARGEST_PIECE, piece * 2);
    }
  }

  const source: ByteSource = {
    size: bytes,
    async read(position, length) {
      // The reader asks ahead; what it surely needs is less.
      await hold(Math.min(position + length, position + piece));
      // Reading what is held already would keep all others waiting for as long as the header is.
      await nextTurn();
      return held.subarray(position, position + length);
    },
  };
  // What the server has against it is told as such, and not as a file that is none.
  await hold(1);
  return readHeader(source);
}

async function fetchRange(outside: Outside, url: string, name: string, from: number, to: number, signal: AbortSignal): Promise<Buffer> {
  const answer = await outside.get('model-header', url, { headers: { range: `bytes=${from}-${to}` }, signal });
  try {
    if (answer.status !== 206 && !(answer.status === 200 && from === 0)) {
      if (answer.status === 200)
        throw new LintelError(
          'not-found',
          say`The server cannot send a part of ${name}, so it cannot be looked into before it is downloaded.`,
        );
      throw refusalOf(answer.status, name);
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body) {
      chunks.push(chunk);
      length += chunk.length;
      // A server that ignores the range would send all of the file.
      if (length > to - from) break;
    }
    return Buffer.concat(chunks).subarray(0, to - from + 1);
  } finally {
    answer.close();
  }
}
