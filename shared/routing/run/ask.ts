import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import { say } from '../../chat/said.ts';
import type { Cancel } from '../../chat/signal.ts';
import { restoring } from '../../privacy/mask/restoring.ts';
import { vectorSpaceOf } from '../constraints/vectors.ts';
import { masked } from '../masked.ts';
import { issuePermit } from '../permit.ts';
import type { Candidate, Plan } from '../plan.ts';
import type { Ports } from '../ports.ts';
import type { Account } from './account.ts';
import type { Deadlines } from './deadlines.ts';
import { watched } from './watched.ts';
import { worked } from './work.ts';

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

/** One target's events, while they come. */
export interface Asked {
  /** The next one. Whatever an engine throws, and an end that is missing, becomes the error event it should have been. */
  next(): Promise<ChatEvent>;
  /** Ends what still runs. */
  stop(): void;
}

/** Asks one target, with the first event that is wanted. @param note sees each event on its way, and may change it */
export function ask(asking: Asking, ports: Ports, note: (event: ChatEvent) => ChatEvent): Asked {
  const { name, zone, masked: isMasked } = asking.candidate;
  let events: AsyncIterator<ChatEvent> | undefined;
  const failed = (error: unknown): ChatEvent => note({ type: 'error', error: toErrorShape(error) });
  const taken = ({ done, value }: IteratorResult<ChatEvent>): ChatEvent =>
    done === true
      ? failed(new LintelError(zone === 'device' ? 'engine-crashed' : 'stream-broken', say`${name} ended without an answer. Try again.`))
      : note(value);
  return {
    next() {
      try {
        events ??= (isMasked === true ? chatMasked(asking, ports) : chatOpenly(asking, ports))[Symbol.asyncIterator]();
      } catch (error) {
        return Promise.resolve(failed(error));
      }
      return events.next().then(taken, failed);
    },
    stop: () => void events?.return?.()?.catch(() => undefined),
  };
}

function chatOpenly(
  { plan, candidate, request, number, deadlines, cancel, account }: Asking,
  { fleet, clock, vectors }: Ports,
): AsyncIterable<ChatEvent> {
  const engine = fleet.engine(candidate.targetId);
  const permit = issuePermit(plan, candidate, false, number);
  const allowed = account.open(request);
  const { work, app } = allowed;
  const keepSpace = () => vectors?.keep(app, vectorSpaceOf(candidate));
  const answer =
    work === undefined ? engine.chat(permit, allowed, cancel.signal) : worked(engine, permit, allowed, work, cancel.signal, keepSpace);
  return watched(answer, candidate, deadlines, clock, cancel);
}

/** Sends the request masked and puts the values back into what comes. What stands for what is on disk before anything leaves. */
function chatMasked({ plan, candidate, request, number, deadlines, cancel, account }: Asking, ports: Ports): AsyncIterable<ChatEvent> {
  const leaving = request.work === undefined ? masked(request, ports) : undefined;
  if (leaving === undefined)
    throw new LintelError('not-maskable', say`What was found in it cannot all be masked, so it was not sent. Choose a place nearer home.`);
  if (request.conversationId !== undefined) ports.vault.write(request.conversationId, leaving.entries);
  const engine = ports.fleet.engine(candidate.targetId);
  const answer = engine.chat(issuePermit(plan, candidate, true, number), account.open(leaving.request), cancel.signal);
  const events = watched(answer, candidate, deadlines, ports.clock, cancel);
  return restoring(events, leaving.sent, request.output.type === 'text' ? 'plain' : 'json', leaving.addresses);
}
