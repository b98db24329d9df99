import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { Answers } from './dialect.ts';

/** Most bytes of one event. */
const MOST_EVENT_BYTES = 2 ** 20;
/** Most bytes of an answer that comes whole. */
const MOST_WHOLE_BYTES = 64 * 2 ** 20;
const LF = 10;
const CR = 13;

/**
 * An answer's body, in which no event is larger than a parser had better hold: throws `bad-output` for one that is. What
 * breaks the connection half-way is a `stream-broken`.
 */
export async function* bounded(body: AsyncIterable<Uint8Array>, answers: Answers, provider: string): AsyncGenerator<Uint8Array> {
  const isTooLarge = TOO_LARGE[answers]();
  try {
    for await (const bytes of body) {
      if (isTooLarge(bytes)) throw new LintelError('bad-output', say`${provider} sent more at once than an answer holds. Try again.`);
      yield bytes;
    }
  } catch (error) {
    if (error instanceof LintelError && error.code === 'timeout')
      throw new LintelError('stream-broken', say`The connection to ${provider} broke in the middle of the answer. Try again.`, {
        cause: error,
      });
    throw error;
  }
}

/** An event may have many lines; an empty line ends it. A line ends with CR, LF, or both, which may come apart. */
function lines(): (bytes: Uint8Array) => boolean {
  let held = 0;
  let atLineStart = true;
  let afterCr = false;
  return (bytes) => {
    let from = afterCr && bytes[0] === LF ? 1 : 0;
    for (let at = nextBreak(bytes, from); at !== -1; at = nextBreak(bytes, from)) {
      held = at === from && atLineStart ? 0 : held + at - from + 1;
      if (held > MOST_EVENT_BYTES) return true;
      atLineStart = true;
      from = at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1);
    }
    if (from < bytes.length) atLineStart = false;
    if (bytes.length > 0) afterCr = bytes.at(-1) === CR;
    held += bytes.length - from;
    return held > MOST_EVENT_BYTES;
  };
}

function nextBreak(bytes: Uint8Array, from: number): number {
  const lf = bytes.indexOf(LF, from);
  const cr = bytes.subarray(from, lf === -1 ? bytes.length : lf).indexOf(CR);
  return cr === -1 ? lf : from + cr;
}

/** Frames of Amazon's event stream begin with their length in four bytes. */
function frames(): (bytes: Uint8Array) => boolean {
  let left = 0;
  let head: number[] = [];
  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      if (left === 0) {
        head.push(bytes[at] ?? 0);
        at++;
        if (head.length < 4) continue;
        const length = head.reduce((sum, byte) => sum * 256 + byte, 0);
        head = [];
        if (length < 16 || length > MOST_EVENT_BYTES) return true;
        left = length - 4;
      } else {
        const step = Math.min(left, bytes.length - at);
        left -= step;
        at += step;
      }
    }
    return false;
  };
}

function all(): (bytes: Uint8Array) => boolean {
  let held = 0;
  return (bytes) => {
    held += bytes.length;
    return held > MOST_WHOLE_BYTES;
  };
}

const TOO_LARGE: Readonly<Record<Answers, () => (bytes: Uint8Array) => boolean>> = {
  'text/event-stream': lines,
  'application/vnd.amazon.eventstream': frames,
  'application/json': all,
};
