import type { FileHandle } from 'node:fs/promises';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import { type JournalFile, pieceCount } from './journal.ts';
import { type Outside, type OutsideAnswer, refusalOf } from './outside.ts';
import { Busy, type Patience, retryAfterMs, retrying } from './retry.ts';

export interface FetchOptions {
  readonly outside: Outside;
  readonly file: JournalFile;
  readonly pieceBytes: number;
  /** Connections at once. */
  readonly parallel: number;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** Bytes that arrived; negative where some have to come again. */
  onBytes(bytes: number): void;
  /** A piece is on disk for good: the time to write the journal. Throws to stop, when the disk runs full. */
  onPiece(): Promise<void>;
}

/** What a server says about a file before any of it is fetched. */
export interface Probe {
  readonly bytes?: number;
  readonly etag?: string;
  /** Whether parts can be asked for. */
  readonly ranges: boolean;
}

/** The file on the server is not the one that was begun: everything fetched so far is worthless. */
export class Changed extends LintelError {
  constructor() {
    super('not-found', say`The file keeps changing on the server while it is downloaded. Try again later.`);
  }
}

/** Asks for the first byte. Throws what a person can act on where there is no model to be had. */
export async function probe(outside: Outside, url: string, name: string, signal: AbortSignal): Promise<Probe> {
  const answer = await outside.get('model-download', url, { headers: { range: 'bytes=0-0' }, signal });
  answer.close();
  const { status, headers } = answer;
  if (status !== 200 && status !== 206) throw refused(answer, name);
  checkKind(answer, name);
  const total = status === 206 ? /^bytes 0-0\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  const bytes = total !== undefined && /^\d{1,15}$/.test(total) ? Number(total) : undefined;
  return {
    ranges: status === 206 && bytes !== undefined,
    ...(bytes === undefined ? {} : { bytes }),
    ...(headers.etag === undefined ? {} : { etag: headers.etag }),
  };
}

/**
 * Fetches what is missing of a file into its place in `part`, several pieces at once where the server
 * lets it. Throws `Changed` when the file on the server is another by now.
 */
export async function fetchFile(part: FileHandle, options: FetchOptions): Promise<void> {
  const { outside, file, pieceBytes, patience, signal, onBytes, onPiece } = options;
  const found = await retrying(
    () => probe(outside, file.url, file.name, signal),
    () => 0,
    patience,
    signal,
  );
  if (found.bytes !== undefined && found.bytes !== file.bytes)
    throw file.done.length > 0 || file.sha256 === undefined ? new Changed() : wrongSize(file, found.bytes);
  if (file.etag !== undefined && found.etag !== file.etag) throw new Changed();
  if (found.etag !== undefined) file.etag = found.etag;
  await part.truncate(file.bytes);
  if (!found.ranges) {
    file.done = [];
    await fetchWhole(part, options);
    file.done = Array.from({ length: pieceCount(file, pieceBytes) }, (_, piece) => piece);
    await part.datasync();
    return onPiece();
  }
  const done = new Set(file.done);
  const missing = Array.from({ length: pieceCount(file, pieceBytes) }, (_, piece) => piece).filter((piece) => !done.has(piece));
  // One that fails for good stops the others: their sockets close at once.
  const stop = new AbortController();
  const all = AbortSignal.any([signal, stop.signal]);
  const worker = async () => {
    for (let piece = missing.shift(); piece !== undefined; piece = missing.shift()) {
      const start = piece * pieceBytes;
      await fetchPiece(part, start, Math.min(start + pieceBytes, file.bytes), { ...options, signal: all, onBytes });
      // Only what has reached the disk may be called done.
      await part.datasync();
      file.done.push(piece);
      await onPiece();
    }
  };
  const workers = Array.from({ length: Math.max(1, options.parallel) }, () =>
    worker().catch((error: unknown) => {
      stop.abort(error);
      throw error;
    }),
  );
  const failed = (await Promise.allSettled(workers)).some(({ status }) => status === 'rejected');
  signal.throwIfAborted();
  if (failed) throw stop.signal.reason;
}

async function fetchPiece(part: FileHandle, start: number, end: number, options: FetchOptions): Promise<void> {
  const { outside, file, patience, signal } = options;
  let at = start;
  const fetchRest = async () => {
    const headers = { range: `bytes=${at}-${end - 1}`, ...(isStrong(file.etag) ? { 'if-range': file.etag } : {}) };
    const answer = await outside.get('model-download', file.url, { headers, signal });
    try {
      const { status } = answer;
      if (status === 200 || status === 416) throw new Changed();
      if (status !== 206) throw refused(answer, file.name);
      checkKind(answer, file.name);
      const [, from, , total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.headers['content-range'] ?? '') ?? [];
      if (Number(from) !== at || (total !== '*' && Number(total) !== file.bytes)) throw new Changed();
      if (file.etag !== undefined && answer.headers.etag !== undefined && answer.headers.etag !== file.etag) throw new Changed();
      for await (const bytes of answer.body) {
        await write(part, bytes, at, end);
        at += bytes.length;
        options.onBytes(bytes.length);
      }
    } finally {
      answer.close();
    }
    if (at < end) throw cut(file.name);
  };
  await retrying(fetchRest, () => at, patience, signal);
}

/** For servers without ranges: one stream, from the beginning again after every failure. */
async function fetchWhole(part: FileHandle, { outside, file, patience, signal, onBytes }: FetchOptions): Promise<void> {
  let furthest = 0;
  const fetchAll = async () => {
    const answer = await outside.get('model-download', file.url, { signal });
    let at = 0;
    try {
      if (answer.status !== 200) throw refused(answer, file.name);
      checkKind(answer, file.name);
      for await (const bytes of answer.body) {
        await write(part, bytes, at, file.bytes);
        at += bytes.length;
        onBytes(bytes.length);
      }
      if (at < file.bytes) throw cut(file.name);
    } catch (error) {
      onBytes(-at);
      furthest = Math.max(furthest, at);
      throw error;
    } finally {
      answer.close();
    }
  };
  await retrying(fetchAll, () => furthest, patience, signal);
}

async function write(part: FileHandle, bytes: Uint8Array, at: number, end: number): Promise<void> {
  if (at + bytes.length > end) throw new LintelError('not-found', say`The server sends more than it announced. Choose another source.`);
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await part.write(bytes, written, bytes.length - written, at + written);
    written += bytesWritten;
  }
}

function refused({ status, headers }: OutsideAnswer, name: string): LintelError {
  const error = refusalOf(status, name);
  return error.retryable ? new Busy(error, retryAfterMs(headers['retry-after'], Date.now())) : error;
}

function checkKind({ headers }: OutsideAnswer, name: string): void {
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    throw new LintelError('not-found', say`The address of ${name} leads to a web page, not to a model file. Check it in a browser.`);
  if (!/^(?:|identity)$/i.test(headers['content-encoding'] ?? ''))
    throw new LintelError('not-found', say`The server packs ${name} in a way that Lintel did not ask for. Choose another source.`);
}

const isStrong = (etag: string | undefined): etag is string => etag?.startsWith('"') === true;
const cut = (name: string) => new LintelError('timeout', say`The connection broke while ${name} was coming. Resume the download.`);
const wrongSize = ({ name, bytes }: JournalFile, found: number) =>
  new LintelError('not-found', say`The server’s ${name} has ${found} bytes, but ${bytes} were announced. Choose another source.`);
