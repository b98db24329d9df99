import { isLintelError, LintelError, type LintelErrorShape, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import type { CancelSignal } from '../../chat/signal.ts';
import type { Permit } from '../permit.ts';
import type { Engine, Fleet } from '../ports.ts';
import { WHAT_NEXT } from '../run/what-next.ts';
import type { Target } from '../target.ts';
import type { BreakerView, Outcome } from './breaker.ts';
import type { Breakers, Pass } from './breakers.ts';

/** A fleet whose targets beyond this device have circuit breakers, which show as their faults, and counts of what runs there. Those on this device have their own quarantine. */
export function withBreakers(fleet: Fleet, breakers: Breakers): Fleet {
  return {
    targets: () => fleet.targets().map((target) => (target.zone === 'device' ? target : seen(target, breakers.state(target.id)))),
    engine: (targetId) => guarded(fleet.engine(targetId), breakers),
  };
}

function seen(target: Target, view: BreakerView): Target {
  const fault = target.fault ?? faultOf(view);
  // What a server says of itself holds others' requests too.
  return { ...target, inFlight: Math.max(target.inFlight, view.inFlight), ...(fault === undefined ? {} : { fault }) };
}

function faultOf({ phase, failures, opensInMs, isProbing }: BreakerView): string | undefined {
  if (phase === 'open') {
    const times = failures === 1 ? 'once' : `${failures} times`;
    return `It failed ${times}; it is tried again in ${Math.ceil(opensInMs / 1000)} s.`;
  }
  return isProbing ? 'It failed lately; one request is just trying whether it works again.' : undefined;
}

function guarded(engine: Engine, breakers: Breakers): Engine {
  const { embed, rerank } = engine;
  return {
    chat: (permit, request, signal) =>
      permit.zone === 'device' ? engine.chat(permit, request, signal) : chat(engine, breakers, permit, request, signal),
    ...(embed && {
      embed: (permit, request, signal) => once(breakers, permit, () => embed.call(engine, permit, request, signal)),
    }),
    ...(rerank && {
      rerank: (permit, request, signal) => once(breakers, permit, () => rerank.call(engine, permit, request, signal)),
    }),
  };
}

async function* chat(
  engine: Engine,
  breakers: Breakers,
  permit: Permit,
  request: ChatRequest,
  signal: CancelSignal,
): AsyncGenerator<ChatEvent> {
  const pass = breakers.enter(permit.targetId);
  if (pass === undefined) {
    yield { type: 'error', error: toErrorShape(refusal(breakers.state(permit.targetId))) };
    return;
  }
  try {
    for await (const event of engine.chat(permit, request, signal)) {
      if (event.type === 'error') endWith(pass, event.error, event.key);
      if (event.type === 'finish') pass.end(event.reason === 'cancelled' ? cancelledBy(signal) : 'worked');
      yield event;
    }
    // It ended without an end, which nobody else need see as a failure of it.
    pass.end(signal.aborted ? cancelledBy(signal) : 'failed');
  } catch (error) {
    endWith(pass, toErrorShape(error));
    throw error;
  } finally {
    pass.end(cancelledBy(signal));
  }
}

async function once<Result>(breakers: Breakers, permit: Permit, work: () => Promise<Result>): Promise<Result> {
  if (permit.zone === 'device') return work();
  const pass = breakers.enter(permit.targetId);
  if (pass === undefined) throw refusal(breakers.state(permit.targetId));
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
function endWith(pass: Pass, { code, retryAfterMs }: LintelErrorShape, key?: string): void {
  const { blames } = WHAT_NEXT[code];
  if (blames === undefined || (blames === 'key' && key !== undefined)) pass.end('neither');
  else pass.end('failed', retryAfterMs);
}

/** Aborted because it was late, it failed; else whoever asked went away. */
const cancelledBy = ({ aborted, reason }: CancelSignal): Outcome =>
  aborted && isLintelError(reason) && reason.code === 'timeout' ? 'failed' : 'neither';

function refusal(view: BreakerView): LintelError {
  const sentence = faultOf(view) ?? 'It failed lately and takes only some of the requests until it proved itself.';
  return new LintelError('overloaded', `${sentence} Try again then, or choose another model.`, {
    ...(view.opensInMs > 0 ? { retryAfterMs: view.opensInMs } : {}),
  });
}
