import { english } from '../../chat/english.ts';
import { isLintelError, LintelError, type LintelErrorShape, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import { say } from '../../chat/said.ts';
import type { CancelSignal } from '../../chat/signal.ts';
import { type Listening, listen, type Take, type Told, told } from '../../chat/told.ts';
import { NO_USAGE } from '../../chat/usage.ts';
import type { Permit } from '../permit.ts';
import type { Clock, Engine, Fleet } from '../ports.ts';
import { isPiece } from '../run/watched.ts';
import { WHAT_NEXT } from '../run/what-next.ts';
import type { Rest, Target } from '../target.ts';
import { admission } from './admission.ts';
import type { BreakerView, Outcome } from './breaker.ts';
import type { Breakers, Pass } from './breakers.ts';

/** What guards a fleet's engines. */
interface Guard {
  readonly breakers: Breakers;
  readonly clock: Pick<Clock, 'elapsed' | 'wait'>;
}

/** A fleet whose targets beyond this device have circuit breakers, which show as their rests, and counts of what runs there. Those on this device have their own quarantine. */
export function withBreakers(fleet: Fleet, breakers: Breakers, clock: Guard['clock']): Fleet {
  return {
    targets: () => fleet.targets().map((target) => (target.zone === 'device' ? target : seen(target, breakers.state(target.id)))),
    engine: (targetId) => guarded(fleet.engine(targetId), { breakers, clock }),
  };
}

function seen(target: Target, view: BreakerView): Target {
  const rests = restOf(view);
  if (rests === undefined && view.inFlight <= target.inFlight) return target;
  // What a server says of itself holds others' requests too.
  return { ...target, inFlight: Math.max(target.inFlight, view.inFlight), ...(rests === undefined ? {} : { rests }) };
}

function restOf({ phase, failures, opensInMs, why }: BreakerView): Rest | undefined {
  if (phase !== 'open') return undefined;
  const times = failures === 1 ? say`once` : say`${failures} times`;
  const said = say`It failed ${times}; it is tried again in ${Math.ceil(opensInMs / 1000)} s.`;
  return { why, opensInMs, sentence: english(said), said };
}

function guarded(engine: Engine, guard: Guard): Engine {
  const { count, embed, rerank, pass } = engine;
  return {
    chat: (permit, request, signal) =>
      permit.zone === 'device' ? engine.chat(permit, request, signal) : chat(engine, guard, permit, request, signal),
    // Only models of this device count, and these are never guarded.
    ...(count && { count: count.bind(engine) }),
    ...(embed && {
      embed: (permit, request, signal) => once(guard, permit, request.app, signal, () => embed.call(engine, permit, request, signal)),
    }),
    ...(rerank && {
      rerank: (permit, request, signal) => once(guard, permit, request.app, signal, () => rerank.call(engine, permit, request, signal)),
    }),
    ...(pass && {
      pass: (permit, request, signal) => once(guard, permit, request.app, signal, () => pass.call(engine, permit, request, signal)),
    }),
  };
}

/** Told rather than pulled: each token passes it. */
function chat(engine: Engine, { breakers, clock }: Guard, permit: Permit, request: ChatRequest, signal: CancelSignal): Told<ChatEvent> {
  let pass: Pass | undefined;
  let listening: Listening<ChatEvent> | undefined;
  let waitedMs = 0;
  let hasBegun = false;
  let isOver = false;

  async function each(take: Take<ChatEvent>): Promise<void> {
    const askedAt = clock.elapsed();
    pass = await admission(breakers, permit, request.app, clock, signal);
    if (pass === undefined || isOver) {
      end();
      await take(
        signal.aborted
          ? { type: 'finish', reason: 'cancelled', usage: NO_USAGE }
          : { type: 'error', error: toErrorShape(refusal(breakers.state(permit.targetId))) },
      );
      return;
    }
    waitedMs = clock.elapsed() - askedAt;
    try {
      listening = listen(engine.chat(permit, request, signal), (event) => take(noted(event)));
      await listening.over;
      // It ended without an end, which nobody else need see as a failure of it.
      pass.end(signal.aborted ? cancelledBy(signal) : 'failed');
    } catch (error) {
      endWith(pass, toErrorShape(error));
      throw error;
    } finally {
      end();
    }
  }

  function end(): void {
    isOver = true;
    pass?.end(cancelledBy(signal));
  }

  function noted(event: ChatEvent): ChatEvent {
    if (event.type === 'start') return { ...event, queueMs: event.queueMs + waitedMs };
    if (event.type === 'error') endWith(pass, event.error, event.key);
    else if (event.type === 'finish') pass?.end(event.reason === 'cancelled' ? cancelledBy(signal) : 'worked');
    else if (!hasBegun && isPiece(event)) {
      hasBegun = true;
      pass?.answers();
    }
    return event;
  }

  return told(each, () => {
    end();
    listening?.stop();
  });
}

async function once<Result>(
  { breakers, clock }: Guard,
  permit: Permit,
  app: string,
  signal: CancelSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  if (permit.zone === 'device') return work();
  const pass = await admission(breakers, permit, app, clock, signal);
  if (pass === undefined)
    throw signal.aborted ? new LintelError('cancelled', say`It was stopped.`) : refusal(breakers.state(permit.targetId));
  try {
    const result = await work();
    pass.end('worked');
    return result;
  } catch (error) {
    endWith(pass, toErrorShape(error));
    throw error;
  }
}

/** A key's failure is not its target's, where the engine says which key it was. What is nobody's failure counts for nothing. */
function endWith(pass: Pass | undefined, { code, retryAfterMs }: LintelErrorShape, key?: string): void {
  const { blames } = WHAT_NEXT[code];
  if (blames === undefined || (blames === 'key' && key !== undefined)) pass?.end('neither');
  else pass?.end(code === 'rate-limited' ? 'limited' : 'failed', retryAfterMs);
}

/** Aborted because it was late, it failed; else whoever asked went away. */
const cancelledBy = ({ aborted, reason }: CancelSignal): Outcome =>
  aborted && isLintelError(reason) && reason.code === 'timeout' ? 'failed' : 'neither';

/** Where nobody knows how long it takes it to prove itself. */
const SOON_MS = 3_000;

function refusal(view: BreakerView): LintelError {
  const rest = restOf(view);
  const said = rest?.said ?? rest?.sentence ?? say`It failed lately and takes only some of the requests until it proved itself.`;
  return new LintelError(
    rest?.why === 'rate-limited' ? 'rate-limited' : 'overloaded',
    say`${said} Try again then, or choose another model.`,
    {
      retryAfterMs: rest?.opensInMs ?? SOON_MS,
    },
  );
}
