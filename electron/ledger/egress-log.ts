import type { Departure, Ending } from '../../shared/privacy/egress.ts';
import type { Database } from './database.ts';
import { createEgressLinks } from './egress-links.ts';

/** What the door writes down, and the texts that it keeps. */
export interface EgressLog {
  keepsText(): boolean;
  /** The row outlives the process when this returns. */
  opened(departure: Departure, body?: Uint8Array): Row;
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
export function createEgressLog(database: Database, { now, keepsText, onFault }: EgressLogOptions): EgressLog {
  const { handle, guard, transaction, later, journal, require, emptyLog } = database;
  const links = createEgressLinks(handle);
  const insertText = handle.prepare('INSERT INTO egress_texts (departure, body) VALUES (?, ?)');
  const deleteTexts = handle.prepare('DELETE FROM egress_texts WHERE departure IN (SELECT seq FROM egress WHERE at < ?)');

  // What the last run left open ended with it.
  const countOpen = handle.prepare('SELECT (SELECT count(*) FROM egress) - (SELECT count(*) FROM egress_endings) AS open');
  if (guard(() => countOpen.get())?.open !== 0) {
    transaction(() => {
      const open = handle.prepare('SELECT seq FROM egress WHERE NOT EXISTS (SELECT 1 FROM egress_endings WHERE departure = egress.seq)');
      for (const { seq } of open.all()) links.end(Number(seq), { outcome: 'unknown', reason: 'Lintel ended before this did.' }, now());
    });
  }

  /** A departure could not be written into its table: the next goes there at once, or does not leave. */
  let isBroken = false;
  const broken = (error: unknown) => {
    isBroken = true;
    onFault(error);
  };

  /** @param seqOf its place in the chain, which it has by the time of its ending */
  const rowOf = (seqOf: () => number): Row => ({
    ended(asked, late) {
      const ending = tidy(asked);
      const at = now();
      const text = keepsText() ? late : undefined;
      later(() => {
        links.end(seqOf(), ending, at);
        if (text !== undefined) insertText.run(seqOf(), text);
      }, onFault);
    },
  });

  return {
    keepsText,
    opened(asked, body) {
      const departure = tidy(asked);
      const at = now();
      const { requestId } = departure;
      let seq = 0;
      const write = () => {
        seq = links.depart(departure, at);
      };
      const text = keepsText() ? body : undefined;
      if (text !== undefined || isBroken) {
        transaction(() => {
          if (requestId !== undefined) require(requestId);
          write();
          if (text !== undefined) insertText.run(seq, text);
        });
        isBroken = false;
      } else journal({ kind: 'departure', json: JSON.stringify({ departure, at }) }, write, broken, requestId);
      return rowOf(() => seq);
    },
    refused(asked, reason) {
      try {
        transaction(() => {
          const seq = links.depart(tidy(asked), now());
          links.end(seq, tidy({ outcome: 'refused', reason, bytesOut: 0, bytesIn: 0 }), now());
        });
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
