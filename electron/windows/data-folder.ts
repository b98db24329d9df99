import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { prepareDataFolder } from '../platform/data-folder.ts';
import { dataFolderFrom } from '../platform/paths.ts';
import { flagNamed } from './flags.ts';

/**
 * Readies the data folder, the same one that a headless start would take, and gives its path. The single
 * instance lock goes by it, so call this before asking for the lock. Throws `storage-full` or `storage-failed`.
 */
export function claimDataFolder(): string {
  const flag = flagNamed('data-dir', 'string');
  const folder = resolve(dataFolderFrom(typeof flag === 'string' ? flag : undefined));
  prepareDataFolder(folder);
  app.setPath('userData', folder);
  // Chromium's own files stay away from chats and ledger. Electron takes only a folder that is there.
  const chromium = join(folder, 'window');
  mkdirSync(chromium, { recursive: true, mode: 0o700 });
  app.setPath('sessionData', chromium);
  return folder;
}
