import { randomUUID } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Span } from '../../shared/money/calendar.ts';
import type { Amounts, Cap, Window } from '../../shared/money/cap.ts';
import { stepOf, type TimeWindow } from '../../shared/money/window.ts';
import type { Database } from './database.ts';

/** What was used in one part of time. */
export interface Bucket extends Amounts {
  readonly bucket: number;
}

/** The caps and their sums on disk. What is called within a transaction says so. */
export interface CapStore {
  readonly caps: readonly Cap[];
  /** Replaces the limits of a cap over the same, or makes one. Within a transaction. */
  put(cap: Omit<Cap, 'id'>): Cap;
  /** Throws `not-found`. */
  remove(id: string): Cap;
  /** Adds to a sum. Within a transaction. */
  add(capId: string, bucket: number, amounts: Amounts): void;
  sums(capId: string): readonly Bucket[];
  /** Forgets what no window reaches any more. Within a transaction. */
  forget(capId: string, before: number): void;
  /** What was used before a cap was made, by its scope, from a moment on. */
  usedSince(cap: Cap, from: number): readonly Bucket[];
  windows(): ReadonlyMap<TimeWindow, Span>;
  /** Within a transaction. */
  keepWindow(window: TimeWindow, span: Span): void;
  /** The warning given last, and in which part of time. */
  warned(capId: string): { level: number; bucket: number | undefined };
  setWarned(capId: string, level: number, bucket: number): void;
}

/** By the scope, which rows of usage fall under a cap. The name is bound twice for a model. */
const FALLS_UNDER: Readonly<Record<string, string>> = {
  total: '? = ?',
  provider: 'provider = ? AND 1 <> ?',
  model: `(target_id = ? OR target_id = provider || '/' || ?)`,
  app: `app = ? AND '' <> ?`,
  tag: `EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?) AND '' <> ?`,
  project: `project = ? AND '' <> ?`,
  conversation: `conversation_id = ? AND '' <> ?`,
};

