import { LintelError, type LintelErrorShape, toErrorShape } from '../chat/error.ts';
import type { ChatEvent } from '../chat/event.ts';
import type { ChatRequest } from '../chat/request.ts';
import type { CancelSignal } from '../chat/signal.ts';
import { restoring } from '../privacy/mask/restoring.ts';
import { masked } from './masked.ts';
import { issuePermit } from './permit.ts';
import type { Candidate, Plan } from './plan.ts';
import type { Ports } from './ports.ts';
import { refusalError } from './refusal.ts';

/** An engine's event with the target it came from, a failure that the next target makes good, or the one that ends the run. */
export type RunEvent =
  | { readonly type: 'piece'; readonly candidate: Candidate; readonly event: Exclude<ChatEvent, { type: 'error' }> }
  | { readonly type: 'fallback'; readonly candidate: Candidate; readonly error: LintelErrorShape }
  | { readonly type: 'failure'; readonly candidate: Candidate | undefined; readonly error: LintelErrorShape };

/**
 * Walks the plan until a target answers. A failure before the first token of a target falls back
 * to the next permitted one unseen; a later one ends the stream as an error, never as if complete.
 */
export async function* run(plan: Plan, request: ChatRequest, ports: Ports, signal: CancelSignal): AsyncGenerator<RunEvent> {
  if (plan.permitted.length === 0) yield failed(undefined, toErrorShape(refusalError(plan, request.model)));
  for (const [index, candidate] of plan.permitted.entries()) {
    const attempt = { requestId: plan.requestId, number: index + 1, target: candidate, startedAt: ports.clock.now() };
    const isLast = index === plan.permitted.length - 1;
    let hasText = false;
    let settled = false;
    try {
      for await (const event of tryTarget(plan, candidate, request, ports, signal)) {
        if (event.type === 'error') {
          settled = true;
          ports.ledger.attempted({ ...attempt, outcome: 'failed', error: event.error });
          if (othersMayDo(event.error) && !hasText && !isLast && !signal.aborted) {
            yield { type: 'fallback', candidate, error: event.error };
            break;
          }
          yield failed(candidate, event.error);
          return;
        }
        if (event.type === 'finish') {
          settled = true;
          ports.ledger.attempted({ ...attempt, outcome: event.reason === 'cancelled' ? 'cancelled' : 'answered' });
          yield { type: 'piece', candidate, event };
          return;
        }
        hasText ||= event.type === 'text' || event.type === 'reasoning' || event.type === 'tool-call';
        yield { type: 'piece', candidate, event };
      }
    } finally {
      if (!settled) ports.ledger.attempted({ ...attempt, outcome: 'cancelled' });
    }
  }
}

/** One target's events. Whatever an engine throws becomes the error event it should have been. */
async function* tryTarget(
  plan: Plan,
  candidate: Candidate,
  request: ChatRequest,
  ports: Ports,
  signal: CancelSignal,
): AsyncGenerator<ChatEvent> {
  try {
    yield* candidate.masked === true
      ? chatMasked(plan, candidate, request, ports, signal)
      : chatOpenly(plan, candidate, request, ports, signal);
    yield {
      type: 'error',
      error: toErrorShape(new LintelError('engine-crashed', `${candidate.name} ended without an answer. Try again.`)),
    };
  } catch (error) {
    yield { type: 'error', error: toErrorShape(error) };
  }
}

const chatOpenly = (plan: Plan, candidate: Candidate, request: ChatRequest, { fleet }: Ports, signal: CancelSignal) =>
  fleet.engine(candidate.targetId).chat(issuePermit(plan, candidate, false), request, signal);

/** Sends the request masked and puts the values back into what comes. What stands for what is on disk before anything leaves. */
async function* chatMasked(plan: Plan, candidate: Candidate, request: ChatRequest, ports: Ports, signal: CancelSignal) {
  const leaving = masked(request, ports);
  if (leaving === undefined)
    throw new LintelError('not-maskable', 'What was found in it cannot all be masked, so it was not sent. Choose a place nearer home.');
  if (request.conversationId !== undefined) ports.vault.write(request.conversationId, leaving.entries);
  const answer = ports.fleet.engine(candidate.targetId).chat(issuePermit(plan, candidate, true), leaving.request, signal);
  yield* restoring(answer, leaving.sent, request.output.type === 'text' ? 'plain' : 'json', leaving.addresses);
}

/** Whether the next target may do better: what was too long here may fit there, since only an engine counts exactly. */
const othersMayDo = ({ retryable, code }: LintelErrorShape) => retryable || code === 'context-overflow';

function failed(candidate: Candidate | undefined, error: LintelErrorShape): RunEvent {
  return { type: 'failure', candidate, error };
}
