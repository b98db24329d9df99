import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app } from 'electron';
import { LintelError } from '../../shared/chat/error.ts';

/**
 * The folder that holds everything Lintel keeps: `--data-dir`, else LINTEL_DATA_DIR, else the system's place for it.
 * It also names the single instance lock, so call this before asking for the lock. Throws `storage-failed`.
 */
export function claimDataFolder(): string {
  const flags = parseArgs({ args: process.argv.slice(1), strict: false, options: { 'data-dir': { type: 'string' } } }).values;
  const asked = typeof flags['data-dir'] === 'string' ? flags['data-dir'] : process.env.LINTEL_DATA_DIR;
  const folder = asked ? resolve(asked) : app.getPath('userData');
  // Chromium's caches stay in a folder of their own, away from chats and ledger.
  const chromium = join(folder, 'window');
  try {
    mkdirSync(chromium, { recursive: true });
  } catch (cause) {
    throw new LintelError(
      'storage-failed',
      `Lintel cannot write to its data folder ${folder}. Make it writable, or choose another with --data-dir.`,
      {
        cause,
      },
    );
  }
  app.setPath('userData', folder);
  app.setPath('sessionData', chromium);
  return folder;
}
