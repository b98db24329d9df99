/** Notices a worker that no longer reacts. */
export interface Watchdog {
  /** There is work: begins to watch, if it does not yet. */
  watch(): void;
  /** The worker gave a sign of life. */
  heard(): void;
  stop(): void;
}

export interface WatchdogParts {
  /** Milliseconds of silence that are too many now; undefined when there is nothing to wait for. */
  patience(): number | undefined;
  /** Called once the silence was too long; the watch has ended then. */
  onSilent(): void;
}

const TICK_MS = 250;

/**
 * Counts its own ticks instead of reading a clock: while this process, or the computer, stood still, the worker
 * could not be heard either, and that is no silence.
 */
export function createWatchdog({ patience, onSilent }: WatchdogParts): Watchdog {
  let silentMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function tick(): void {
    const limit = patience();
    silentMs += TICK_MS;
    if (limit !== undefined && silentMs <= limit) return;
    stop();
    if (limit !== undefined) onSilent();
  }

  return {
    watch() {
      if (timer !== undefined) return;
      silentMs = 0;
      timer = setInterval(tick, TICK_MS);
    },
    heard() {
      silentMs = 0;
    },
    stop,
  };
}
