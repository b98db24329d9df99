import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';

/** One server-sent event. */
export interface ServerSentEvent {
  /** `message` where the server named none. */
  readonly type: string;
  readonly data: string;
}

/** Most bytes of one event: far more than any token, less than would be felt. */
const MOST_BYTES = 2 ** 20;

const tooLarge = () =>
  new LintelError(
    'bad-output',
    say`The provider sent more than a mebibyte at once, which is no answer. Try again, or choose another model.`,
  );

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;

/**
 * Reads server-sent events from bytes as they come, cut anywhere. Lines may end with LF, CR or both; bytes that are no
 * UTF-8 become U+FFFD; comments and fields that nobody needs are skipped unread. Both methods throw `bad-output` for an event
 * of more than a mebibyte.
 *
 * llama-server has sent failures as a field `error`, which is read as an event of that type.
 */
export function createEventReader() {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let endedWithCr = false;
  let isFirst = true;
  let type = '';
  let data: string | undefined;
  let events: ServerSentEvent[] = [];

  function hold(bytes: Uint8Array): void {
    heldBytes += bytes.length;
    if (heldBytes > MOST_BYTES) throw tooLarge();
    held.push(bytes);
  }

  function readLine(bytes: Uint8Array, from: number, to: number): void {
    if (held.length === 0 && !isFirst) {
      readWhole(bytes, from, to);
      return;
    }
    let line = bytes.subarray(from, to);
    if (held.length > 0) {
      hold(line);
      line = Buffer.concat(held, heldBytes);
      held = [];
      heldBytes = 0;
    }
    const hasMark = isFirst && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
    isFirst = false;
    readWhole(line, hasMark ? 3 : 0, line.length);
  }

  function readWhole(bytes: Uint8Array, from: number, to: number): void {
    if (from === to) dispatch();
    else if (isData(bytes, from, to)) take('data', valueIn(bytes, from + DATA.length, to));
    else {
      const line = bytes.subarray(from, to);
      const colon = line.indexOf(COLON);
      if (colon === 0) return;
      const name = textOf(line, 0, colon === -1 ? line.length : colon);
      if (name === 'data' || name === 'event' || name === 'error') take(name, colon === -1 ? '' : valueIn(line, colon + 1, line.length));
    }
  }

  function take(name: 'data' | 'event' | 'error', value: string): void {
    if (name === 'event') {
      type = value;
      return;
    }
    if (name === 'error') type = name;
    data = data === undefined ? value : `${data}\n${value}`;
    if (data.length > MOST_BYTES) throw tooLarge();
  }

  function dispatch(): void {
    if (data !== undefined) events.push({ type: type === '' ? 'message' : type, data });
    type = '';
    data = undefined;
  }

  function taken(): readonly ServerSentEvent[] {
    const all = events;
    if (all.length > 0) events = [];
    return all;
  }

  return {
    /** The events that these bytes complete. */
    push(bytes: Uint8Array): readonly ServerSentEvent[] {
      let at = endedWithCr && bytes[0] === LF ? 1 : 0;
      if (bytes.length > 0) endedWithCr = false;
      let lf = bytes.indexOf(LF, at);
      let cr = bytes.indexOf(CR, at);
      while (lf !== -1 || cr !== -1) {
        const isCr = lf === -1 || (cr !== -1 && cr < lf);
        const end = isCr ? cr : lf;
        readLine(bytes, at, end);
        at = end + 1;
        if (isCr && at === bytes.length) endedWithCr = true;
        if (isCr && bytes[at] === LF) at++;
        if (lf !== -1 && lf < at) lf = bytes.indexOf(LF, at);
        if (cr !== -1 && cr < at) cr = bytes.indexOf(CR, at);
      }
      if (at < bytes.length) hold(bytes.subarray(at));
      return taken();
    },
    /** What was left without its last line end. */
    end(): readonly ServerSentEvent[] {
      if (held.length > 0) readLine(new Uint8Array(), 0, 0);
      dispatch();
      return taken();
    },
  };
}

const DATA = Buffer.from('data:');

/** Nearly every line is one, so that its name is compared and not read. */
function isData(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < DATA.length) return false;
  for (let at = 0; at < DATA.length; at++) if (bytes[from + at] !== DATA[at]) return false;
  return true;
}

/** What stands behind a colon, but for one space. */
const valueIn = (bytes: Uint8Array, from: number, to: number): string =>
  textOf(bytes, from < to && bytes[from] === SPACE ? from + 1 : from, to);

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).toString('utf8', start, end);
