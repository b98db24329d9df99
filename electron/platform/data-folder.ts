import { mkdirSync } from 'node:fs';
import { LintelError } from '../../shared/chat/error.ts';
import { pathsIn } from './paths.ts';

/** Makes the data folder, readable by its owner only. Throws `storage-failed` with what to do. */
export function prepareDataFolder(folder: string): void {
  // The folder may have been there before, open to others: nothing that this process makes shall be.
  process.umask(0o077);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mkdirSync(pathsIn(folder).models, { recursive: true, mode: 0o700 });
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
