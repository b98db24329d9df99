import type { Dispatcher } from 'undici';
import { isLintelError, LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { EgressOutcome } from '../../shared/privacy/egress.ts';

/** An answer from outside, its body still to come. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection without reading the rest. */
  close(): void;
}

export interface Outgoing {
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** Sees each piece of a body that is made on the way, before it goes. */
  readonly onPiece?: (piece: Uint8Array) => void;
  readonly headersMs: number;
  readonly bodyIdleMs: number;
}

/** How an exchange ended. */
export interface End {
  readonly outcome: EgressOutcome;
  readonly reason?: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/** Unread bytes of an answer at which its server has to wait. */
const MOST_UNREAD = 256 * 2 ** 10;
/** A body goes out in pieces of this size, so that what has left can be counted. */
const PIECE = 64 * 2 ** 10;

/** One request and its answer, straight on undici's dispatcher. `onEnd` is told once. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #url: URL;
  readonly #outgoing: Outgoing;
  readonly #onEnd: (end: End) => void;
  readonly #head = Promise.withResolvers<Answer>();
  readonly #unread: Uint8Array[] = [];
  #unreadBytes = 0;
  #bytesOut = 0;
  #bytesIn = 0;
  #wholeBody = 0;
  #hasEnded = false;
  #isComplete = false;
  #failure: unknown;
  #controller: Dispatcher.DispatchController | undefined;
  /** Who reads and found nothing there. */
  #reader: PromiseWithResolvers<IteratorResult<Uint8Array>> | undefined;
  #forget: () => void = () => {};
  #stopBody: (reason: unknown) => void = () => {};

  constructor(url: URL, outgoing: Outgoing, onEnd: (end: End) => void) {
    this.#url = url;
    this.#outgoing = outgoing;
    this.#onEnd = onEnd;
    // Whoever starts it waits for the answer; a cut may come before that.
    this.#head.promise.catch(() => {});
  }

