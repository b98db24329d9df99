import { createHash } from 'node:crypto';
import type { Plan } from '../../shared/routing/plan.ts';
import type { Answer } from '../../shared/routing/record.ts';
import { type KeptBasis, type KeptTarget, keep, keepTarget, restore } from '../../shared/routing/rehearsal/keep.ts';
import type { Considered, PastDecision, PastOutcome } from '../../shared/routing/rehearsal/past.ts';
import type { Target } from '../../shared/routing/target.ts';
import type { Database } from './database.ts';

/** What decisions followed from, for rehearsals. Holds no text of any prompt. */
export interface DecisionStore {
  /** Puts down what a decision followed from. To be called within a transaction. */
  keep(considered: Considered, plan: Plan): void;
  /**
   * Past decisions with what became of them, newest first.
   * @param before only those before the one with this `seq`
   */
  past(limit: number, before?: number): readonly (PastDecision & { readonly seq: number })[];
}

/** Decisions kept, and some more; those of longest ago go first. */
const MOST_DECISIONS = 10_000;
/** Fleets known by heart, so that the same one is not hashed for every request. */
const MOST_REMEMBERED = 64;
/** Fleets that were written since those of forgotten decisions were last deleted. */
const FLEETS_BETWEEN_SWEEPS = 256;

/** Decisions that are forgotten at a time: each time writes a page of its own. */
const MOST_FORGOTTEN = 64;

type Fleet = readonly KeptTarget[];

/** @param most decisions kept */
export function createDecisionStore({ handle, guard, fresh, onTakenBack }: Database, most = MOST_DECISIONS): DecisionStore {
  const insertFleet = handle.prepare('INSERT INTO fleets (sha256, fleet) VALUES (?, ?)');
  const selectFleetId = handle.prepare('SELECT id FROM fleets WHERE sha256 = ?');
  const selectFleet = handle.prepare('SELECT fleet FROM fleets WHERE id = ?');
  const insert = handle.prepare('INSERT INTO bases (request_id, fleet_id, basis) VALUES (?, ?, ?)');
  const forget = handle.prepare('DELETE FROM bases WHERE seq <= ?');
  const sweep = handle.prepare('DELETE FROM fleets WHERE id NOT IN (SELECT fleet_id FROM bases)');
  const select = handle.prepare(
    `SELECT bases.seq, bases.fleet_id, bases.basis, requests.id, requests.created_at, requests.status, requests.answer, decisions.policy_version
     FROM bases JOIN requests ON requests.id = bases.request_id JOIN decisions ON decisions.request_id = bases.request_id
     WHERE bases.seq < ? ORDER BY bases.seq DESC LIMIT ?`,
  );
  const remembered = new Map<string, number>();
  let unswept = 0;
  /** Most targets are the same ones from one request to the next. */
  const texts = new WeakMap<Target, string>();
  const forgotten = Math.min(MOST_FORGOTTEN, Math.ceil(most / MOST_FORGOTTEN));
  // What was found within a transaction that is gone was never there.
  onTakenBack(() => remembered.clear());
  guard(() => void sweep.run());

  function idOf(fleet: string): number {
    const known = remembered.get(fleet);
    if (known !== undefined) return known;
    const sha256 = createHash('sha256').update(fleet).digest();
    const row = selectFleetId.get(sha256);
    if (row === undefined) {
      unswept++;
      return Number(insertFleet.run(sha256, fleet).lastInsertRowid);
    }
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(fleet, Number(row.id));
    return Number(row.id);
  }

  function textOf(target: Target): string {
    const known = texts.get(target) ?? JSON.stringify(keepTarget(target));
    texts.set(target, known);
    return known;
  }

  return {
    keep(considered, plan) {
      if (unswept >= FLEETS_BETWEEN_SWEEPS) {
        sweep.run();
        remembered.clear();
        unswept = 0;
      }
      const fleet = `[${considered.fleet.map(textOf).join(',')}]`;
      const { lastInsertRowid } = insert.run(plan.requestId, idOf(fleet), JSON.stringify(keep(considered, plan)));
      const seq = Number(lastInsertRowid);
      if (seq % forgotten === 0) forget.run(seq - most);
    },
    past: (limit, before = Number.MAX_SAFE_INTEGER) =>
      fresh(() => {
        const fleets = new Map<number, Fleet>();
        const fleetOf = (id: number): Fleet => {
          const known = fleets.get(id) ?? (JSON.parse(String(selectFleet.get(id)?.fleet ?? '[]')) as Fleet);
          fleets.set(id, known);
          return known;
        };
        return select.all(before, limit).map((row) => decisionIn(row, fleetOf(Number(row.fleet_id))));
      }),
  };
}

function decisionIn(row: Record<string, unknown>, fleet: Fleet): PastDecision & { readonly seq: number } {
  const { planned, ...basis } = JSON.parse(String(row.basis)) as KeptBasis;
  return {
    ...restore(basis, fleet, String(row.id)),
    seq: Number(row.seq),
    at: Number(row.created_at),
    policyVersion: Number(row.policy_version),
    ...(planned === undefined ? {} : { planned }),
    outcome: outcomeIn(row, planned),
  };
}

function outcomeIn({ status, answer }: Record<string, unknown>, planned: PastDecision['planned']): PastOutcome {
  const known = status as PastOutcome['status'];
  const ended = answer === null ? undefined : (JSON.parse(String(answer)) as Answer);
  const { targetId, name, zone, masked } = ended?.target ?? planned ?? {};
  if (targetId === undefined || name === undefined || zone === undefined) return { status: known };
  const place = { targetId, name, zone, ...(masked === undefined ? {} : { masked }) };
  if (ended?.status !== 'done') return { status: known, place };
  const { usage, timings } = ended;
  const happened = { costNanoDollars: usage.costNanoDollars, firstTokenMs: timings.firstTokenMs, totalMs: timings.totalMs };
  return { status: known, place, happened };
}
