import type { CallOptions } from '../../electron/api/calls.ts';
import type { Database } from '../../electron/ledger/database.ts';
import { createHeldBack } from '../../electron/ledger/held-back.ts';
import { createRequestLog } from '../../electron/ledger/request-log.ts';
import { createTargetFigures } from '../../electron/ledger/target-figures.ts';

/** What is read of a real database for the page of what Lintel did, in UTC. */
export const activityIn = (database: Database): CallOptions['activity'] => ({
  today: () => new Date().toISOString().slice(0, 10),
  now: Date.now,
  heldBack: createHeldBack(database),
  requestLog: createRequestLog(database),
  figures: createTargetFigures(database),
  targets: () => [],
  breaker: () => 'closed',
  predictionErrors: () => ({}),
  samples: () => [],
  held: () => [],
});
