import type { ChatRequest } from '../chat/request.ts';
import type { CancelSignal } from '../chat/signal.ts';
import { meter } from './meter.ts';
import { named } from './names.ts';
import type { Plan } from './plan.ts';
import { consider } from './plan-for.ts';
import type { Ports } from './ports.ts';
import type { AnswerEvent } from './record.ts';
import { run } from './run.ts';

/** A way of speaking: how a request comes in and how the answer goes out. */
export interface Dialect<Wire, Reply> {
  /** Throws `bad-request` with the field's name. */
  normalise(wire: Wire): ChatRequest;
  respond(plan: Plan, events: AsyncIterable<AnswerEvent>): Promise<Reply>;
}

/**
 * THE PATH: request in -> normalise -> scan + traits -> decide -> run -> meter -> respond.
 * The window and every dialect of the port enter here.
 */
export async function route<Wire, Reply>(wire: Wire, dialect: Dialect<Wire, Reply>, ports: Ports, signal: CancelSignal): Promise<Reply> {
  const entered = ports.clock.elapsed();
  const request = named(dialect.normalise(wire), ports);
  const { plan, ...considered } = consider(request, ports);
  ports.ledger.opened(request, plan, considered);
  const events = run(plan, request, ports, signal);
  const answer = meter(events, plan, ports, entered);
  return dialect.respond(plan, answer);
}
