import type { Zone } from '../../shared/privacy/zones.ts';
import type { Spending } from '../../shared/routing/spending.ts';
import type { Database } from './database.ts';

/** What is set aside, on disk. */
export interface ReservationRows {
  /** Within a transaction. */
  insert(spending: Spending, at: number): void;
  /** Within a transaction. */
  remove(requestId: string, attempt: number): void;
  all(): readonly { readonly spending: Spending; readonly at: number }[];
}

export function createReservationRows({ handle, guard }: Database): ReservationRows {
  const insert = handle.prepare('INSERT INTO reservations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = handle.prepare('DELETE FROM reservations WHERE request_id = ? AND attempt = ?');
  const all = handle.prepare('SELECT * FROM reservations ORDER BY at');
  return {
    insert({ requestId, number, app, tags, project, conversationId, target, most }, at) {
      const { nanoDollars = 0, inputTokens, outputTokens } = most;
      insert.run(
        requestId,
        number,
        at,
        app,
        JSON.stringify(tags),
        project ?? null,
        conversationId ?? null,
        target.id,
        target.provider ?? null,
        target.zone,
        nanoDollars,
        inputTokens,
        outputTokens,
      );
    },
    remove: (requestId, attempt) => void remove.run(requestId, attempt),
    all: () => guard(() => all.all().map((row) => ({ spending: spendingOf(row), at: Number(row.at) }))),
  };
}

const spendingOf = (row: Record<string, unknown>): Spending => ({
  requestId: String(row.request_id),
  number: Number(row.attempt),
  app: String(row.app),
  tags: JSON.parse(String(row.tags)) as string[],
  ...(row.project === null ? {} : { project: String(row.project) }),
  ...(row.conversation_id === null ? {} : { conversationId: String(row.conversation_id) }),
  target: {
    id: String(row.target_id),
    zone: row.zone as Zone,
    ...(row.provider === null ? {} : { provider: String(row.provider) }),
  },
  most: { nanoDollars: Number(row.nano_dollars), inputTokens: Number(row.input_tokens), outputTokens: Number(row.output_tokens) },
});