export function createCapStore({ handle, guard }: Database): CapStore {
  const select = handle.prepare('SELECT * FROM caps ORDER BY rowid');
  const upsert = handle.prepare(
    `INSERT INTO caps (id, scope, time_window, rolling, soft, nano_dollars, tokens, requests) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (scope, time_window, rolling, soft) DO UPDATE SET nano_dollars = excluded.nano_dollars, tokens = excluded.tokens,
     requests = excluded.requests, warned_at = 0 RETURNING id`,
  );
  const remove = handle.prepare('DELETE FROM caps WHERE id = ?');
  const add = handle.prepare(
    `INSERT INTO cap_sums VALUES (?, ?, ?, ?, ?) ON CONFLICT (cap_id, bucket) DO UPDATE SET nano_dollars = nano_dollars +
     excluded.nano_dollars, tokens = tokens + excluded.tokens, requests = requests + excluded.requests`,
  );
  const sums = handle.prepare('SELECT bucket, nano_dollars, tokens, requests FROM cap_sums WHERE cap_id = ?');
  const forget = handle.prepare('DELETE FROM cap_sums WHERE cap_id = ? AND bucket < ?');
  const windows = handle.prepare('SELECT time_window, starts, ends FROM cap_windows');
  const keepWindow = handle.prepare('INSERT OR REPLACE INTO cap_windows VALUES (?, ?, ?)');
  const warned = handle.prepare('SELECT warned_at, warned_bucket FROM caps WHERE id = ?');
  const setWarned = handle.prepare('UPDATE caps SET warned_at = ?, warned_bucket = ? WHERE id = ?');
  let caps: readonly Cap[] = [];
  const read = () => {
    caps = guard(() => select.all().map(capOf));
  };
  read();

  return {
    get caps() {
      return caps;
    },
    put({ scope, window, rolling, soft, limits: { nanoDollars = null, tokens = null, requests = null } }) {
      const id = upsert.get(randomUUID(), scope, window, rolling ? 1 : 0, soft ? 1 : 0, nanoDollars, tokens, requests)?.id;
      read();
      return caps.find((cap) => cap.id === id) as Cap;
    },
    remove(id) {
      const cap = caps.find((one) => one.id === id);
      if (cap === undefined)
        throw new LintelError('not-found', say`There is no cap ${id}. See them with: lintel budget list`, { field: 'id' });
      guard(() => remove.run(id));
      read();
      return cap;
    },
    add: (capId, bucket, { nanoDollars, tokens, requests }) => void add.run(capId, bucket, nanoDollars, tokens, requests),
    sums: (capId) => guard(() => sums.all(capId).map(bucketOf)),
    forget: (capId, before) => void forget.run(capId, before),
    usedSince: (cap, from) => (cap.window === 'lifetime' ? ever(cap) : since(cap, from)),
    windows: () =>
      guard(
        () =>
          new Map(windows.all().map((row) => [row.time_window as TimeWindow, { from: Number(row.starts), to: Number(row.ends) }] as const)),
      ),
    keepWindow: (window, { from, to }) => void keepWindow.run(window, from, to),
    warned: (capId) =>
      guard(() => {
        const row = warned.get(capId);
        return { level: Number(row?.warned_at ?? 0), bucket: row?.warned_bucket === null ? undefined : Number(row?.warned_bucket) };
      }),
    setWarned: (capId, level, bucket) => guard(() => void setWarned.run(level, bucket, capId)),
  };

  /** From the rows; by steps where the cap rolls. */
  function since({ scope, window, rolling }: Cap, from: number): readonly Bucket[] {
    const [kind, name] = partsOf(scope);
    const rows = handle
      .prepare(
        `SELECT at, cost_nano_dollars AS nano_dollars, input_tokens + output_tokens AS tokens, 1 AS requests FROM usage
         WHERE at >= ? AND zone <> 'device' AND ${FALLS_UNDER[kind]}`,
      )
      .iterate(from, name, name);
    const buckets = new Map<number, Bucket>();
    for (const row of rows) {
      const bucket = rolling && window !== 'lifetime' && window !== 'request' ? stepOf(window, Number(row.at)) : from;
      const { nanoDollars, tokens, requests } = bucketOf({ ...row, bucket });
      const sum = buckets.get(bucket) ?? { bucket, nanoDollars: 0, tokens: 0, requests: 0 };
      buckets.set(bucket, {
        bucket,
        nanoDollars: sum.nanoDollars + nanoDollars,
        tokens: sum.tokens + tokens,
        requests: sum.requests + requests,
      });
    }
    return [...buckets.values()];
  }

  /** From the sums of days, which stay when old rows go. */
  function ever({ scope }: Cap): readonly Bucket[] {
    const [kind, name] = partsOf(scope);
    const row = handle
      .prepare(
        `SELECT 0 AS bucket, TOTAL(cost_nano_dollars) AS nano_dollars, TOTAL(away_tokens) AS tokens, TOTAL(away_tries) AS requests
         FROM usage_days WHERE kind = ? AND (name = ? OR (kind = 'model' AND substr(name, instr(name, '/') + 1) = ?))`,
      )
      .get(kind, name, name);
    return row === undefined ? [] : [bucketOf(row)];
  }
}

function partsOf(scope: string): readonly [kind: string, name: string] {
  const colon = scope.indexOf(':');
  return colon === -1 ? [scope, ''] : [scope.slice(0, colon), scope.slice(colon + 1)];
}

const bucketOf = (row: Record<string, unknown>): Bucket => ({
  bucket: Number(row.bucket),
  nanoDollars: Number(row.nano_dollars),
  tokens: Number(row.tokens),
  requests: Number(row.requests),
});

function capOf(row: Record<string, unknown>): Cap {
  const limit = (name: 'nanoDollars' | 'tokens' | 'requests', value: unknown) => (value === null ? {} : { [name]: Number(value) });
  return {
    id: String(row.id),
    scope: String(row.scope),
    window: row.time_window as Window,
    rolling: row.rolling === 1,
    soft: row.soft === 1,
    limits: { ...limit('nanoDollars', row.nano_dollars), ...limit('tokens', row.tokens), ...limit('requests', row.requests) },
  };
}
