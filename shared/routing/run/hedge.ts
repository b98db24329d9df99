import type { ChatEvent } from '../../chat/event.ts';
import { createCancel } from '../../chat/signal.ts';
import { isWithin } from '../../privacy/zones.ts';
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

/**
 * Whether both may be paid for at their most. What nobody knows the cost of may not. Impatience alone takes a prompt no
 * further from home than the first, and does not unmask it.
 */
export function mayHedge(plan: Plan, first: Candidate, second: Candidate, { situation }: Pick<Ports, 'situation'>): boolean {
  if (!isWithin(second.zone, first.zone) || (first.masked === true && second.masked !== true)) return false;
  if (second.zone === 'device' || first.mostNanoDollars === undefined || second.mostNanoDollars === undefined) return false;
  const { left = Number.POSITIVE_INFINITY, leftAt = {} } = situation().budget;
  const leftHere = leftAt[second.targetId] ?? Number.POSITIVE_INFINITY;
  const sum = first.mostNanoDollars + second.mostNanoDollars;
  return sum <= Math.min(left, plan.maxCostNanoDollars ?? Number.POSITIVE_INFINITY) && second.mostNanoDollars <= leftHere;
}

/**
 * Tells the events of a try, and where it is slow to begin those of a second one beside it. The first to give a piece, or to
 * finish, is the only one from then on; the other is stopped. Rejects with what the listener threw.
 */
export async function contest(first: Try, hedge: Hedge | undefined, clock: Clock, take: TakeOf): Promise<void> {
  if (hedge === undefined) return first.each((event) => take(event, first));
  const sleep = createCancel();
  const running = new Set<Try>();
  const tell = async (one: Try): Promise<void> => {
    running.add(one);
    try {
      await one.each((event) => {
        if (isPiece(event) || event.type === 'finish') {
          for (const other of running) if (other !== one) other.settle('cancelled');
          sleep.cancel();
        }
        return take(event, one);
      });
    } finally {
      running.delete(one);
      if (running.size === 0) sleep.cancel();
    }
  };
  const late = async (): Promise<void> => {
    await clock.wait(hedge.afterMs, sleep.signal);
    const second = sleep.signal.aborted ? undefined : hedge.open();
    if (second !== undefined) await tell(second);
  };
  await Promise.all([tell(first), late()]);
}

/** Takes an event of one of the tries; a promise asks to wait before that one's next. */
type TakeOf = (event: ChatEvent, from: Try) => void | Promise<void>;
