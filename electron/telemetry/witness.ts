import type { ErrorCode } from '../../shared/chat/error.ts';
import type { FinishReason } from '../../shared/chat/event.ts';
import type { Timings, Usage } from '../../shared/chat/usage.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Clock, Ledger } from '../../shared/routing/ports.ts';

/** A target as those outside may know it. */
interface SeenTarget {
  readonly id: string;
  readonly zone: Zone;
}

/** Tokens, with the parts that some providers count apart. */
export type CountedUsage = Usage & Partial<Record<'cacheWriteTokens' | 'imageTokens' | 'audioTokens' | 'reasoningTokens', number>>;

/** One try of one target. Times are milliseconds since the epoch. */
export interface SeenAttempt {
  readonly number: number;
  readonly target: SeenTarget;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'answered' | 'failed' | 'cancelled';
  readonly error?: ErrorCode;
}

/**
 * A request as those outside may know it: how it went, and not a word of it. Made field by field, so that nothing
 * which is added to a request or an answer later gets out by itself.
 */
export interface SeenRequest {
  readonly requestId: string;
  readonly dialect: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'done' | 'cancelled' | 'failed';
  readonly error?: ErrorCode;
  /** Who answered, or was to. */
  readonly target?: SeenTarget;
  readonly finishReason?: FinishReason;
  readonly usage: CountedUsage;
  readonly timings: Timings;
  readonly attempts: readonly SeenAttempt[];
}

export interface Witness {
  /** The ledger, watched. What it throws is thrown on, and nothing else is. */
  readonly ledger: Ledger;
  /** Requests that have begun and not ended. */
  inFlight(): number;
}

interface Running {
  readonly dialect: string;
  readonly startedAt: number;
  readonly attempts: SeenAttempt[];
}

/** Requests watched at a time. Beyond them the oldest is no longer watched. */
const MOST_RUNNING = 10_000;
/** Tries remembered of one request. */
const MOST_ATTEMPTS = 64;

/** Watches what the ledger is told. @param onEnd called with every request that has ended; must be quick and never throw */
export function createWitness(ledger: Ledger, clock: Pick<Clock, 'now'>, onEnd: (seen: SeenRequest) => void): Witness {
  const running = new Map<string, Running>();

  return {
    inFlight: () => running.size,
    ledger: {
      opened(request, plan, considered) {
        ledger.opened(request, plan, considered);
        const [oldest] = running.keys();
        if (running.size >= MOST_RUNNING && oldest !== undefined) running.delete(oldest);
        running.set(plan.requestId, { dialect: request.dialect, startedAt: clock.now(), attempts: [] });
      },
      attempted(attempt) {
        const attempts = running.get(attempt.requestId)?.attempts;
        if (attempts !== undefined && attempts.length < MOST_ATTEMPTS) {
          const { number, startedAt, outcome, target, error } = attempt;
          const seen = { number, startedAt, outcome, endedAt: clock.now(), target: { id: target.targetId, zone: target.zone } };
          attempts.push(error === undefined ? seen : { ...seen, error: error.code });
        }
        ledger.attempted(attempt);
      },
      closed(answer) {
        const began = running.get(answer.requestId);
        running.delete(answer.requestId);
        try {
          ledger.closed(answer);
        } finally {
          if (began !== undefined) onEnd(seenOf(began, answer, clock.now()));
        }
      },
    },
  };
}

function seenOf(
  began: Running,
  { requestId, status, target, error, finishReason, usage, timings }: Parameters<Ledger['closed']>[0],
  endedAt: number,
): SeenRequest {
  return {
    ...began,
    requestId,
    endedAt,
    outcome: status,
    usage,
    timings,
    ...(target === undefined ? {} : { target: { id: target.targetId, zone: target.zone } }),
    ...(error === undefined ? {} : { error: error.code }),
    ...(finishReason === undefined ? {} : { finishReason }),
  };
}
