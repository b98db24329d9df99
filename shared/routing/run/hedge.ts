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

/** Tries that run beside each other. */
export interface Contest {
  /** Who told the last event. */
  readonly from: Try;
  /** The next event of any of them; nothing once all who ran are over. */
  next(): Promise<ChatEvent | undefined>;
  close(): void;
}

/**
 * The events of a try, and where it is slow to begin those of a second one beside it. The first to give a piece, or to finish,
 * is the only one from then on; the other is stopped.
 */
export function contest(first: Try, hedge: Hedge | undefined, clock: Clock): Contest {
  const sleep = createCancel();
  const running = new Map<Try, Promise<readonly [Try, ChatEvent]>>();
  let isRace = hedge !== undefined;
  let from = first;
  let alarm = hedge && clock.wait(hedge.afterMs, sleep.signal).then(() => 'late' as const);
  const listen = (one: Try) => void running.set(one, toldBy(one));
  if (isRace) listen(first);

  async function race(): Promise<ChatEvent | undefined> {
    while (running.size > 0) {
      const told: 'late' | readonly [Try, ChatEvent] = await Promise.race([...running.values(), ...(alarm === undefined ? [] : [alarm])]);
      if (told === 'late') {
        alarm = undefined;
        const second = hedge?.open();
        if (second !== undefined) listen(second);
        continue;
      }
      const [one, event] = told;
      from = one;
      running.delete(one);
      if (isPiece(event) || event.type === 'finish') {
        for (const other of running.keys()) other.settle('cancelled');
        isRace = false;
        sleep.cancel();
      } else if (event.type !== 'error') listen(one);
      return event;
    }
    return undefined;
  }
  const alone = () => (from.isOver ? Promise.resolve(undefined) : from.next());
  return {
    get from() {
      return from;
    },
    next: () => (isRace ? race() : alone()),
    close: sleep.cancel,
  };
}

const toldBy = async (one: Try) => [one, await one.next()] as const;
