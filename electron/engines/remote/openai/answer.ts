import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { Take } from '../../../../shared/chat/told.ts';
import { coalesced } from './coalesce.ts';
import { type Failing, failureOf } from './failure.ts';
import { type Fields, isFields, parsed } from './fields.ts';
import type { createPieces, Piece } from './pieces.ts';
import { tellsOf } from './quoted.ts';
import { createRepeats } from './repeats.ts';
import { createEventReader } from './sse.ts';

/** An answer's head, and its body as it comes. */
export interface RemoteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** Most bytes of an answer that comes whole. */
const MOST_WHOLE = 32 * 2 ** 20;

/** Most bytes of a refusal that are read. */
const MOST_REFUSAL = 64 * 2 ** 10;

/** How long a connection may take to end its answer after the last event, to be of use again. */
const ENDING_MS = 1_000;

/** How long the usage and the word for the end may take to follow an answer that said why it ended. */
const FOLLOWING_MS = 2_000;

/**
 * Tells the pieces of an accepted answer, streamed or whole, until it says that it is complete. Throws what it fails with, and
 * `stream-broken` where it just ends.
 */
export async function readAnswer(
  answer: RemoteAnswer,
  pieces: ReturnType<typeof createPieces>,
  failing: Failing,
  take: Take<Piece>,
): Promise<void> {
  const bytes = answer.body[Symbol.asyncIterator]();
  let isOver = false;
  try {
    requirePlain(answer, failing);
    const { value: first = new Uint8Array(), done } = await firstOf(bytes);
    if (done || !isStream(answer, first)) {
      if (/^\s*text\/html/i.test(answer.headers['content-type'] ?? ''))
        throw new LintelError(
          'bad-output',
          say`${failing.name} answered with a web page. Check the provider's address, and whether this network asks you to sign in.`,
        );
      for (const piece of piecesIn(await restOf(bytes, first, MOST_WHOLE), pieces, failing)) await take(piece);
      isOver = true;
      return;
    }
    const reader = createEventReader();
    const repeats = createRepeats();
    let ending: Promise<undefined> | undefined;
    for (let next: IteratorResult<Uint8Array> | undefined = { value: first, done: false }; ; next = await nextOf(bytes, ending)) {
      // Whole as it is; a connection that nobody ends is closed.
      if (next === undefined) return;
      const events = next.done ? reader.end() : reader.push(next.value);
      const said: Piece[] = [];
      let failure: LintelError | undefined;
      for (const { type, data } of events) {
        isOver = data === '[DONE]';
        if (isOver) break;
        const text = type === 'message' ? repeats.textOf(data) : undefined;
        const again = text === undefined ? undefined : pieces.again(text);
        if (again !== undefined) {
          said.push(again);
          continue;
        }
        const chunk = parsed(data);
        failure = isFields(chunk) ? failureIn(type, chunk, data, failing) : brokenIf(next.done === true, failing);
        if (failure !== undefined || !isFields(chunk)) break;
        said.push(...pieces.take(chunk));
        repeats.learn(data, pieces.plainText());
      }
      for (const piece of said.length > 1 ? coalesced(said) : said) {
        const wait = take(piece);
        if (wait !== undefined) await wait;
      }
      if (failure !== undefined) throw failure;
      const word = pieces.failure();
      if (word !== undefined) throw failureOf(failing, word === 'error' ? 502 : 503, '{}');
      if (isOver) return requireSaid(pieces, failing);
      if (pieces.isComplete()) ending ??= after(FOLLOWING_MS);
      if (!next.done) continue;
      isOver = true;
      if (!pieces.hasEnded()) throw new LintelError('stream-broken', say`The answer of ${failing.name} ended in the middle. Try again.`);
      return;
    }
  } finally {
    if (isOver) void endWell(bytes, answer);
    else answer.close();
  }
}

/** An answer that comes whole, as the object that it is. Throws `bad-output` where it is none, and the failure it holds. */
export async function readWhole(answer: RemoteAnswer, failing: Failing): Promise<Fields> {
  const bytes = answer.body[Symbol.asyncIterator]();
  try {
    requirePlain(answer, failing);
    return wholeOf(await restOf(bytes, new Uint8Array(), MOST_WHOLE), failing);
  } finally {
    answer.close();
  }
}

