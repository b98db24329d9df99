import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { dayAt, type OffsetAt } from '../../shared/money/calendar.ts';
import { scopesOf } from '../../shared/money/cap.ts';
import type { Database } from './database.ts';

/** A charge that was an estimate, and what it is instead. */
export interface Correction {
  readonly requestId: string;
  readonly attempt: number;
  /** When the try was made, in milliseconds since the epoch. */
  readonly at: number;
  /** What caps it falls under, as `app:…`. */
  readonly scopes: readonly string[];
  readonly wasNanoDollars: number;
  readonly isNanoDollars: number;
}

/**
 * Puts what a provider billed in place of an estimate: of a try that a crash cut short, or whose provider told no usage.
 * Only estimates can be corrected, each once. To be called within a transaction.
 * Throws `not-found` where the request has none, `bad-request` where it has several and none is named.
 */
export function createCorrections({ handle }: Database, offsetAt: OffsetAt) {
  const estimates = handle.prepare(
    `SELECT attempt, at, app, tags, project, conversation_id, target_id, provider, zone, cost_nano_dollars FROM usage
     WHERE request_id = ? AND estimated = 1 AND zone <> 'device' ORDER BY attempt`,
  );
  const correct = handle.prepare('UPDATE usage SET cost_nano_dollars = ?, estimated = 0 WHERE request_id = ? AND attempt = ?');
  const shift = handle.prepare(
    `UPDATE usage_days SET cost_nano_dollars = cost_nano_dollars + ?, estimated_nano_dollars = estimated_nano_dollars - ?
     WHERE kind = ? AND day = ? AND name = ?`,
  );
  return (requestId: string, attempt: number | undefined, nanoDollars: number): Correction => {
    const found = estimates.all(requestId).filter((row) => attempt === undefined || row.attempt === attempt);
    const [row] = found;
    if (row === undefined)
      throw new LintelError(
        'not-found',
        say`The request ${requestId} has no charge that is an estimate. See them with: lintel ledger export`,
      );
    if (found.length > 1) {
      const tries = found.map((one) => String(one.attempt)).join(', ');
      throw new LintelError('bad-request', say`The tries ${tries} of this request are estimates. Name one with --attempt.`, {
        field: 'attempt',
      });
    }
    const was = Number(row.cost_nano_dollars);
    const at = Number(row.at);
    const names = namesOf(row);
    correct.run(nanoDollars, requestId, Number(row.attempt));
    for (const [kind, name] of names) shift.run(nanoDollars - was, was, kind, dayAt(at, offsetAt), name);
    return {
      requestId,
      attempt: Number(row.attempt),
      at,
      scopes: scopesOf(spenderOf(row), {
        id: String(row.target_id),
        ...(row.provider === null ? {} : { provider: String(row.provider) }),
      }),
      wasNanoDollars: was,
      isNanoDollars: nanoDollars,
    };
  };
}

const tagsOf = (row: Record<string, unknown>) => JSON.parse(String(row.tags)) as string[];

const spenderOf = (row: Record<string, unknown>) => ({
  app: String(row.app),
  tags: tagsOf(row),
  ...(row.project === null ? {} : { project: String(row.project) }),
  ...(row.conversation_id === null ? {} : { conversationId: String(row.conversation_id) }),
});

/** The sums of a day that a try is part of. */
function namesOf(row: Record<string, unknown>): readonly (readonly [kind: string, name: string])[] {
  const named = (kind: string, value: unknown) => (value === null ? [] : [[kind, String(value)] as const]);
  return [
    ['total', ''],
    ...named('app', row.app),
    ...named('model', row.target_id),
    ...named('zone', row.zone),
    ...named('provider', row.provider),
    ...[...new Set(tagsOf(row))].map((tag) => ['tag', tag] as const),
    ...named('project', row.project),
    ...named('conversation', row.conversation_id),
  ];
}
