/** Takes events one after another. A promise asks to wait before the next; what it throws ends the telling. */
export type Take<Event> = (event: Event) => void | Promise<void>;

/**
 * Events for one listener, who is told them, or pulls them as any other iterable. Telling costs a call an event where pulling
 * costs several promises a stage, which for a stream of single tokens is most of what the stages do.
 */
export interface Told<Event> extends AsyncIterable<Event> {
  /** Tells all of them. Resolves after the last; rejects with what the source or the listener threw. Once only. */
  each(take: Take<Event>): Promise<void>;
}

/** Events of a source that tells. It begins with its listener. */
export const told = <Event>(each: Told<Event>['each']): Told<Event> => ({ each, [Symbol.asyncIterator]: () => pulled(each) });

/** All events of any iterable, told. */
export async function eachOf<Event>(events: AsyncIterable<Event>, take: Take<Event>): Promise<void> {
  if ('each' in events) return (events as Told<Event>).each(take);
  for await (const event of events) {
    const wait = take(event);
    if (wait !== undefined) await wait;
  }
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
async function* pulled<Event>(each: Told<Event>['each']): AsyncGenerator<Event> {
  let offer: Offer<Event> | undefined;
  let isOver = false;
  let wake = () => {};
  const source = each(
    (event) =>
      new Promise<void>((taken, refused) => {
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
    offer?.refused(new Left());
    await source.catch((error: unknown) => {
      if (!(error instanceof Left)) throw error;
    });
  }
}
