import type { RequestRow, TraceView } from '../../shared/api/activity-views.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Answer } from '../../shared/routing/record.ts';
import type { Database } from './database.ts';
import { planIn } from './kept-plan.ts';

/** Which requests are looked for; what is absent does not matter. */
export interface RequestFilter {
  /** Only those that came before the one with this `seq`. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly app?: string | undefined;
  readonly tag?: string | undefined;
  readonly targetId?: string | undefined;
  readonly zone?: Zone | 'refused' | undefined;
  readonly status?: RequestRow['status'] | undefined;
  /** Milliseconds since the epoch. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What is read of requests that are over or under way. Holds no text of any prompt or answer. */
export interface RequestLog {
  /** Newest first; `next` goes on where this ended, and is absent where there are no older ones. */
  list(filter: RequestFilter): { readonly entries: readonly RequestRow[]; readonly next?: number };
  /** All that is kept of one request; nothing where it is not kept. */
  trace(id: string): TraceView | undefined;
}

/** Requests looked through at a time, so that a rare filter holds nobody up. */
const AT_A_TIME = 5_000;

const COLUMNS = `requests.rowid AS seq, requests.id, app, dialect, model, created_at, finished_at, status, target_id, zone, input_tokens,
  cached_input_tokens, output_tokens, cost_nano_dollars, plan, answer`;

export function createRequestLog({ handle, fresh }: Database): RequestLog {
  const ends = handle.prepare('SELECT MIN(rowid) AS first, MAX(rowid) AS last FROM requests');
  const one = handle.prepare(`SELECT ${COLUMNS} FROM requests JOIN decisions ON decisions.request_id = requests.id WHERE requests.id = ?`);
  const attempts = handle.prepare(
    'SELECT number, target_id AS targetId, zone, started_at AS startedAt, finished_at AS finishedAt, outcome, error_code AS errorCode FROM attempts WHERE request_id = ? ORDER BY number',
  );
  const charges = handle.prepare(
    `SELECT attempt, target_id AS targetId, zone, outcome, estimated, cost_nano_dollars AS costNanoDollars, expected_nano_dollars AS
     expectedNanoDollars, would_cost_nano_dollars AS wouldCostNanoDollars, energy_joules AS energyJoules FROM usage WHERE request_id = ? ORDER BY attempt`,
  );
  const reserved = handle.prepare('SELECT attempt, nano_dollars AS nanoDollars FROM reservations WHERE request_id = ? ORDER BY attempt');
  const left = handle.prepare('SELECT seq FROM egress WHERE request_id = ? ORDER BY seq LIMIT 100');

  return {
    list: ({ before, limit, ...wanted }) =>
      fresh(() => {
        const { first, last } = ends.get() ?? {};
        if (first === null || first === undefined) return { entries: [] };
        const start = before ?? Number(last) + 1;
        const floor = start - AT_A_TIME;
        const [where, values] = conditionsOf(wanted);
        const rows = handle
          .prepare(
            `SELECT ${COLUMNS} FROM requests JOIN decisions ON decisions.request_id = requests.id
             WHERE requests.rowid < ? AND requests.rowid >= ?${where} ORDER BY requests.rowid DESC LIMIT ?`,
          )
          .all(start, floor, ...values, limit);
        const entries = rows.map(rowOf);
        const next = entries.length === limit ? (entries.at(-1)?.seq ?? floor) : floor;
        return { entries, ...(next > Number(first) ? { next } : {}) };
      }),
    trace: (id) =>
      fresh(() => {
        const row = one.get(id);
        if (row === undefined) return undefined;
        return {
          request: rowOf(row),
          plan: planIn(row.plan),
          ...(row.answer === null ? {} : { answer: JSON.parse(String(row.answer)) as Answer }),
          attempts: attempts.all(id).map((each) => ({ ...each })) as unknown as TraceView['attempts'],
          charges: charges.all(id).map((each) => ({ ...each, estimated: each.estimated === 1 })) as unknown as TraceView['charges'],
          reserved: reserved.all(id).map((each) => ({ ...each })) as unknown as TraceView['reserved'],
          left: left.all(id).map(({ seq }) => Number(seq)),
        };
      }),
  };
}

function conditionsOf({ app, tag, targetId, zone, status, from, to }: Omit<RequestFilter, 'before' | 'limit'>) {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, value: string | number | undefined) => {
    if (value === undefined) return;
    conditions.push(` AND ${condition}`);
    values.push(value);
  };
  add('app = ?', app);
  add('target_id = ?', targetId);
  add('status = ?', status);
  add('created_at >= ?', from);
  add('created_at < ?', to);
  add(`EXISTS (SELECT 1 FROM json_each(plan, '$.tags') WHERE value = ?)`, tag);
  if (zone === 'refused') conditions.push(` AND target_id IS NULL AND status = 'failed'`);
  else add('zone = ?', zone);
  return [conditions.join(''), values] as const;
}

function rowOf(row: Record<string, unknown>): RequestRow {
  const { tags = [], permitted, refused } = planIn(row.plan);
  const answer = row.answer === null ? undefined : (JSON.parse(String(row.answer)) as Answer);
  const targetId = row.target_id === null ? undefined : String(row.target_id);
  const target = answer?.target ?? [...permitted, ...refused].find((each) => each.targetId === targetId);
  return {
    seq: Number(row.seq),
    id: String(row.id),
    at: Number(row.created_at),
    app: String(row.app),
    dialect: String(row.dialect),
    model: String(row.model),
    status: row.status as RequestRow['status'],
    tags,
    ...(targetId === undefined ? {} : { targetId, targetName: target?.name ?? targetId, zone: row.zone as Zone }),
    ...(answer === undefined ? {} : { totalMs: answer.timings.totalMs }),
    inputTokens: Number(row.input_tokens),
    outputTokens: Number(row.output_tokens),
    costNanoDollars: Number(row.cost_nano_dollars),
  };
}
