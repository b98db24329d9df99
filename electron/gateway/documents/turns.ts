import type { CancelSignal } from '../../../shared/chat/signal.ts';

/** Work that says its result as soon as it has one, and ends when the next may begin. */
type Work<T> = (answer: (result: T) => void) => Promise<void>;

interface Waiting<T> {
  readonly bytes: number;
  readonly answer: (result: T) => void;
  begin(): Promise<void>;
}

/** Who asks for a turn, until when, and what is held while it waits. */
interface Asking {
  readonly app: string;
  readonly bytes: number;
  readonly signal: CancelSignal;
}

export interface Turns<T> {
  /** The result of the work; `nothing`, at once, where the signal is aborted before it began or too much waits. Never rejects. */
  take(asking: Asking, work: Work<T>): Promise<T>;
  /** Whoever waits gets `nothing`; resolves with the end of the work that has begun. */
  close(): Promise<void>;
}

/** One work at a time. Apps take turns, so that one with many does not hold up the others. */
export function createTurns<T>(nothing: T, mostWaitingBytes: number): Turns<T> {
  const waiting = new Map<string, Set<Waiting<T>>>();
  let waitingBytes = 0;
  let running: Promise<void> | undefined;

  function leave(app: string, one: Waiting<T>): void {
    const ofApp = waiting.get(app);
    if (ofApp?.delete(one) !== true) return;
    waitingBytes -= one.bytes;
    if (ofApp.size === 0) waiting.delete(app);
  }

  function next(): void {
    const [turn] = waiting;
    if (running !== undefined || turn === undefined) return;
    const [app, ofApp] = turn;
    const [first] = ofApp;
    if (first === undefined) return;
    // The app goes to the end of the line.
    waiting.delete(app);
    waiting.set(app, ofApp);
    leave(app, first);
    running = first.begin().finally(() => {
      running = undefined;
      next();
    });
  }

  return {
    take({ app, bytes, signal }, work) {
      const isTooMuch = running !== undefined && waitingBytes + bytes > mostWaitingBytes;
      if (signal.aborted || isTooMuch) return Promise.resolve(nothing);
      return new Promise((answer) => {
        const gone = () => {
          leave(app, one);
          answer(nothing);
        };
        const one: Waiting<T> = {
          bytes,
          answer,
          async begin() {
            signal.removeEventListener('abort', gone);
            await work(answer).catch(() => undefined);
            answer(nothing);
          },
        };
        signal.addEventListener('abort', gone, { once: true });
        waiting.set(app, (waiting.get(app) ?? new Set()).add(one));
        waitingBytes += bytes;
        next();
      });
    },
    async close() {
      for (const ofApp of waiting.values()) for (const { answer } of ofApp) answer(nothing);
      waiting.clear();
      waitingBytes = 0;
      await running;
    },
  };
}
