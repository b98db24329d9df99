import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { EgressEntry, EgressHead, EgressVerdict } from '../../shared/privacy/egress.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Database } from './database.ts';
import { FIRST, verifyChain } from './egress-chain.ts';
import { ENTRY_COLUMNS, ENTRY_TABLES, toEntry } from './egress-rows.ts';

export interface EgressFilter {
  /** Only rows before this one. */
  readonly before?: number;
  readonly limit: number;
  readonly zone?: Zone;
  readonly targetId?: string;
}

/** What was written down about everything that left. */
export interface EgressReading {
  /** Newest first. */
  list(filter: EgressFilter): EgressEntry[];
  /** One row, with the exact bytes where they were kept. Throws `not-found`. */
  entry(seq: number): { readonly entry: EgressEntry; readonly body?: Uint8Array };
  /** All rows as they were when the log reached `head`, oldest first, a page at a time. */
  all(head: EgressHead): AsyncGenerator<EgressEntry>;
  /** How far the log reaches by its own account. */
  head(): EgressHead;
  /** The hash of link `seq`, if there is one. */
  hashAt(seq: number): string | undefined;
  verify(): Promise<EgressVerdict>;
}

/** Rows read at once; others get their turn between. */
const PAGE = 500;

export function createEgressReading({ handle, fresh }: Database): EgressReading {
  const selectHead = handle.prepare('SELECT count, hash FROM egress_head WHERE id = 1');
  const selectLinks = handle.prepare(`SELECT coalesce((SELECT count FROM egress_head), 0) AS count,
    (SELECT count(*) FROM egress) + (SELECT count(*) FROM egress_endings) AS links`);
  const selectPage = handle.prepare(
    `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE egress.seq > ? AND egress.seq <= ? ORDER BY egress.seq LIMIT ${PAGE}`,
  );
  const selectOne = handle.prepare(`SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE egress.seq = ?`);
  const selectText = handle.prepare('SELECT body FROM egress_texts WHERE departure = ?');
  const selectHash = handle.prepare('SELECT hash FROM egress WHERE seq = ? UNION ALL SELECT hash FROM egress_endings WHERE seq = ?');

  const bodyOf = (seq: number) => selectText.get(seq)?.body as Uint8Array | undefined;
  const head = () =>
    fresh(() => {
      const row = selectHead.get();
      return row === undefined ? FIRST : { count: Number(row.count), hash: String(row.hash) };
    });

  async function* all({ count }: EgressHead): AsyncGenerator<EgressEntry> {
    for (let last = 0; ; ) {
      const page = fresh(() => selectPage.all(last, count).map((row) => asOf(count, toEntry(row))));
      yield* page;
      const seq = page.at(-1)?.seq;
      if (seq === undefined) return;
      last = seq;
      await nextTurn();
    }
  }

  return {
    head,
    all,
    list: ({ before = Number.MAX_SAFE_INTEGER, limit, zone, targetId }) =>
      fresh(() => {
        // Only what is asked for stands in the query, so that an index serves it.
        const where = [
          'egress.seq < ?',
          ...(zone === undefined ? [] : ['egress.zone = ?']),
          ...(targetId === undefined ? [] : ['target_id = ?']),
        ];
        const select = `SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES} WHERE ${where.join(' AND ')} ORDER BY egress.seq DESC LIMIT ?`;
        const given = [before, zone, targetId, limit].filter((value) => value !== undefined);
        return handle
          .prepare(select)
          .all(...given)
          .map(toEntry);
      }),
    entry: (seq) =>
      fresh(() => {
        const row = selectOne.get(seq);
        if (row === undefined) throw new LintelError('not-found', say`Nothing left under the number ${seq}.`);
        const body = bodyOf(seq);
        return { entry: toEntry(row), ...(body === undefined ? {} : { body }) };
      }),
    hashAt: (seq) =>
      fresh(() => {
        const row = selectHash.get(seq, seq);
        return row === undefined ? undefined : String(row.hash);
      }),
    async verify() {
      const reached = head();
      const verdict = await verifyChain(all(reached), reached, (entry) => {
        const body = fresh(() => bodyOf(entry.seq));
        if (body === undefined) return true;
        return createHash('sha256').update(body).digest('hex') === (entry.sha256 ?? entry.ending?.sha256);
      });
      const { count, links } = fresh(() => selectLinks.get()) ?? {};
      if (!verdict.intact || count === links) return verdict;
      const said = say`There are rows that the log never wrote, behind its end or beside it.`;
      return { intact: false, head: reached, brokenAt: reached.count + 1, sentence: english(said), said };
    },
  };
}

/** An entry without the ending that it had not when the chain was `count` links long. */
function asOf(count: number, entry: EgressEntry): EgressEntry {
  if (entry.ending === undefined || entry.ending.seq <= count) return entry;
  const { ending: _, ...departure } = entry;
  return departure;
}
