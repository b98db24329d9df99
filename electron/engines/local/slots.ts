import type { CancelSignal } from '../../../shared/chat/signal.ts';
import { isPerson } from './person.ts';
import type { Place, Priority } from './protocol.ts';
import { createTurns } from './turns.ts';

/** A chat that wants a place. */
export interface Guest {
  readonly id: number;
  readonly app: string;
  readonly priority?: Priority;
}

/** Places for chats that run at the same time, and the line before them. */
export interface Slots {
  /** Waits for a place; call the result to give it back. Undefined when the signal ends the wait. */
  take(guest: Guest, signal: CancelSignal): Promise<(() => void) | undefined>;
}

export interface SlotsParts {
  /** Told which chats have another place in line than before, many changes at a time. */
  onPlaces?(places: readonly Place[]): void;
  /** Milliseconds from an arbitrary start. */
  elapsed?(): number;
}

interface Waiting extends Guest {
  readonly since: number;
  go(): void;
}

/** Background work goes last, and yet one of it after so many others, or when it waited so many milliseconds. */
const OTHERS_BETWEEN = 8;
const BACKGROUND_WAITS_MS = 60_000;
/** Nobody reads places that change faster. */
const TELL_EVERY_MS = 100;

export function createSlots(count: number, { onPlaces, elapsed = () => performance.now() }: SlotsParts = {}): Slots {
  let free = count;
  const interactive = createTurns<Waiting>();
  const programs = createTurns<Waiting>();
  const background = createTurns<Waiting>();
  /** Others that went first since background work last did, while some of it waited. */
  let overtaken = 0;
  /** The places as they were last told. */
  const told = new Map<number, number>();
  let isToBeTold = false;

  function lineOf({ app, priority }: Guest) {
    if (priority === 'background') return background;
    // Someone sits there and waits.
    return priority === 'interactive' || isPerson(app) ? interactive : programs;
  }

  function next(): Waiting | undefined {
    const waits = background.inOrder();
    const isDue = overtaken >= OTHERS_BETWEEN || waits.some(({ since }) => elapsed() - since >= BACKGROUND_WAITS_MS);
    const other = waits.length > 0 && isDue ? undefined : (interactive.shift() ?? programs.shift());
    overtaken = other !== undefined && waits.length > 0 ? overtaken + 1 : 0;
    return other ?? background.shift();
  }

  function give(): void {
    const guest = next();
    if (guest === undefined) free += 1;
    else guest.go();
    tellSoon();
  }

  /** A first place is told at once, changes of it later. */
  function tellSoon(): void {
    if (onPlaces === undefined || isToBeTold) return;
    isToBeTold = true;
    setTimeout(tell, told.size === 0 ? 0 : TELL_EVERY_MS);
  }

  function tell(): void {
    isToBeTold = false;
    const places = [interactive, programs, background].flatMap((line) => line.inOrder()).map(({ id }, position) => ({ id, position }));
    const changed = places.filter(({ id, position }) => told.get(id) !== position);
    told.clear();
    for (const { id, position } of places) told.set(id, position);
    if (changed.length > 0) onPlaces?.(changed);
  }

  return {
    async take(guest, signal) {
      if (signal.aborted) return undefined;
      if (free > 0) {
        free -= 1;
        return give;
      }
      return new Promise((resolve) => {
        const line = lineOf(guest);
        const cancel = () => {
          line.remove(waiting);
          resolve(undefined);
          tellSoon();
        };
        const waiting: Waiting = {
          ...guest,
          since: elapsed(),
          go() {
            signal.removeEventListener('abort', cancel);
            resolve(give);
          },
        };
        line.push(waiting);
        signal.addEventListener('abort', cancel, { once: true });
        tellSoon();
      });
    },
  };
}
