import { LintelError } from '../../../../shared/chat/error.ts';
import type { App } from '../../app.ts';
import type { WireEvent } from './output/item.ts';

/** Responses made in the background at a time, of one app and in all. */
const MOST_OF_APP = 8;
const MOST_IN_ALL = 32;

/** Characters of a stream that are kept for whoever comes back to it. */
const MOST_CHARACTERS = 4 * 2 ** 20;

/** Milliseconds that the stream of a response which is over can still be taken up in the middle. */
const KEPT_MS = 60_000;

/** Milliseconds between two looks whether those who asked still may. */
const LOOK_EVERY_MS = 500;

export interface NumberedEvent extends WireEvent {
  readonly sequence_number: number;
}

/** A response that is made while nobody need be listening. */
export interface Running {
  readonly signal: AbortSignal;
  cancel(): void;
  /** Resolves once it is over. */
  readonly over: Promise<void>;
  /** The response as it stands. */
  body(): Record<string, unknown>;
  stands(body: () => Record<string, unknown>): void;
  tell(events: readonly WireEvent[]): void;
  /** The events after this number, then those to come until it is over. Throws `bad-request` where there were too many to keep. */
  events(after: number): AsyncGenerator<NumberedEvent>;
  end(): void;
}

/** The responses that are being made in the background. */
export interface RunningResponses {
  /** Throws `overloaded` where there are too many. */
  begin(app: App, id: string): Running;
  find(app: string, id: string): Running | undefined;
  /** Ends all of them. */
  close(): void;
}

/** @param isLive whether an app may still use the port: what is made for one that may not ends */
export function createRunningResponses(isLive: (app: App) => boolean): RunningResponses {
  const all = new Map<string, { readonly app: App; readonly running: Running; isOver: boolean }>();
  let watch: NodeJS.Timeout | undefined;
  const lookOver = () => {
    const busy = [...all.values()].filter(({ isOver }) => !isOver);
    for (const { app, running } of busy) if (!isLive(app)) running.cancel();
    if (busy.length > 0) return;
    clearInterval(watch);
    watch = undefined;
  };
  return {
    begin(app, id) {
      const busy = [...all.values()].filter(({ isOver }) => !isOver);
      if (
        busy.length >= MOST_IN_ALL ||
        busy.filter((one) => one.app.id === app.id).length >= Math.min(MOST_OF_APP, app.parallel ?? MOST_OF_APP)
      )
        throw new LintelError('overloaded', 'Too many responses are made in the background. Wait for some of them, then try again.');
      const entry = {
        app,
        isOver: false,
        running: createRunning(() => {
          entry.isOver = true;
          setTimeout(() => all.delete(id), KEPT_MS).unref();
        }),
      };
      all.set(id, entry);
      watch ??= setInterval(lookOver, LOOK_EVERY_MS).unref();
      return entry.running;
    },
    find(app, id) {
      const entry = all.get(id);
      return entry?.app.id === app ? entry.running : undefined;
    },
    close() {
      for (const { running } of all.values()) running.cancel();
      all.clear();
      clearInterval(watch);
    },
  };
}

function createRunning(onEnd: () => void): Running {
  const controller = new AbortController();
  let body = (): Record<string, unknown> => ({});
  const told: NumberedEvent[] = [];
  let next = 0;
  let characters = 0;
  let isOver = false;
  const over = Promise.withResolvers<void>();
  let news = Promise.withResolvers<void>();
  const announce = () => {
    news.resolve();
    news = Promise.withResolvers<void>();
  };
  return {
    signal: controller.signal,
    cancel: () => controller.abort(),
    over: over.promise,
    body: () => body(),
    stands(now) {
      body = now;
    },
    tell(events) {
      for (const event of events) {
        const numbered = { ...event, sequence_number: next++ };
        characters += JSON.stringify(numbered).length;
        told.push(numbered);
      }
      if (characters > MOST_CHARACTERS) {
        // Whoever keeps up has had these.
        told.splice(0, Math.ceil(told.length / 2));
        characters = told.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
      }
      announce();
    },
    async *events(after) {
      for (let number = after + 1; ; number++) {
        while (number >= next && !isOver) await news.promise;
        if (number >= next) return;
        const event = told[number - (told[0]?.sequence_number ?? 0)];
        if (event === undefined)
          throw new LintelError(
            'bad-request',
            'The stream of this response is too long to be taken up again. Ask for the response itself.',
            {
              field: 'stream',
            },
          );
        yield event;
      }
    },
    end() {
      isOver = true;
      announce();
      over.resolve();
      onEnd();
    },
  };
}
