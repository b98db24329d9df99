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
  /** The last place is never one program's, nor background work's: whoever else comes gets in at once. */
  const most = Math.max(1, count - 1);
  /** Places that each app has. */
  const held = new Map<string, number>();
  let heldByBackground = 0;
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

  const mayGo = (app: string) => isPerson(app) || (held.get(app) ?? 0) < most;
  const nextInBackground = () => (heldByBackground < most ? background.shift(mayGo) : undefined);

  function next(): Waiting | undefined {
    const waits = background.inOrder();
    const isDue = overtaken >= OTHERS_BETWEEN || waits.some(({ since }) => elapsed() - since >= BACKGROUND_WAITS_MS);
    const due = isDue ? nextInBackground() : undefined;
    const other = due === undefined ? (interactive.shift(mayGo) ?? programs.shift(mayGo)) : undefined;
    overtaken = other !== undefined && waits.length > 0 ? overtaken + 1 : 0;
    return due ?? other ?? nextInBackground();
  }

  /** @returns how to give the place back */
  function occupy({ app, priority }: Guest): () => void {
    const isBackground = priority === 'background';
    free -= 1;
    held.set(app, (held.get(app) ?? 0) + 1);
    if (isBackground) heldByBackground += 1;
    return () => {
      free += 1;
      const left = (held.get(app) ?? 1) - 1;
      if (left === 0) held.delete(app);
      else held.set(app, left);
      if (isBackground) heldByBackground -= 1;
      while (free > 0) {
        const guest = next();
        if (guest === undefined) break;
        guest.go();
      }
      tellSoon();
    };
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
      if (free > 0 && mayGo(guest.app) && (guest.priority !== 'background' || heldByBackground < most)) return occupy(guest);
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
            resolve(occupy(guest));
          },
        };
        line.push(waiting);
        signal.addEventListener('abort', cancel, { once: true });
        tellSoon();
      });
    },
  };
}
