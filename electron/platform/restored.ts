import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Said, say } from '../../shared/chat/said.ts';

/** A backup that was looked through lies in these until the next start puts it in place. */
export function restoredPaths(dataFolder: string) {
  return { database: join(dataFolder, 'restored.db'), settings: join(dataFolder, 'restored-settings.json') };
}

/**
 * Puts a restored backup in place, before anything is opened. What was there before is kept beside it.
 * Returns a sentence for the person where it did.
 */
export function putRestored(dataFolder: string, database: string): Said | undefined {
  const restored = restoredPaths(dataFolder);
  if (!existsSync(restored.database)) return undefined;
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const settings = join(dataFolder, 'settings.json');
  // The settings first: without a database to follow, the next start would not come here again.
  if (existsSync(restored.settings)) {
    if (existsSync(settings)) renameSync(settings, `${settings}.before-${stamp}`);
    renameSync(restored.settings, settings);
  }
  for (const side of ['-wal', '-shm', '.pending', ''])
    if (existsSync(database + side)) renameSync(database + side, `${database}.before-${stamp}${side}`);
  renameSync(restored.database, database);
  return say`Your backup is restored. What was here before is kept as ${database}.before-${stamp}.`;
}

/** Keeps the settings of a backup for the next start. */
export function keepRestoredSettings(dataFolder: string, settings: string): void {
  writeFileSync(restoredPaths(dataFolder).settings, settings, { mode: 0o600 });
}
