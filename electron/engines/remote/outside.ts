import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Zone } from '../../../shared/privacy/zones.ts';

/** An answer from a server, its body still to come. */
interface OutsideAnswer {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** A place that is looked at. */
export interface LookedAt {
  readonly name: string;
  readonly zone: Zone;
  readonly origins: readonly string[];
}

/** The way out to a place that the person set or named: the permission for it is made where the rooms meet. */
export interface Outside {
  look(
    purpose: 'model-list' | 'server-check' | 'server-search' | 'server-load',
    place: LookedAt,
    url: string,
    options: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  ): Promise<OutsideAnswer>;
}

/** A short answer, read whole. */
export interface Page {
  readonly status: number;
  readonly text: string;
}

/** Most bytes of a page: a list of some thousand models. */
const MOST_BYTES = 8 * 2 ** 20;

/** Fetches a page within a time. Throws `timeout`, `bad-output` for one that is too long, and what the way out throws. */
export async function read(
  outside: Outside,
  purpose: Parameters<Outside['look']>[0],
  place: LookedAt,
  url: string,
  { headers = {}, ms, mostBytes = MOST_BYTES }: { headers?: Readonly<Record<string, string>>; ms: number; mostBytes?: number },
): Promise<Page> {
  const late = new LintelError('timeout', say`${place.name} did not answer within ${ms / 1000} s.`);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(late), ms);
  try {
    const answer = await outside.look(purpose, place, url, {
      headers: { accept: 'application/json, text/plain', ...headers },
      signal: stop.signal,
    });
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of answer.body) {
      bytes += piece.length;
      if (bytes > mostBytes) {
        answer.close();
        throw new LintelError('bad-output', say`${place.name} answered with more than Lintel reads. Check its address.`);
      }
      pieces.push(piece);
    }
    return { status: answer.status, text: Buffer.concat(pieces).toString('utf8') };
  } finally {
    clearTimeout(timer);
  }
}

/** JSON from a server, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object's field; undefined of anything else. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
