import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { LintelError } from '../../shared/chat/error.ts';
import { pathsIn } from './paths.ts';

/** Makes the data folder, readable by its owner only. Throws `storage-failed` with what to do. */
export function prepareDataFolder(folder: string): void {
  // The folder may have been there before, open to others: nothing that this process makes shall be.
  process.umask(0o077);
  try {
    makeFolder(folder);
    makeFolder(pathsIn(folder).models);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC')
      throw new LintelError('storage-full', `The disk that holds ${folder} is full. Free some space and try again.`, { cause: error });
    throw new LintelError(
      'storage-failed',
      `Lintel cannot write to the data folder ${folder} (${code || String(error)}). Check its permissions, or choose another with --data-dir.`,
      { cause: error },
    );
  }
}

/** Makes a folder and those above it. Step by step: Node's recursive mkdir never returns where a parent refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another Lintel may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}
