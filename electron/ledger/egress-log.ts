import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Departure, EgressHead, Ending } from '../../shared/privacy/egress.ts';
import type { Database } from './database.ts';
import { FIRST, hashOf, type Unlinked } from './egress-chain.ts';

/** What the door writes down, and the texts that it keeps. */
export interface EgressLog {
  keepsText(): boolean;
  opened(departure: Departure, body?: Uint8Array): Row;
  /** The same in one transaction with all that leaves in this turn of the loop. */
  leaving(departure: Departure, body?: Uint8Array): Promise<Row>;
  refused(departure: Departure, reason: string): void;
  /** Deletes kept texts, of what left before `before` (milliseconds since the epoch) or all; answers with how many. The chain holds. */
  clearTexts(before?: number): number;
}

/** What left, and waits for how it ends. */
interface Row {
  ended(ending: Ending, body?: Uint8Array): void;
}

export interface EgressLogOptions {
  now(): number;
  /** Whether the person wants the exact texts kept. */
  keepsText(): boolean;
  /** Told of endings that could not be written: what left is on disk, how it ended is not. */
  onFault(error: unknown): void;
}

/** Longest name, host or reason that is kept, in characters. */
const MOST_CHARACTERS = 500;

/** The durable record of everything that leaves. The instance that holds the data folder opens it, and no other. */
export function createEgressLog(
  { handle, guard, transaction, together, later, require, emptyLog }: Database,
  { now, keepsText, onFault }: EgressLogOptions,
): EgressLog {
  const selectHead = handle.prepare('SELECT count, hash FROM egress_head WHERE id = 1');
  const updateHead = handle.prepare('UPDATE egress_head SET count = ?, hash = ? WHERE id = 1 AND count = ? AND hash = ?');
  const insertDeparture = handle.prepare(
    `INSERT INTO egress (seq, at, kind, request_id, target_id, target_name, host, zone, permit, masked, lowered_from, findings, sha256, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertEnding = handle.prepare(
    'INSERT INTO egress_endings (seq, departure, at, outcome, reason, bytes_out, bytes_in, sha256, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertText = handle.prepare('INSERT INTO egress_texts (departure, body) VALUES (?, ?)');
  const deleteTexts = handle.prepare('DELETE FROM egress_texts WHERE departure IN (SELECT seq FROM egress WHERE at < ?)');

  /** What the head most likely is: read anew where it is not, as after a transaction that was taken back. */
  let known = FIRST;

  function headOnDisk(): EgressHead {
    const row = selectHead.get();
    if (row === undefined)
      throw new LintelError(
        'storage-failed',
        say`The log of what leaves was damaged: its head is gone. Nothing leaves until it is repaired.`,
      );
    return { count: Number(row.count), hash: String(row.hash) };
  }

  /** Follows `previous`, where that is the head. Called in a transaction, so that no two take the same place. */
  function follow(link: Unlinked, previous: EgressHead): boolean {
    const next = { count: previous.count + 1, hash: hashOf(link, previous) };
    if (updateHead.run(next.count, next.hash, previous.count, previous.hash).changes === 0) return false;
    known = next;
    return true;
  }

  /** The place of the next link. */
  function append(link: Unlinked): EgressHead {
    if (!follow(link, known)) follow(link, headOnDisk());
    return known;
  }

  function depart(asked: Departure): number {
    const departure = tidy(asked);
    const at = now();
    const { count: seq, hash } = append({ type: 'departure', at, ...departure });
    const { kind, requestId, targetId, targetName, host, zone, permit, masked, loweredFrom, findings, sha256 } = departure;
    insertDeparture.run(
      seq,
      at,
      kind,
      requestId ?? null,
      targetId ?? null,
      targetName ?? null,
      host,
      zone,
      permit ?? null,
      masked ? 1 : 0,
      loweredFrom ?? null,
      JSON.stringify(findings),
      sha256 ?? null,
      hash,
    );
    return seq;
  }

  function end(departure: number, asked: Ending, at = now()): void {
    const ending = tidy(asked);
    const { count: seq, hash } = append({ type: 'ending', at, departure, ...ending });
    const { outcome, reason, bytesOut, bytesIn, sha256 } = ending;
    insertEnding.run(seq, departure, at, outcome, reason ?? null, bytesOut ?? null, bytesIn ?? null, sha256 ?? null, hash);
  }

  // What the last run left open ended with it.
  const countOpen = handle.prepare('SELECT (SELECT count(*) FROM egress) - (SELECT count(*) FROM egress_endings) AS open');
  if (guard(() => countOpen.get())?.open !== 0) {
    transaction(() => {
      const open = handle.prepare('SELECT seq FROM egress WHERE NOT EXISTS (SELECT 1 FROM egress_endings WHERE departure = egress.seq)');
      for (const { seq } of open.all()) end(Number(seq), { outcome: 'unknown', reason: 'Lintel ended before this did.' });
    });
  }

  function put(departure: Departure, body: Uint8Array | undefined): number {
    if (departure.requestId !== undefined) require(departure.requestId);
    const seq = depart(departure);
    if (body !== undefined && keepsText()) insertText.run(seq, body);
    return seq;
  }

  const rowOf = (seq: number): Row => ({
    ended(ending, late) {
      const at = now();
      const text = keepsText() ? late : undefined;
      later(() => {
        end(seq, ending, at);
        if (text !== undefined) insertText.run(seq, text);
      }, onFault);
    },
  });

  return {
    keepsText,
    opened: (departure, body) => rowOf(transaction(() => put(departure, body))),
    leaving: (departure, body) => together(() => put(departure, body)).then(rowOf),
    refused(departure, reason) {
      try {
        transaction(() => end(depart(departure), { outcome: 'refused', reason, bytesOut: 0, bytesIn: 0 }));
      } catch (error) {
        onFault(error);
      }
    },
    clearTexts(before = Number.MAX_SAFE_INTEGER) {
      const { changes } = guard(() => deleteTexts.run(before));
      emptyLog();
      return Number(changes);
    },
  };
}

/** The same, bounded, and as it comes back from SQLite and from an exported file: what is empty is absent. */
function tidy<Fields extends object>(fields: Fields): Fields {
  const tidied = Object.entries(fields).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return [name, plain(value)];
    return [name, typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value];
  });
  return Object.fromEntries(tidied.filter(([, value]) => value !== undefined && value !== '')) as Fields;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/g;
const plain = (text: string) => text.slice(0, MOST_CHARACTERS).replaceAll(CONTROLS, ' ').toWellFormed();
