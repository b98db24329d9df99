/** Something to look at from time to time. */
export interface Look {
  /** Milliseconds between two looks at the usual pace. */
  readonly everyMs: number;
  /** Before the first look, in milliseconds. */
  readonly afterMs?: number;
  /** It starts a program, so it rests for a time that follows from how long it took. */
  readonly startsProgram?: boolean;
  /** May reject: then it is tried again at its next time. */
  look(): Promise<void>;
}

export interface Schedule {
  /** Resolves once each was tried once. */
  readonly first: Promise<void>;
  /** The pace changed: what is due by the new one is looked at soon. */
  paceChanged(): void;
  /** Looks at everything now. */
  lookNow(): void;
  stop(): void;
}

/** What starts programs takes a three hundredth of the time at most: three such looks stay under 1 % of a core. */
const REST = 300;

/** Looks again and again, in the background: no timer keeps the process alive. @param intervalOf milliseconds between two looks now, from those at the usual pace */
export function createSchedule(looks: readonly Look[], intervalOf: (everyMs: number) => number, elapsed: () => number): Schedule {
  let isStopped = false;
  const running = looks.map((look) => run(look));

  function run(one: Look) {
    const first = Promise.withResolvers<void>();
    let timer: NodeJS.Timeout | undefined;
    let last = elapsed();
    let tookMs = 0;
    const begin = async () => {
      timer = undefined;
      last = elapsed();
      await one.look().catch(() => undefined);
      tookMs = elapsed() - last;
      first.resolve();
      plan();
    };
    const plan = () => {
      if (isStopped) return;
      const restMs = Math.max(intervalOf(one.everyMs), one.startsProgram === true ? tookMs * REST : 0);
      timer = setTimeout(begin, Math.max(0, last + restMs - elapsed())).unref();
    };
    timer = setTimeout(begin, one.afterMs ?? 0).unref();
    return {
      first: first.promise,
      again() {
        // One that looks right now plans by itself when it is done.
        if (timer === undefined) return;
        clearTimeout(timer);
        plan();
      },
      now() {
        if (timer === undefined || isStopped) return;
        clearTimeout(timer);
        void begin();
      },
      stop() {
        clearTimeout(timer);
        first.resolve();
      },
    };
  }

  return {
    first: Promise.all(running.map((one) => one.first)).then(() => undefined),
    paceChanged() {
      for (const one of running) one.again();
    },
    lookNow() {
      for (const one of running) one.now();
    },
    stop() {
      isStopped = true;
      for (const one of running) one.stop();
    },
  };
}
