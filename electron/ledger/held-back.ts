import type { Database } from './database.ts';
import { planIn } from './kept-plan.ts';

/** Requests that a budget kept from where they would have gone. */
export interface HeldBack {
  /** Why, each as a sentence of the plan. */
  readonly reasons: readonly string[];
  /** It was answered all the same. */
  readonly isAnswered: boolean;
}

/** Requests looked through, newest first: nobody waits for a count of more. */
const MOST = 2_000;

/** @returns those of the last requests since a moment (milliseconds since the epoch) that a budget kept from a place */
export function createHeldBack({ handle, fresh }: Database): (since: number) => readonly HeldBack[] {
  const select = handle.prepare(
    `SELECT status, plan FROM (SELECT id, status FROM requests WHERE created_at >= ? ORDER BY created_at DESC LIMIT ${MOST}) AS newest
     JOIN decisions ON decisions.request_id = newest.id WHERE instr(plan, '"constraint":"budget"') > 0`,
  );
  return (since) =>
    fresh(() =>
      select.all(since).map(({ status, plan }) => {
        const { refused } = planIn(plan);
        const reasons = refused.filter(({ constraint }) => constraint === 'budget').map(({ reason }) => reason);
        return { reasons, isAnswered: status === 'done' };
      }),
    );
}
