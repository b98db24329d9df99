import type { WorkerLoad } from './protocol.ts';

/** Shows the supervisor that this process still reacts while it works, and what it takes. */
export interface Heartbeat {
  /** Work begins; call the result when it ends. */
  enter(): () => void;
}

/** Well under the time after which the supervisor gives up. */
const EVERY_MS = 500;

/**
 * Beats from the event loop, on purpose: llama.cpp works beside it, so it turns during loads and prompts, and only
 * a process that hangs, or that is stopped, falls silent.
 */
export function createHeartbeat(beat: (load: WorkerLoad) => void): Heartbeat {
  let working = 0;
  let timer: NodeJS.Timeout | undefined;
  let spent = { cpu: 0, at: 0 };
  let cores: number | undefined;

  const spentNow = () => {
    const { user, system } = process.cpuUsage();
    return { cpu: (user + system) / 1000, at: performance.now() };
  };

  function tell(): void {
    const now = spentNow();
    // A few milliseconds at the end of work say little of how many cores it keeps busy.
    if (cores === undefined || now.at - spent.at > EVERY_MS / 2) cores = (now.cpu - spent.cpu) / Math.max(1, now.at - spent.at);
    spent = now;
    beat({ memoryBytes: process.memoryUsage.rss(), cores, computedMs: now.cpu });
  }

  return {
    enter() {
      working += 1;
      if (timer === undefined) {
        spent = spentNow();
        timer = setInterval(tell, EVERY_MS);
      }
      return () => {
        working -= 1;
        if (working > 0) return;
        clearInterval(timer);
        timer = undefined;
        tell();
      };
    },
  };
}
