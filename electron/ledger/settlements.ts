import { type Amounts, plus } from '../../shared/money/cap.ts';
import type { Spending } from '../../shared/routing/spending.ts';
import type { CapStore } from './caps.ts';
import type { Database } from './database.ts';
import type { ReservationRows } from './reservations.ts';
import type { UsageEntry } from './usage.ts';

/** What a try adds to the sum of a cap. */
export interface Addition {
  readonly capId: string;
  readonly bucket: number;
  readonly amounts: Amounts;
}

/**
 * Puts settled tries down, several in one transaction, since one apiece costs many times as much. Until then what was set
 * aside for them is on disk, so that a crash charges no less.
 */
export interface Settlements {
  /** What is set aside without a cap over it: it is written with the next that is. */
  open(spending: Spending, at: number): void;
  /** Throws what writing throws where many wait; they wait on then. */
  settle(entry: UsageEntry, additions: readonly Addition[]): void;
  /** Writes what waits. */
  flush(): void;
  /** Writes what waits, and ends. */
  close(): void;
}

const MOST_WAITING = 64;
const EVERY_MS = 50;

interface Parts {
  readonly database: Database;
  readonly rows: ReservationRows;
  readonly store: Pick<CapStore, 'caps' | 'add'>;
  record(entries: readonly UsageEntry[]): void;
  onFault(error: unknown): void;
}

export function createSettlements({ database, rows, store, record, onFault }: Parts): Settlements {
  let opened = new Map<string, { spending: Spending; at: number }>();
  let settled: { entry: UsageEntry; additions: readonly Addition[] }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (opened.size === 0 && settled.length === 0) return;
    database.transaction(() => {
      for (const { spending, at } of opened.values()) rows.insert(spending, at);
      for (const { entry } of settled)
        if (entry.spending.target.zone !== 'device') rows.remove(entry.spending.requestId, entry.spending.number);
      record(settled.map(({ entry }) => entry));
      for (const { capId, bucket, amounts } of summed(settled.flatMap(({ additions }) => additions)))
        if (store.caps.some(({ id }) => id === capId)) store.add(capId, bucket, amounts);
    });
    opened = new Map();
    settled = [];
  }

  function soon(): void {
    timer ??= setTimeout(() => {
      try {
        flush();
      } catch (error) {
        onFault(error);
      }
    }, EVERY_MS).unref();
  }

  return {
    open(spending, at) {
      opened.set(keyOf(spending), { spending, at });
      soon();
    },
    settle(entry, additions) {
      opened.delete(keyOf(entry.spending));
      settled.push({ entry, additions });
      if (settled.length >= MOST_WAITING) flush();
      else soon();
    },
    flush,
    close: flush,
  };
}

const keyOf = ({ requestId, number }: Spending) => `${requestId}/${number}`;

/** One addition for each part of a sum. */
function summed(additions: readonly Addition[]): readonly Addition[] {
  const sums = new Map<string, Addition>();
  for (const one of additions) {
    const key = `${one.capId} ${one.bucket}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? one : { ...one, amounts: plus(before.amounts, one.amounts) });
  }
  return [...sums.values()];
}
