import type { ChatLine } from '../../shared/api/views.ts';
import type { Ports } from '../../shared/routing/ports.ts';

type Queued = Extract<ChatLine, { type: 'queued' }>;

/** Where a request stands in line, told between the events of its answer until that begins. */
export interface PlacesInLine {
  readonly waits: NonNullable<Ports['waits']>;
  /** The events, each place in line before them. Only the latest place is told. */
  among<Event>(events: AsyncIterable<Event>): AsyncGenerator<Event | Queued>;
}

export function createPlacesInLine(): PlacesInLine {
  let latest: Queued | undefined;
  let heard = Promise.withResolvers<void>();
  let wasQueued = false;
  return {
    waits(_, target, before) {
      // Most answers begin at once: nobody is told that a line has ended in which they never stood.
      if (before === undefined && !wasQueued) return;
      wasQueued = true;
      latest = { type: 'queued', target, ...(before === undefined ? {} : { before }) };
      heard.resolve();
    },
    async *among(events) {
      const all = events[Symbol.asyncIterator]();
      try {
        const first = all.next();
        for (let isThere = false; !isThere; ) {
          isThere = await Promise.race([first.then(() => true), heard.promise.then(() => false)]);
          const queued = latest;
          latest = undefined;
          heard = Promise.withResolvers();
          if (queued !== undefined && !isThere) yield queued;
        }
        const begun = await first;
        if (begun.done === true) return;
        yield begun.value;
        yield* { [Symbol.asyncIterator]: () => all };
      } finally {
        await all.return?.();
      }
    },
  };
}
