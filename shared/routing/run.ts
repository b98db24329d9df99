import { LintelError, type LintelErrorShape, toErrorShape } from '../chat/error.ts';
import type { ChatEvent } from '../chat/event.ts';
import type { ChatRequest } from '../chat/request.ts';
import type { CancelSignal } from '../chat/signal.ts';
import { NO_USAGE } from '../chat/usage.ts';
import type { Candidate, Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import { refusalError } from './refusal.ts';
import { type Chain, createChain, type Failure, type Step } from './run/chain.ts';
import type { Said } from './run/continued.ts';
import { hedgeAfterMs, hedged, mayHedge } from './run/hedge.ts';
import { openTry, type Try } from './run/try.ts';
import { isPiece } from './run/watched.ts';

/**
 * An engine's event with the target it came from; a failure that the next target makes good, or that breaks an answer which
 * `by` goes on with; or the failure that ends the run.
 */
export type RunEvent =
  | { readonly type: 'piece'; readonly candidate: Candidate; readonly event: Exclude<ChatEvent, { type: 'error' }> }
  | { readonly type: 'fallback'; readonly candidate: Candidate; readonly error: LintelErrorShape }
  | { readonly type: 'broken'; readonly candidate: Candidate; readonly error: LintelErrorShape; readonly by: Candidate }
  | { readonly type: 'failure'; readonly candidate: Candidate | undefined; readonly error: LintelErrorShape };

/**
 * Walks the plan until a target answers. A failure before the first token is tried again or falls back to the next permitted
 * target unseen, within one budget of retries and one deadline. A later one ends the stream as an error, never as if
 * complete, or another permitted target goes on with the answer where the policy says so.
 */
export async function* run(plan: Plan, request: ChatRequest, ports: Ports, signal: CancelSignal): AsyncGenerator<RunEvent> {
  const chain = createChain(plan, request, ports);
  let step = chain.first();
  if (step === undefined) yield failed(undefined, toErrorShape(refusalError(plan, request.model)));
  while (step !== undefined) {
    const failure: Failure | undefined = yield* answer(step, chain, ports, signal);
    if (failure === undefined) return;
    const { candidate, error, said } = failure;
    const next = signal.aborted ? undefined : chain.after(failure);
    if (next === undefined) {
      yield failed(candidate, error);
      return;
    }
    if (said !== undefined) yield { type: 'broken', candidate, error, by: next.candidate };
    else if (next.candidate !== candidate) yield { type: 'fallback', candidate, error };
    if (next.waitMs > 0) {
      chain.spend(next.waitMs);
      await ports.clock.wait(next.waitMs, signal);
      if (signal.aborted) {
        yield { type: 'piece', candidate, event: { type: 'finish', reason: 'cancelled', usage: NO_USAGE } };
        return;
      }
    }
    step = next;
  }
}

/** Tries one target, and where it is slow to begin a second one beside it. Returns the failure that was the last; nothing where one answered. */
async function* answer(step: Step, chain: Chain, ports: Ports, signal: CancelSignal): AsyncGenerator<RunEvent, Failure | undefined> {
  const { plan } = step;
  const tries: Try[] = [];
  const open = (candidate: Candidate, goneMs = 0): Try => {
    const { chainMs, ...deadlines } = chain.deadlines();
    const asking = { ...step, candidate, number: chain.number(), deadlines: { ...deadlines, chainMs: chainMs - goneMs } };
    const one = openTry(asking, ports, signal);
    tries.push(one);
    return one;
  };
  const first = open(step.candidate);
  const afterMs = hedgeAfterMs(plan, step.candidate, ports);
  const openSecond = () => {
    const second = chain.ahead((candidate) => mayHedge(plan, step.candidate, candidate, ports));
    return second && open(second, first.countedMs());
  };
  const hedge = afterMs === undefined ? undefined : { afterMs, open: openSecond };
  let failure: Failure | undefined;
  let said: Said | undefined;
  let speaker = first;
  try {
    for await (const [from, event] of hedged(first, hedge, ports.clock)) {
      const error = errorOf(event, from, plan, said === undefined);
      if (error !== undefined) {
        from.settle('failed', error);
        chain.spend(from.countedMs());
        if (failure !== undefined) yield { type: 'fallback', candidate: failure.candidate, error: failure.error };
        const hasOtherKey = event.type === 'error' && event.hasOtherKey === true;
        failure = { candidate: from.candidate, error, hasOtherKey, ...(said === undefined ? {} : { said }) };
        continue;
      }
      if (event.type === 'error') continue;
      if (isPiece(event) || event.type === 'finish') {
        if (from !== speaker) yield { type: 'fallback', candidate: first.candidate, error: failure?.error ?? overtaken(first, from) };
        speaker = from;
        failure = undefined;
      }
      if (event.type === 'finish') from.settle(event.reason === 'cancelled' ? 'cancelled' : 'answered');
      if (isPiece(event)) said = saidWith(said, event);
      yield { type: 'piece', candidate: from.candidate, event };
      if (event.type === 'finish') return undefined;
    }
    return failure;
  } finally {
    for (const one of tries) one.settle('cancelled');
  }
}

/** The failure that an event is. A filter that let nothing through is one, where another target may be asked instead. */
function errorOf(event: ChatEvent, { candidate }: Try, plan: Plan, isSilent: boolean): LintelErrorShape | undefined {
  if (event.type === 'error') return event.error;
  if (event.type !== 'finish' || event.reason !== 'content-filter' || !isSilent || plan.onContentRefused !== 'next') return undefined;
  return toErrorShape(new LintelError('content-refused', `${candidate.name} would not answer this.`));
}

function saidWith(said: Said = { text: '', tokens: 0, isPlain: true }, event: Extract<ChatEvent, { tokens: number }>): Said {
  const isPlain = said.isPlain && event.type !== 'tool-call' && (event.choice ?? 0) === 0;
  return { text: event.type === 'text' ? said.text + event.text : said.text, tokens: said.tokens + event.tokens, isPlain };
}

const overtaken = (slow: Try, quick: Try): LintelErrorShape =>
  toErrorShape(new LintelError('timeout', `${slow.candidate.name} had not begun to answer when ${quick.candidate.name} did.`));

function failed(candidate: Candidate | undefined, error: LintelErrorShape): RunEvent {
  return { type: 'failure', candidate, error };
}
