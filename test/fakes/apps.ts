import type { CallOptions } from '../../electron/api/calls.ts';
import type { Database } from '../../electron/ledger/database.ts';
import { createKeyStore } from '../../electron/ledger/keys.ts';

/** Keys in a real database, and a port that is off. */
export const appsIn = (database: Database): CallOptions['apps'] => ({
  keys: createKeyStore(database, Date.now),
  gateway: () => undefined,
  settled: async () => {},
  fingerprint: () => undefined,
  isKeyless: () => false,
  isFixed: true,
  now: Date.now,
});
