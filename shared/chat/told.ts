/** Takes events one after another. A promise asks to wait before the next; what it throws ends the telling. */
export type Take<Event> = (event: Event) => void | Promise<void>;

/**
 * Events for one listener, who is told them, or pulls them as any other iterable. Telling costs a call an event where pulling
 * costs several promises a stage, which for a stream of single tokens is most of what the stages do.
 */
export interface Told<Event> extends AsyncIterable<Event> {
  /** Tells all of them. Resolves after the last; rejects with what the source or the listener threw. Once only. */
  each(take: Take<Event>): Promise<void>;
  /** Says that nobody listens any more; absent: the source learns it from its listener, or from its signal. */
  readonly stop?: () => void;
}

/** Events of a source that tells. It begins with its listener. */
export const told = <Event>(each: Told<Event>['each'], stop?: () => void): Told<Event> => ({
  each,
  ...(stop === undefined ? {} : { stop }),
  [Symbol.asyncIterator]: () => pulled(each, stop),
});

const isTold = <Event>(events: AsyncIterable<Event>): events is Told<Event> => 'each' in events;

/** All events of any iterable, told. */
export async function eachOf<Event>(events: AsyncIterable<Event>, take: Take<Event>): Promise<void> {
  if (isTold(events)) return events.each(take);
  for await (const event of events) {
    const wait = take(event);
    if (wait !== undefined) await wait;
  }
}

/** A listener that can leave at any time. */
export interface Listening<Event> {
  /** Resolves after the last event that was taken, whatever the source does then; rejects with what the source or the listener threw. */
  readonly over: Promise<void>;
  /** Takes nothing more from the source, and ends it. @param last an event in place of all that would have come */
  stop(last?: Event): void;
}

/** Begins to listen to any iterable. */
export function listen<Event>(events: AsyncIterable<Event>, take: Take<Event>): Listening<Event> {
  const over = Promise.withResolvers<void>();
  let isOver = false;
  let isTaking = false;
  const source = isTold(events) ? events : askedFor(events);

  const taken = () => {
    isTaking = false;
    if (isOver) over.resolve();
  };
  const refused = (error: unknown) => {
    isTaking = false;
    leave();
    over.reject(error);
  };
  const offer = (event: Event): void | Promise<void> => {
    isTaking = true;
    try {
      const wait = take(event);
      return wait === undefined ? taken() : wait.then(taken, refused);
    } catch (error) {
      refused(error);
    }
  };
  function leave(): void {
    if (isOver) return;
    isOver = true;
    source.stop?.();
  }

  source
    .each((event) => (isOver ? undefined : offer(event)))
    .then(
      () => {
        isOver = true;
        if (!isTaking) over.resolve();
      },
      (error: unknown) => {
        if (isOver) return;
        isOver = true;
        over.reject(error);
      },
    );
  return {
    over: over.promise,
    stop(last) {
      if (isOver) return;
      leave();
      if (last !== undefined) void offer(last);
      else if (!isTaking) over.resolve();
    },
  };
}

/** What any iterable gives, one after another; it is ended by being asked to. */
function askedFor<Event>(events: AsyncIterable<Event>): Pick<Told<Event>, 'each' | 'stop'> {
  const source = events[Symbol.asyncIterator]();
  let isStopped = false;
  return {
    async each(take) {
      for (let next = await source.next(); next.done !== true && !isStopped; next = await source.next()) {
        const wait = take(next.value);
        if (wait !== undefined) await wait;
      }
    },
    stop() {
      isStopped = true;
      void source.return?.()?.catch(() => undefined);
    },
  };
}

/** An event that waits for whoever pulls. */
interface Offer<Event> {
  readonly event: Event;
  taken(): void;
  refused(reason: unknown): void;
}

/** What a source is stopped with whose listener went away. */
class Left extends Error {}

/** The source goes no further than the event that is pulled, and ends with whoever pulls. */
async function* pulled<Event>(each: Told<Event>['each'], stop: (() => void) | undefined): AsyncGenerator<Event> {
  let offer: Offer<Event> | undefined;
  let isOver = false;
  let hasLeft = false;
  let wake = () => {};
  const source = each(
    (event) =>
      new Promise<void>((taken, refused) => {
        if (hasLeft) return refused(new Left());
        offer = { event, taken, refused };
        wake();
      }),
  ).finally(() => {
    isOver = true;
    wake();
  });
  source.catch(() => undefined); // thrown where it is waited for
  try {
    for (;;) {
      if (offer === undefined && !isOver)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (offer === undefined) return await source;
      yield offer.event;
      const { taken } = offer;
      offer = undefined;
      taken();
    }
  } finally {
    hasLeft = true;
    stop?.();
    offer?.refused(new Left());
    await source.catch((error: unknown) => {
      if (!(error instanceof Left)) throw error;
    });
  }
}
