/** Shows the supervisor that this process still reacts while it works. */
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
export function createHeartbeat(beat: () => void): Heartbeat {
  let working = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    enter() {
      working += 1;
      timer ??= setInterval(beat, EVERY_MS);
      return () => {
        working -= 1;
        if (working > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
