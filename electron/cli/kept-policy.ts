import { existsSync } from 'node:fs';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { openDatabase } from '../ledger/database.ts';
import { createPolicyStore } from '../ledger/policies.ts';
import { pathsIn } from '../platform/paths.ts';

/** The policy of a data folder, read beside whoever holds it; that of a fresh installation where there is none yet. */
export function keptPolicy(dataFolder: string): Policy {
  const { database: file } = pathsIn(dataFolder);
  if (!existsSync(file)) return DEFAULT_POLICY;
  const database = openDatabase(file, { repair: false });
  try {
    return createPolicyStore(database, Date.now).current();
  } finally {
    database.close();
  }
}
