import type { LintelErrorShape } from '../../chat/error.ts';
import type { ChatRequest } from '../../chat/request.ts';
import type { Candidate, Plan } from '../plan.ts';
import type { Ports } from '../ports.ts';
import { continued, isContinuable, planToContinue, type Said } from './continued.ts';
import { DEFAULT_DEADLINES, type Deadlines, deadlinesFor } from './deadlines.ts';
import { withChosenReplicas } from './replicas.ts';
import { WHAT_NEXT } from './what-next.ts';

/** Tries of targets that failed already, in the whole chain. However many targets there are, there are no more. */
export const MOST_RETRIES = 3;
/** The same for a single target. */
export const MOST_RETRIES_OF_ONE = 2;

const BACKOFF_MS = 500;
/** Where another target is left, nobody waits longer than this for one that asked for patience. */
const SHORT_WAIT_MS = 2_000;

/** What is to be tried next. */
export interface Step {
  readonly plan: Plan;
  readonly candidate: Candidate;
  readonly request: ChatRequest;
  /** Milliseconds to wait before. */
  readonly waitMs: number;
}

/** How a try failed. */
export interface Failure {
  readonly candidate: Candidate;
  readonly error: LintelErrorShape;
  readonly hasOtherKey: boolean;
  /** What had left of its answer; absent: nothing. */
  readonly said?: Said;
}

/** Walks the candidates of one plan in order, with one budget of retries and one deadline for all of them. */
export interface Chain {
  /** Nothing where the plan permits nothing. */
  first(): Step | undefined;
  /** Nothing where the request ends with this failure. */
  after(failure: Failure): Step | undefined;
  /** The candidate that would come next, out of order, if it is wanted. */
  ahead(isWanted: (candidate: Candidate) => boolean): Candidate | undefined;
  /** Milliseconds of the deadline are gone. */
  spend(ms: number): void;
  /** Counts the tries. */
  number(): number;
  /** For the next try. */
  deadlines(): Deadlines;
}

export function createChain(plan: Plan, request: ChatRequest, ports: Ports): Chain {
  const deadlines = deadlinesFor(request, { ...DEFAULT_DEADLINES, ...ports.deadlines?.() });
  let current = { plan, request };
  let order = withChosenReplicas(plan.permitted, ports);
  let place = 0;
  let tries = 0;
  let retries = 0;
  let spentMs = 0;
  const retriesOf = new Map<string, number>();
  /** What those that broke half-way may have cost. */
  let brokenNanoDollars = 0;
  let told: Said = { text: '', tokens: 0, isPlain: true };

  const leftMs = () => deadlines.chainMs - spentMs;
  const windowOf = (id: string) => ports.fleet.targets().find((target) => target.id === id)?.contextWindow ?? 0;

  function step(): Step | undefined {
    const candidate = leftMs() > 0 ? order[place++] : undefined;
    return candidate === undefined ? undefined : { ...current, candidate, waitMs: 0 };
  }

  /** How long to wait before the same target is asked again; nothing where it is not. */
  function againAfterMs({ candidate: { targetId, zone }, error: { code, retryAfterMs }, hasOtherKey }: Failure): number | undefined {
    const { again, blames } = WHAT_NEXT[code];
    const before = retriesOf.get(targetId) ?? 0;
    if (retries >= MOST_RETRIES || before >= MOST_RETRIES_OF_ONE) return undefined;
    if (blames === 'key' && hasOtherKey) return 0;
    if (again !== true || zone === 'device') return undefined;
    // Half of it is chance, so that callers who failed together do not come back together.
    const backoffMs = BACKOFF_MS * 2 ** before * (0.5 + ports.random() / 2);
    const waitMs = Math.max(retryAfterMs ?? 0, backoffMs);
    return waitMs < leftMs() && (waitMs <= SHORT_WAIT_MS || order[place] === undefined) ? waitMs : undefined;
  }

  /** Another target goes on with half an answer. */
  function goOn({ candidate, error }: Failure, said: Said): Step | undefined {
    const { leadsTo } = WHAT_NEXT[error.code];
    told = { text: told.text + said.text, tokens: told.tokens + said.tokens, isPlain: told.isPlain && said.isPlain };
    if (plan.onStreamBroken !== 'continue' || leadsTo === 'stop' || leadsTo === 'as-told' || !isContinuable(request, told))
      return undefined;
    const rest = continued(request, told);
    brokenNanoDollars += candidate.mostNanoDollars ?? 0;
    const left = (plan.maxCostNanoDollars ?? Number.POSITIVE_INFINITY) - brokenNanoDollars;
    current = { plan: planToContinue(order.slice(place), rest, ports), request: rest };
    order = current.plan.permitted.filter(({ mostNanoDollars = 0 }) => mostNanoDollars <= left);
    place = 0;
    return step();
  }

  return {
    first: step,
    after(failure) {
      if (failure.said !== undefined) return goOn(failure, failure.said);
      const { candidate, error } = failure;
      const { leadsTo } = WHAT_NEXT[error.code];
      if (leadsTo === 'stop' || (leadsTo === 'as-told' && plan.onContentRefused !== 'next')) return undefined;
      const waitMs = againAfterMs(failure);
      if (waitMs !== undefined) {
        retries++;
        retriesOf.set(candidate.targetId, (retriesOf.get(candidate.targetId) ?? 0) + 1);
        return { ...current, candidate, waitMs };
      }
      if (leadsTo === 'wider') {
        const tooNarrow = windowOf(candidate.targetId);
        while (place < order.length && windowOf(order[place]?.targetId ?? '') <= tooNarrow) place++;
      }
      return step();
    },
    ahead(isWanted) {
      const candidate = order[place];
      if (candidate === undefined || !isWanted(candidate)) return undefined;
      place++;
      return candidate;
    },
    spend(ms) {
      spentMs += ms;
    },
    number: () => ++tries,
    deadlines: () => ({ ...deadlines, chainMs: leftMs() }),
  };
}
