import { isLintelError, LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';

// Primary result codes of SQLite (https://sqlite.org/rescode.html).
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

// Growing the shared-memory file failed: what a disk with no room left looks like at the first write.
const IOERR_SHMSIZE = 4874;

/** Failures of the file beside the database, by what the system calls them. */
const OF_THE_SYSTEM: Readonly<Record<string, number>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EACCES: READONLY,
  EPERM: READONLY,
  EROFS: READONLY,
  EMFILE: CANTOPEN,
  ENFILE: CANTOPEN,
  EIO: IOERR,
};

/** The primary SQLite result code of an error from node:sqlite, and the like of one of the system; nothing for any other error. */
function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('syscall' in error && 'code' in error) return OF_THE_SYSTEM[String(error.code)] ?? IOERR;
  if (!('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode === IOERR_SHMSIZE ? FULL : error.errcode & 0xff;
}

/** True when the file itself is damaged, so that only setting it aside can help. */
export function isDamage(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code === CORRUPT || code === NOTADB;
}

/** True when the place is at fault and not what was to be written, which can be written once there is room or peace. */
export function isOfTheDisk(error: unknown): boolean {
  return [BUSY, READONLY, IOERR, FULL, CANTOPEN].includes(resultCodeOf(error) ?? 0);
}

/** The error a person can act on. @param database its path, named in the sentence where the error names no other file */
export function storageError(error: unknown, database: string): unknown {
  if (isLintelError(error)) return error;
  const extra = { cause: error };
  const file = error instanceof Error && 'path' in error ? String(error.path) : database;
  switch (resultCodeOf(error)) {
    case undefined:
      return error;
    case FULL:
      return new LintelError(
        'storage-full',
        say`The disk that holds ${file} is full. Free some space and try again; nothing stored is lost.`,
        extra,
      );
    case READONLY:
    case CANTOPEN:
      return new LintelError(
        'storage-failed',
        say`Lintel cannot write to ${file}. Check the folder's permissions, or choose another with --data-dir.`,
        extra,
      );
    case BUSY:
      return new LintelError('storage-busy', say`Another program is writing to ${file}. Try again in a moment.`, extra);
    case CORRUPT:
    case NOTADB:
      return new LintelError(
        'storage-failed',
        say`${file} is damaged. Restart Lintel: it sets the file aside, keeps it, and starts a new one.`,
        extra,
      );
    case IOERR:
      return new LintelError('storage-failed', say`Reading or writing ${file} failed. Check the disk, then try again.`, extra);
    default:
      return new LintelError(
        'storage-failed',
        say`The database ${file} refused: ${error instanceof Error ? error.message : String(error)}.`,
        extra,
      );
  }
}