  /** Sends the request; answers once the answer's head is here. */
  start(dispatcher: Dispatcher, signal: AbortSignal | undefined): Promise<Answer> {
    const onAbort = () => this.abort('cancelled', signal?.reason);
    this.#forget = () => signal?.removeEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    else {
      signal?.addEventListener('abort', onAbort, { once: true });
      const { origin, pathname, search } = this.#url;
      dispatcher.dispatch({ ...this.#framed(this.#outgoing), origin, path: pathname + search }, this);
    }
    return this.#head.promise;
  }

  /** Ends it now; whoever waits for the answer or reads it gets `reason` thrown. */
  abort(outcome: EgressOutcome, reason: unknown): void {
    if (this.#hasEnded) return;
    this.#fail(outcome, reason);
    this.#controller?.abort(reason instanceof Error ? reason : new Error('aborted'));
  }

  /** Ends it without touching its connection, which somebody else ends. */
  giveUp(outcome: EgressOutcome, reason: unknown): void {
    if (!this.#hasEnded) this.#fail(outcome, reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#hasEnded) controller.abort(new Error('aborted'));
    else this.#bytesOut = this.#wholeBody;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const close = () => this.#close();
    this.#head.resolve({ status, headers: firstOfEach(headers), body: { [Symbol.asyncIterator]: () => this.#read() }, close });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#bytesIn += chunk.length;
    if (this.#reader !== undefined) {
      this.#wake({ value: chunk, done: false });
      return;
    }
    this.#unreadBytes += chunk.length;
    this.#unread.push(chunk);
    if (this.#unreadBytes > MOST_UNREAD) controller.pause();
  }

  onResponseEnd(): void {
    this.#isComplete = true;
    this.#end('sent');
    this.#wake(OVER);
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#hasEnded) return;
    const failure = errorOf(this.#url, error);
    this.#fail(failure.code === 'forbidden' ? 'refused' : 'failed', failure);
  }

  #end(outcome: EgressOutcome, reason?: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#forget();
    this.#onEnd({ outcome, bytesOut: this.#bytesOut, bytesIn: this.#bytesIn, ...(reason === undefined ? {} : { reason }) });
  }

  #fail(outcome: EgressOutcome, reason: unknown): void {
    this.#failure = reason;
    this.#end(outcome, isLintelError(reason) ? reason.message : 'It was cancelled.');
    this.#head.reject(reason);
    this.#stopBody(reason);
    this.#wake(undefined);
  }

  #close(): void {
    if (this.#hasEnded) return;
    this.#failure = new LintelError('cancelled', say`The answer was closed before its end.`);
    this.#end('sent');
    this.#controller?.abort(new Error('closed'));
    this.#wake(undefined);
  }

  /** Written out rather than as a generator: it is asked once for every piece of every answer. */
  #read(): AsyncIterator<Uint8Array> {
    const leave = (): Promise<IteratorResult<Uint8Array>> => {
      this.#close();
      return Promise.resolve({ value: undefined, done: true });
    };
    return { next: () => this.#next(), return: leave };
  }

  #next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = this.#unread.shift();
    if (chunk !== undefined) {
      this.#unreadBytes -= chunk.length;
      if (this.#unreadBytes <= MOST_UNREAD && this.#controller?.paused) this.#controller.resume();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#isComplete) return Promise.resolve(OVER);
    // Who asks again before they were answered waits for the same.
    this.#reader ??= Promise.withResolvers();
    return this.#reader.promise;
  }

  /** Answers who waits. @param result nothing where it failed */
  #wake(result: IteratorResult<Uint8Array> | undefined): void {
    const reader = this.#reader;
    this.#reader = undefined;
    if (result === undefined) reader?.reject(this.#failure);
    else reader?.resolve(result);
  }

  #framed({ method, headers, body, headersMs, bodyIdleMs }: Outgoing) {
    const options = { method, headersTimeout: headersMs, bodyTimeout: bodyIdleMs };
    if (body === undefined) return { ...options, headers };
    if (!(body instanceof Uint8Array)) return { ...options, headers, body: this.#counted(body) as never };
    const framed = { ...options, headers: { ...headers, 'content-length': String(body.length) } };
    if (body.length > PIECE) return { ...framed, body: this.#counted(inPieces(body)) as never };
    this.#wholeBody = body.length;
    return { ...framed, body };
  }

  /** The body's pieces, counted as they are taken. Ends with the exchange, also while its maker makes nothing. */
  async *#counted(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const stopped = new Promise<never>((_, reject) => {
      this.#stopBody = reject;
    });
    stopped.catch(() => {});
    const pieces = body[Symbol.asyncIterator]();
    try {
      for (;;) {
        // The end comes first, so that no piece that is ready slips out after it.
        const { done, value } = await Promise.race([stopped, pieces.next()]);
        if (done) return;
        this.#bytesOut += value.length;
        this.#outgoing.onPiece?.(value);
        yield value;
      }
    } catch (error) {
      // What its maker throws is theirs to read; the connection only has to end.
      if (!this.#hasEnded) this.abort('failed', error);
      throw error;
    } finally {
      pieces.return?.().catch(() => {});
    }
  }
}

function firstOfEach(headers: Readonly<Record<string, string | string[] | undefined>>): Answer['headers'] {
  const first: Record<string, string | undefined> = {};
  for (const name in headers) {
    const value = headers[name];
    first[name] = Array.isArray(value) ? value[0] : value;
  }
  return first;
}

const OVER: IteratorResult<Uint8Array> = { value: undefined, done: true };

async function* inPieces(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += PIECE) yield body.subarray(at, at + PIECE);
}

/** Failures of a connection that was never made. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const CERTIFICATE = /CERT|SIGNATURE|SELF_SIGNED|ERR_TLS|ERR_SSL/;

/** A failed connection as a sentence. What a guard or a certificate stopped is `forbidden`, all else may be tried again. */
function errorOf(url: URL, error: unknown): LintelError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  const { host } = url;
  if (isLintelError(error)) return error;
  if (code === 'ESHUT') return new LintelError('forbidden', say`Nothing was sent to ${host}: Lintel is set to stay on this device.`);
  if (code === 'EADDRESS')
    return new LintelError('forbidden', say`${host} leads to an address that Lintel may not go to. Nothing was sent. Check the address.`);
  if (code === 'UND_ERR_INVALID_ARG')
    return new LintelError('bad-request', say`What was to go to ${host} is malformed. Check its address and its key in the settings.`, {
      cause: error,
    });
  if (CERTIFICATE.test(code))
    return new LintelError('forbidden', say`${host} could not prove that it is ${host} (${code}). Nothing was sent.`, { cause: error });
  return new LintelError('timeout', say`The connection to ${host} failed (${code}). Check the network, and the proxy if there is one.`, {
    cause: error,
    unsent: NEVER_CONNECTED.has(code),
  });
}
