import type { DatabaseSync } from 'node:sqlite';
import type { Note } from './journal.ts';

/** A request that was decided, as it is written before anything of it leaves. */
export interface RequestRow {
  readonly id: string;
  readonly app: string;
  readonly dialect: string;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly policyVersion: number;
  readonly ceiling: string;
}

/** @param plan in JSON */
export const requestNote = (row: RequestRow, plan: string): Note => ({
  kind: 'request',
  json: `{"row":${JSON.stringify(row)},"plan":${plan}}`,
});

/** Writes a request and its decision into their tables. To be called in a transaction. */
export function createRequestRows(handle: DatabaseSync): (row: RequestRow, plan: string) => void {
  const insertRequest = handle.prepare(`INSERT INTO requests (id, app, dialect, model, created_at, status) VALUES (?, ?, ?, ?, ?, 'open')`);
  const insertDecision = handle.prepare('INSERT INTO decisions (request_id, policy_version, ceiling, plan) VALUES (?, ?, ?, ?)');
  return ({ id, app, dialect, model, at, policyVersion, ceiling }, plan) => {
    insertRequest.run(id, app, dialect, model, at);
    insertDecision.run(id, policyVersion, ceiling, plan);
  };
}
