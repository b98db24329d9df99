import { LintelError } from '../../shared/chat/error.ts';
import type { Database } from './database.ts';

/** What the port keeps of an answer for the app that asked. */
export interface StoredResponse {
  readonly id: string;
  readonly app: string;
  readonly previousId?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly content: string;
}

export interface ResponseStore {
  find(app: string, id: string): StoredResponse | undefined;
  /** A response and all before it, the oldest first; empty where there is none. Throws `bad-request` where that is too much. */
  chain(app: string, id: string): readonly StoredResponse[];
  keep(response: StoredResponse): void;
  remove(app: string, id: string): boolean;
  /** Takes what is too old, then what is too much: of the apps that keep most. */
  tidy(): void;
}

const EVERY_MS = 6 * 3_600_000;

/** Tidies now and then, whether anything is written or not. @returns how to stop that */
export function keepTidy({ tidy }: Pick<ResponseStore, 'tidy'>, onFault: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    try {
      tidy();
    } catch (error) {
      onFault(error);
    }
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Milliseconds that a response is kept, as long as OpenAI keeps one. */
const KEPT_MS = 30 * 86_400_000;

/** Bytes kept of one app and of all; the oldest go first. */
const MOST_OF_APP = 512 * 2 ** 20;
const MOST_IN_ALL = 2 * 2 ** 30;

/** Bytes written between two looks at how much there is. */
const LOOK_AFTER = 16 * 2 ** 20;

/** Responses that one may go on from, and their bytes: as many as a request may have. */
const LONGEST_CHAIN = 2_000;
const MOST_OF_CHAIN = 32 * 2 ** 20;

export function createResponseStore(
  { handle, guard, transaction, emptyLog }: Database,
  now: () => number,
  most = { ofApp: MOST_OF_APP, inAll: MOST_IN_ALL, lookAfter: LOOK_AFTER },
): ResponseStore {
  const select = handle.prepare('SELECT * FROM responses WHERE app = ? AND id = ?');
  const selectChain = handle.prepare(`
    WITH RECURSIVE chain (id, previous_id, place) AS (
      SELECT id, previous_id, 1 FROM responses WHERE app = ?1 AND id = ?2
      UNION ALL
      SELECT one.id, one.previous_id, place + 1 FROM responses AS one JOIN chain ON one.id = chain.previous_id
      WHERE one.app = ?1 AND place <= ?3
    )
    SELECT responses.* FROM chain JOIN responses ON responses.id = chain.id ORDER BY place`);
  const insert = handle.prepare(
    'INSERT OR REPLACE INTO responses (id, app, previous_id, created_at, bytes, content) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteOne = handle.prepare('DELETE FROM responses WHERE app = ? AND id = ?');
  const deleteOld = handle.prepare('DELETE FROM responses WHERE created_at < ?');
  const sums = handle.prepare('SELECT app, sum(bytes) AS bytes FROM responses GROUP BY app ORDER BY bytes DESC');
  const oldest = handle.prepare('SELECT id, bytes FROM responses WHERE app = ? ORDER BY created_at, id');
  const deleteById = handle.prepare('DELETE FROM responses WHERE id = ?');
  let written = most.lookAfter;

  /** Takes the oldest of an app until so many bytes are gone. */
  function trim(app: string, bytes: number): void {
    let left = bytes;
    for (const row of oldest.all(app)) {
      if (left <= 0) return;
      deleteById.run(String(row.id));
      left -= Number(row.bytes);
    }
  }

  function tidy(): void {
    deleteOld.run(now() - KEPT_MS);
    const apps = sums.all().map(({ app, bytes }) => ({ app: String(app), bytes: Math.min(Number(bytes), most.ofApp), all: Number(bytes) }));
    let excess = apps.reduce((sum, { bytes }) => sum + bytes, 0) - most.inAll;
    for (const { app, bytes, all } of apps) {
      const more = Math.max(0, Math.min(bytes, excess));
      excess -= more;
      trim(app, all - bytes + more);
    }
  }

  return {
    tidy: () => transaction(tidy),
    find: (app, id) => guard(() => toResponse(select.get(app, id))),
    chain: (app, id) =>
      guard(() => {
        const chain: StoredResponse[] = [];
        let bytes = 0;
        for (const row of selectChain.iterate(app, id, LONGEST_CHAIN)) {
          const one = toResponse(row);
          bytes += Number(row.bytes);
          if (bytes > MOST_OF_CHAIN || chain.length === LONGEST_CHAIN)
            throw new LintelError('bad-request', 'This conversation has grown too long to go on from a response. Begin a new one.', {
              field: 'previous_response_id',
            });
          if (one !== undefined) chain.unshift(one);
        }
        return chain;
      }),
    keep: ({ id, app, previousId, createdAt, content }) =>
      transaction(() => {
        const bytes = Buffer.byteLength(content);
        insert.run(id, app, previousId ?? null, createdAt, bytes, content);
        written += bytes;
        if (written < most.lookAfter) return;
        written = 0;
        tidy();
      }),
    remove(app, id) {
      const { changes } = guard(() => deleteOne.run(app, id));
      if (changes === 0) return false;
      emptyLog();
      return true;
    },
  };
}

function toResponse(row: Record<string, unknown> | undefined): StoredResponse | undefined {
  if (row === undefined) return undefined;
  return {
    id: String(row.id),
    app: String(row.app),
    ...(row.previous_id === null ? {} : { previousId: String(row.previous_id) }),
    createdAt: Number(row.created_at),
    content: String(row.content),
  };
}
