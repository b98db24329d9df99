import { setImmediate as turn } from 'node:timers/promises';
import type { RehearsalView } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { createTally } from '../../shared/routing/rehearsal/summary.ts';
import { type Rehearsed, type Rehearsing, rehearseOne, UNSEEN } from '../../shared/routing/rehearse.ts';
import type { PolicyStore } from '../ledger/policies.ts';
import type { RequestLedger } from '../ledger/requests.ts';
import type { Handlers } from './handlers.ts';
import { proposed } from './policy.ts';

export interface RehearsalOptions {
  readonly ports: Pick<Ports, 'fleet'>;
  readonly requests: Pick<RequestLedger, 'past'>;
  readonly policies: Pick<PolicyStore, 'current'>;
}

/** Decisions between two turns of the event loop: a few milliseconds, so that requests are served meanwhile. */
const AT_ONCE = 25;

/** Rows of a reply: what a person can look through. */
const MOST_ROWS = 1_000;

/** The call that replays the past under an edited policy. */
export function createRehearsalCalls({ ports, requests, policies }: RehearsalOptions): Pick<Handlers, 'rehearse'> {
  return {
    async rehearse({ body: { policy: edited, last, fleet }, signal }) {
      const inForce = policies.current();
      const policy = proposed(edited, inForce);
      const now = fleet === 'now' ? { fleet: ports.fleet.targets() } : {};
      const outcome = await replay({ policy, inForce, ...now }, requests, last, signal);
      return { ...outcome, unseen: UNSEEN.filter((part) => JSON.stringify(policy[part]) !== JSON.stringify(inForce[part])) };
    },
  };
}

/** Reads and replays a few at a time. Throws `cancelled` once the caller has left. */
async function replay(
  rehearsing: Rehearsing,
  requests: RehearsalOptions['requests'],
  last: number,
  signal: AbortSignal | undefined,
): Promise<Pick<RehearsalView, 'summary' | 'rows'>> {
  const tally = createTally();
  const changed: Rehearsed[] = [];
  const same: Rehearsed[] = [];
  let before: number | undefined;
  for (let left = last; left > 0; left -= AT_ONCE) {
    const decisions = requests.past(Math.min(left, AT_ONCE), before);
    for (const past of decisions) {
      const row = rehearseOne(past, rehearsing);
      tally.add(row);
      const kept = row.moved || row.leak !== undefined ? changed : same;
      if (kept.length < MOST_ROWS) kept.push(row);
      before = past.seq;
    }
    if (decisions.length < AT_ONCE) break;
    await turn();
    if (signal?.aborted) throw new LintelError('cancelled', say`The rehearsal was stopped.`);
  }
  return { summary: tally.summary(), rows: [...changed, ...same].slice(0, MOST_ROWS) };
}
