import type { ChatEvent } from '../../chat/event.ts';
import { createCancel } from '../../chat/signal.ts';
import type { Candidate, Plan } from '../plan.ts';
import type { Clock, Ports } from '../ports.ts';
import type { Try } from './try.ts';
import { isPiece } from './watched.ts';

/** A second request, for when the first is slow to begin. */
export interface Hedge {
  readonly afterMs: number;
  /** Begins it; nothing where there is no other target for it. */
  open(): Try | undefined;
}

/** Milliseconds after which a second request is worth it; nothing where none is wanted, or nobody knows what is slow for this target. */
export function hedgeAfterMs({ hedge }: Plan, { zone, targetId }: Candidate, ports: Pick<Ports, 'p95FirstTokenMs'>): number | undefined {
  // Two models on one computer would only slow each other.
  return hedge === true && zone !== 'device' ? ports.p95FirstTokenMs?.(targetId) : undefined;
}

/** Whether both may be paid for at their most. What nobody knows the cost of may not. */
export function mayHedge(plan: Plan, first: Candidate, second: Candidate, { situation }: Pick<Ports, 'situation'>): boolean {
  if (second.zone === 'device' || first.mostNanoDollars === undefined || second.mostNanoDollars === undefined) return false;
  const { left = Number.POSITIVE_INFINITY, leftAt = {} } = situation().budget;
  const leftHere = leftAt[second.targetId] ?? Number.POSITIVE_INFINITY;
  const sum = first.mostNanoDollars + second.mostNanoDollars;
  return sum <= Math.min(left, plan.maxCostNanoDollars ?? Number.POSITIVE_INFINITY) && second.mostNanoDollars <= leftHere;
}

/**
 * The events of a try, and where it is slow to begin those of a second one beside it. The first to give a piece, or to finish,
 * is the only one from then on; the other is stopped.
 */
export async function* hedged(first: Try, hedge: Hedge | undefined, clock: Clock): AsyncGenerator<readonly [Try, ChatEvent]> {
  if (hedge === undefined) {
    yield* eventsOf(first);
    return;
  }
  const sleep = createCancel();
  const running = new Map<Try, Promise<readonly [Try, ChatEvent]>>();
  const listen = (one: Try) => void running.set(one, toldBy(one));
  let alarm: Promise<'late'> | undefined = clock.wait(hedge.afterMs, sleep.signal).then(() => 'late');
  listen(first);
  try {
    while (running.size > 0) {
      const told: 'late' | readonly [Try, ChatEvent] = await Promise.race([...running.values(), ...(alarm === undefined ? [] : [alarm])]);
      if (told === 'late') {
        alarm = undefined;
        const second = hedge.open();
        if (second !== undefined) listen(second);
        continue;
      }
      const [from, event] = told;
      running.delete(from);
      const isOver = event.type === 'finish' || event.type === 'error';
      if (isPiece(event) || event.type === 'finish') {
        for (const other of running.keys()) other.settle('cancelled');
        yield told;
        if (!isOver) yield* eventsOf(from);
        return;
      }
      yield told;
      if (!isOver) listen(from);
    }
  } finally {
    sleep.cancel();
  }
}

const toldBy = async (one: Try) => [one, await one.next()] as const;

/** A single try's events. */
async function* eventsOf(one: Try): AsyncGenerator<readonly [Try, ChatEvent]> {
  for (;;) {
    const event = await one.next();
    yield [one, event];
    if (event.type === 'finish' || event.type === 'error') return;
  }
}
