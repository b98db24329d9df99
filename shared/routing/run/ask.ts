import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import { say } from '../../chat/said.ts';
import type { Cancel } from '../../chat/signal.ts';
import { type Listening, listen, type Take } from '../../chat/told.ts';
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
  /**
   * Tells them until one ends the answer, or until it is stopped. Whatever an engine throws, and an end that is missing, becomes
   * the error event it should have been. Rejects with what the listener threw.
   */
  each(take: Take<ChatEvent>): Promise<void>;
  /** Ends what still runs. */
  stop(): void;
}

/** Asks one target, once somebody listens. @param note sees each event on its way, and may change it */
export function ask(asking: Asking, ports: Ports, note: (event: ChatEvent) => ChatEvent): Asked {
  const { name, zone, masked: isMasked } = asking.candidate;
  let listening: Listening<ChatEvent> | undefined;
  let isOver = false;
  const stop = () => {
    isOver = true;
    listening?.stop();
  };
  return {
    async each(take) {
      const tell = (told: ChatEvent): void | Promise<void> => {
        const event = note(told);
        if (event.type === 'finish' || event.type === 'error') isOver = true;
        return take(event);
      };
      const left = (error: unknown): never => {
        isOver = true;
        throw error;
      };
      try {
        listening = listen(isMasked === true ? chatMasked(asking, ports) : chatOpenly(asking, ports), (event) => {
          try {
            return tell(event)?.catch(left);
          } catch (error) {
            return left(error);
          }
        });
        if (isOver) listening.stop();
        await listening.over;
      } catch (error) {
        if (isOver) throw error;
        return tell({ type: 'error', error: toErrorShape(error) });
      }
      if (isOver) return undefined;
      const missing = say`${name} ended without an answer. Try again.`;
      return tell({
        type: 'error',
        error: toErrorShape(new LintelError(zone === 'device' ? 'engine-crashed' : 'stream-broken', missing)),
      });
    },
    stop,
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
