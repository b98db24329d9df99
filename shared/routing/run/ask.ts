import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import type { Cancel } from '../../chat/signal.ts';
import { restoring } from '../../privacy/mask/restoring.ts';
import { masked } from '../masked.ts';
import { issuePermit } from '../permit.ts';
import type { Candidate, Plan } from '../plan.ts';
import type { Ports } from '../ports.ts';
import type { Account } from './account.ts';
import type { Deadlines } from './deadlines.ts';
import { watched } from './watched.ts';

/** One try of one target, before it began. */
export interface Asking {
  readonly plan: Plan;
  readonly candidate: Candidate;
  readonly request: ChatRequest;
  /** 1 for the first try of the request. */
  readonly number: number;
  readonly deadlines: Deadlines;
  readonly cancel: Cancel;
  readonly account: Account;
}

/** One target's events. Whatever an engine throws, and an end that is missing, becomes the error event it should have been. */
export async function* ask(asking: Asking, ports: Ports): AsyncGenerator<ChatEvent> {
  const { name, zone, masked: isMasked } = asking.candidate;
  try {
    yield* isMasked === true ? chatMasked(asking, ports) : chatOpenly(asking, ports);
    const code = zone === 'device' ? 'engine-crashed' : 'stream-broken';
    yield { type: 'error', error: toErrorShape(new LintelError(code, `${name} ended without an answer. Try again.`)) };
  } catch (error) {
    yield { type: 'error', error: toErrorShape(error) };
  }
}

function chatOpenly(
  { plan, candidate, request, number, deadlines, cancel, account }: Asking,
  { fleet, clock }: Ports,
): AsyncIterable<ChatEvent> {
  const engine = fleet.engine(candidate.targetId);
  const answer = engine.chat(issuePermit(plan, candidate, false, number), account.open(request), cancel.signal);
  return watched(answer, candidate, deadlines, clock, cancel);
}

/** Sends the request masked and puts the values back into what comes. What stands for what is on disk before anything leaves. */
async function* chatMasked(
  { plan, candidate, request, number, deadlines, cancel, account }: Asking,
  ports: Ports,
): AsyncGenerator<ChatEvent> {
  const leaving = masked(request, ports);
  if (leaving === undefined)
    throw new LintelError('not-maskable', 'What was found in it cannot all be masked, so it was not sent. Choose a place nearer home.');
  if (request.conversationId !== undefined) ports.vault.write(request.conversationId, leaving.entries);
  const engine = ports.fleet.engine(candidate.targetId);
  const answer = engine.chat(issuePermit(plan, candidate, true, number), account.open(leaving.request), cancel.signal);
  const events = watched(answer, candidate, deadlines, ports.clock, cancel);
  yield* restoring(events, leaving.sent, request.output.type === 'text' ? 'plain' : 'json', leaving.addresses);
}