/** A provider's refusal: all of the body that is needed. */
export async function readRefusal(answer: RemoteAnswer, failing: Failing): Promise<LintelError> {
  const bytes = answer.body[Symbol.asyncIterator]();
  try {
    const body = await restOf(bytes, new Uint8Array(), MOST_REFUSAL);
    return failureOf(failing, answer.status, body, answer.headers);
  } catch {
    return failureOf(failing, answer.status, '', answer.headers);
  } finally {
    answer.close();
  }
}

/** Throws `bad-output` for an answer that is packed: plain bytes were asked for, and packed ones have no bound. */
function requirePlain({ headers }: RemoteAnswer, { name, secrets }: Failing): void {
  const coding = headers['content-encoding'] ?? '';
  if (/^\s*(?:identity)?\s*$/i.test(coding)) return;
  const named = /^[\w-]{1,16}$/.test(coding) && !tellsOf(coding, secrets) ? coding : 'a coding that has no name';
  throw new LintelError(
    'bad-output',
    say`${name} sent an answer packed as ${named}, though plain text was asked for. Turn that off there, or choose another model.`,
  );
}

/** What may be read as events: what says so, and what says nothing of use but begins like them. */
function isStream({ headers }: RemoteAnswer, first: Uint8Array): boolean {
  const type = headers['content-type'] ?? '';
  if (/^\s*text\/event-stream/i.test(type)) return true;
  if (/^\s*text\/html/i.test(type)) return false;
  return /^\s*(?:data|event|id|retry|error)?:/.test(Buffer.from(first.subarray(0, 64)).toString());
}

/** The first bytes that are more than nothing. */
async function firstOf(bytes: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  for (;;) {
    const next = await bytes.next();
    if (next.done || next.value.length > 0) return next;
  }
}

/** The next bytes; nothing where the time is over before they come. */
const nextOf = (bytes: AsyncIterator<Uint8Array>, ending: Promise<undefined> | undefined) =>
  ending === undefined ? bytes.next() : Promise.race([ending, bytes.next()]);

const after = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms).unref());

async function restOf(bytes: AsyncIterator<Uint8Array>, first: Uint8Array, most: number): Promise<string> {
  const all = [first];
  let length = first.length;
  for (let next = await bytes.next(); !next.done; next = await bytes.next()) {
    length += next.value.length;
    if (length > most) throw new LintelError('bad-output', say`The answer is longer than ${most / 2 ** 10} KiB.`);
    all.push(next.value);
  }
  return Buffer.concat(all, length).toString('utf8');
}

function wholeOf(body: string, failing: Failing): Fields {
  const whole = parsed(body);
  const text = body.trim();
  if (!isFields(whole)) throw brokenIf(text.startsWith('{') && !text.endsWith('}'), failing);
  const failure = failureIn('message', whole, body, failing);
  if (failure !== undefined) throw failure;
  return whole;
}

function piecesIn(body: string, pieces: ReturnType<typeof createPieces>, failing: Failing): Piece[] {
  const said = pieces.take(wholeOf(body, failing));
  if (!pieces.hasEnded()) throw brokenIf(false, failing);
  return said;
}

/** A failure that came in place of a chunk. */
function failureIn(type: string, chunk: Fields, data: string, failing: Failing): LintelError | undefined {
  const isFailure = type === 'error' || (chunk.error !== undefined && chunk.error !== null && chunk.error !== '');
  return isFailure ? failureOf(failing, 0, data) : undefined;
}

const brokenIf = (isCut: boolean, { name }: Failing) =>
  isCut
    ? new LintelError('stream-broken', say`The answer of ${name} ended in the middle. Try again.`)
    : new LintelError('bad-output', say`What ${name} sent is no answer that Lintel can read. Check the provider's address and kind.`);

function requireSaid(pieces: ReturnType<typeof createPieces>, failing: Failing): void {
  if (!pieces.hasEnded() && !pieces.hasSaid()) throw brokenIf(false, failing);
}

/** Reads to the end of the connection's answer, so that the connection is of use again; not for long. */
async function endWell(bytes: AsyncIterator<Uint8Array>, answer: RemoteAnswer): Promise<void> {
  const timer = setTimeout(() => answer.close(), ENDING_MS);
  try {
    let next = await bytes.next();
    for (let count = 0; !next.done && count < 16; count++) next = await bytes.next();
  } catch {
    // It is over all the same.
  } finally {
    clearTimeout(timer);
    answer.close();
  }
}
