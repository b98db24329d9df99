import { exportResponse } from '../../electron/api/egress-export.ts';
import type { Database } from '../../electron/ledger/database.ts';
import { createEgressLog } from '../../electron/ledger/egress-log.ts';
import { createEgressReading } from '../../electron/ledger/egress-reading.ts';

/** The real egress log over a real database, as the window's API takes it. */
export function egressIn(database: Database, options: { keepsText?: () => boolean } = {}) {
  const log = createEgressLog(database, {
    now: Date.now,
    keepsText: options.keepsText ?? (() => true),
    onFault(error) {
      throw error;
    },
  });
  const reading = createEgressReading(database);
  return {
    log,
    egress: { reading, clearTexts: log.clearTexts },
    exportEgress: (format: string | undefined) => exportResponse(reading, format),
  };
}
