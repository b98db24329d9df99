import { createHash } from 'node:crypto';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Errand } from './errand.ts';
import type { End } from './exchange.ts';
import type { EgressRecord, Opened } from './record.ts';

/** An errand's stay at one host: one row, however many requests it takes. */
interface Visit {
  readonly row: Opened;
  running: number;
  bytesIn: number;
  timer?: NodeJS.Timeout;
  /** Ends the row; there while nothing runs. */
  finish?: () => void;
}

export interface Visits {
  /** Notes a request of the errand to a host; the first one of a stay puts a row on disk, or throws. Answers with what to call at its end. */
  begin(errand: Errand, host: string, zone: Zone, line: string): (end: End) => void;
  /** Ends every row that waits for more. */
  close(): void;
}

/** Ends the row of an errand that has been quiet for `idleMs`. */
export function createVisits(record: EgressRecord, idleMs = 5_000): Visits {
  const visits = new WeakMap<Errand, Map<string, Visit>>();
  const quiet = new Set<Visit>();

  function open(errand: Errand, host: string, zone: Zone, line: string): Visit {
    const body = Buffer.from(line);
    const sha256 = createHash('sha256').update(body).digest('hex');
    return { row: record.opened({ kind: errand.purpose, host, zone, masked: false, findings: {}, sha256 }, body), running: 0, bytesIn: 0 };
  }

  return {
    begin(errand, host, zone, line) {
      const hosts = visits.get(errand) ?? new Map<string, Visit>();
      const visit = hosts.get(host) ?? open(errand, host, zone, line);
      visits.set(errand, hosts);
      hosts.set(host, visit);
      visit.running++;
      clearTimeout(visit.timer);
      quiet.delete(visit);
      return (end) => {
        visit.running--;
        visit.bytesIn += end.bytesIn;
        if (visit.running > 0) return;
        visit.finish = () => {
          clearTimeout(visit.timer);
          quiet.delete(visit);
          hosts.delete(host);
          visit.row.ended({ ...end, bytesOut: 0, bytesIn: visit.bytesIn });
        };
        if (end.outcome === 'cut') return visit.finish();
        quiet.add(visit);
        visit.timer = setTimeout(visit.finish, idleMs);
        visit.timer.unref();
      };
    },
    close() {
      for (const visit of [...quiet]) visit.finish?.();
    },
  };
}
