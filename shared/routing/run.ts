import { LintelError, type LintelErrorShape, toErrorShape } from '../chat/error.ts';
import type { ChatEvent } from '../chat/event.ts';
import type { ChatRequest } from '../chat/request.ts';
import { say } from '../chat/said.ts';
import type { CancelSignal } from '../chat/signal.ts';
import { type Take, type Told, told } from '../chat/told.ts';
import { NO_USAGE } from '../chat/usage.ts';
import type { Candidate, Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import { refusalError } from './refusal.ts';
import { type Chain, createChain, type Failure, type Step } from './run/chain.ts';
import type { Said } from './run/continued.ts';
import { contest, hedgeAfterMs, mayHedge } from './run/hedge.ts';
import { openTry, type Try } from './run/try.ts';
import { isPiece } from './run/watched.ts';
import { isEnd } from './run/what-next.ts';

/**
 * An engine's event with the target it came from; a failure that the next target makes good, or that breaks an answer which
 * `by` goes on with; or the failure that ends the run.
 */
export type RunEvent =
  | {
      readonly type: 'piece';
      readonly candidate: Candidate;
      readonly event: Exclude<ChatEvent, { type: 'error' }>;
      /** When the target was asked, on `Clock.elapsed`; absent: with the request itself. */
      readonly askedAt?: number;
    }
  | { readonly type: 'fallback'; readonly candidate: Candidate; readonly error: LintelErrorShape }
  | { readonly type: 'broken'; readonly candidate: Candidate; readonly error: LintelErrorShape; readonly by: Candidate }
  | { readonly type: 'failure'; readonly candidate: Candidate | undefined; readonly error: LintelErrorShape };

/**
 * Walks the plan until a target answers. A failure before the first token is tried again or falls back to the next permitted
 * target unseen, within one budget of retries and one deadline. A later one ends the stream as an error, never as if
 * complete, or another permitted target goes on with the answer where the policy says so.
 */
export const run = (plan: Plan, request: ChatRequest, ports: Ports, signal: CancelSignal): Told<RunEvent> =>
  told((take) => walk(plan, request, ports, signal, take));

async function walk(plan: Plan, request: ChatRequest, ports: Ports, signal: CancelSignal, take: Take<RunEvent>): Promise<void> {
  const chain = createChain(plan, request, ports);
  let step = chain.first();
  if (step === undefined) await take(failed(undefined, toErrorShape(refusalError(plan, request.model))));
  while (step !== undefined) {
    const failures: readonly Failure[] | undefined = await answer(step, chain, ports, signal, take);
    const last = failures?.at(-1);
    if (failures === undefined || last === undefined) return;
    const next = signal.aborted ? undefined : chain.after(failures);
    if (next === undefined) {
      await take(failed(last.candidate, last.error));
      return;
    }
    for (const { candidate, error, said } of failures) {
      if (said !== undefined) await take({ type: 'broken', candidate, error, by: next.candidate });
      else if (next.candidate !== candidate) await take({ type: 'fallback', candidate, error });
    }
    if (next.waitMs > 0) {
      chain.spend(next.waitMs);
      await ports.clock.wait(next.waitMs, signal);
      if (signal.aborted) {
        await take({ type: 'piece', candidate: last.candidate, event: { type: 'finish', reason: 'cancelled', usage: NO_USAGE } });
        return;
      }
    }
    step = next;
  }
}

/** Tries one target, and where it is slow to begin a second one beside it. Returns how they failed, the last one last; nothing where one answered. */
async function answer(
  step: Step,
  chain: Chain,
  ports: Ports,
  signal: CancelSignal,
  take: Take<RunEvent>,
): Promise<readonly Failure[] | undefined> {
  const { plan } = step;
  /** With how long the first had run when each began. */
  const tries = new Map<Try, number>();
  const open = (candidate: Candidate, goneMs: number): Try => {
    const asking = { ...step, candidate, number: chain.begin(candidate), deadlines: chain.deadlines(candidate, goneMs) };
    const one = openTry(asking, ports, signal);
    tries.set(one, goneMs);
    return one;
  };
  const first = open(step.candidate, 0);
  const afterMs = step.request.work === undefined ? hedgeAfterMs(plan, step.candidate, ports) : undefined;
  const openSecond = () => {
    const second = chain.ahead((candidate) => mayHedge(plan, step.candidate, candidate, ports));
    return second && open(second, first.countedMs());
  };
  const hedge = afterMs === undefined ? undefined : { afterMs, open: openSecond };
  let failures: Failure[] = [];
  let said: Said | undefined;
  let speaker = first;
  let isAnswered = false;
  const settleAll = () => {
    for (const one of tries.keys()) one.settle('cancelled');
  };
  const fail = (from: Try, error: LintelErrorShape, hasOtherKey: boolean) => {
    const { candidate } = from;
    from.settle('failed', error);
    const failure = { candidate, error, hasOtherKey, ...(said === undefined ? {} : { said }) };
    chain.failed(failure);
    failures.push(failure);
    if (isEnd(error.code, plan)) settleAll();
  };
  const hear = (event: ChatEvent, from: Try): void | Promise<void> => {
    const error = errorOf(event, from, plan, said === undefined);
    if (error !== undefined) return fail(from, error, event.type === 'error' && event.hasOtherKey === true);
    if (event.type === 'error') return undefined;
    if (!isPiece(event) && event.type !== 'finish') return tell(event, from);
    const isOther = from !== speaker;
    const overtook = isOther ? (failures[0]?.error ?? overtaken(first, from)) : undefined;
    speaker = from;
    if (failures.length > 0) failures = [];
    const wait = overtook === undefined ? undefined : take({ type: 'fallback', candidate: first.candidate, error: overtook });
    return wait === undefined ? speak(event, from) : wait.then(() => speak(event, from));
  };
  const speak = (event: Exclude<ChatEvent, { type: 'error' }>, from: Try) => {
    if (event.type === 'finish') {
      isAnswered = true;
      from.settle(event.reason === 'cancelled' ? 'cancelled' : 'answered');
    } else if (isPiece(event)) said = saidWith(said, event);
    return tell(event, from);
  };
  const tell = (event: Exclude<ChatEvent, { type: 'error' }>, { candidate, askedAt }: Try) =>
    take(askedAt === undefined ? { type: 'piece', candidate, event } : { type: 'piece', candidate, event, askedAt });
  try {
    await contest(first, hedge, ports.clock, hear);
    return isAnswered ? undefined : failures;
  } finally {
    settleAll();
    // Those that ran beside each other took the time of the longer one.
    chain.spend(Math.max(...[...tries].map(([one, goneMs]) => goneMs + one.countedMs())));
  }
}

/** The failure that an event is. A filter that let nothing through is one, where another target may be asked instead. */
function errorOf(event: ChatEvent, { candidate }: Try, plan: Plan, isSilent: boolean): LintelErrorShape | undefined {
  if (event.type === 'error') return event.error;
  if (event.type !== 'finish' || event.reason !== 'content-filter' || !isSilent || plan.onContentRefused !== 'next') return undefined;
  return toErrorShape(new LintelError('content-refused', say`${candidate.name} would not answer this.`));
}

/** Goes on in the same object: it is one for each token. */
function saidWith(said: Growing<Said> = { text: '', tokens: 0, isPlain: true }, event: Extract<ChatEvent, { tokens: number }>) {
  if (event.type === 'text') said.text += event.text;
  if (event.type === 'tool-call' || (event.choice ?? 0) !== 0) said.isPlain = false;
  said.tokens += event.tokens;
  return said;
}

type Growing<Type> = { -readonly [Name in keyof Type]: Type[Name] };

const overtaken = (slow: Try, quick: Try): LintelErrorShape =>
  toErrorShape(new LintelError('timeout', say`${slow.candidate.name} had not begun to answer when ${quick.candidate.name} did.`));

function failed(candidate: Candidate | undefined, error: LintelErrorShape): RunEvent {
  return { type: 'failure', candidate, error };
}
