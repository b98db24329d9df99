import type { CancelSignal } from '../../../shared/chat/signal.ts';

/** Places for chats that run at the same time, and the line before them. */
export interface Slots {
  /** Waits for a place; call the result to give it back. Undefined when the signal ends the wait. */
  take(app: string, signal: CancelSignal): Promise<(() => void) | undefined>;
}

type Go = () => void;

/** Someone sits before these and waits, so they go before programs. */
const INTERACTIVE: readonly string[] = ['window', 'cli'];

/** A line for each app; apps take turns, so none can keep the others out by asking often. */
export function createSlots(count: number): Slots {
  let free = count;
  /** The app whose turn it is comes first. An app that nobody waits for is not here. */
  const lines = new Map<string, Go[]>();

  function next(): Go | undefined {
    const app = INTERACTIVE.find((name) => lines.has(name)) ?? lines.keys().next().value;
    const line = app === undefined ? undefined : lines.get(app);
    if (app === undefined || line === undefined) return undefined;
    const first = line.shift();
    lines.delete(app);
    if (line.length > 0) lines.set(app, line);
    return first;
  }

  function leave(app: string, go: Go): void {
    const line = lines.get(app)?.filter((other) => other !== go) ?? [];
    if (line.length === 0) lines.delete(app);
    else lines.set(app, line);
  }

  function give(): void {
    const go = next();
    if (go === undefined) free += 1;
    else go();
  }

  return {
    async take(app, signal) {
      if (signal.aborted) return undefined;
      if (free > 0) {
        free -= 1;
        return give;
      }
      return new Promise((resolve) => {
        const cancel = () => {
          leave(app, go);
          resolve(undefined);
        };
        const go = () => {
          signal.removeEventListener('abort', cancel);
          resolve(give);
        };
        const line = lines.get(app);
        if (line === undefined) lines.set(app, [go]);
        else line.push(go);
        signal.addEventListener('abort', cancel, { once: true });
      });
    },
  };
}
