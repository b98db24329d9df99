import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LintelError } from '../../shared/chat/error.ts';
import { pathsIn } from './paths.ts';

/** What a running Lintel tells others of the same user, in a file only that user can read. */
export interface InstanceCard {
  readonly pid: number;
  /** Absent while the port is off. */
  readonly address?: string;
  /** Proves to the window's API that a caller may read this user's files. New at every start. */
  readonly token: string;
}

export interface Instance {
  readonly token: string;
  announce(address: string): void;
  release(): void;
}

/**
 * Takes the data folder for this process. The lock is SQLite's own file lock, which the system
 * lets go of however the process ends, so a crash never leaves it behind.
 * Throws `storage-failed` when another Lintel holds the folder.
 */
export function takeInstance(dataFolder: string): Instance {
  const paths = pathsIn(dataFolder);
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(paths.instanceLock, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock?.close();
    throw lockError(error, dataFolder);
  }
  const held = lock;
  const token = randomBytes(32).toString('base64url');
  const write = (card: InstanceCard) => {
    const draft = `${paths.instance}.new`;
    writeFileSync(draft, JSON.stringify(card), { mode: 0o600 });
    renameSync(draft, paths.instance);
  };
  write({ pid: process.pid, token });
  return {
    token,
    announce: (address) => write({ pid: process.pid, address, token }),
    release() {
      rmSync(paths.instance, { force: true });
      held.close();
    },
  };
}

/** The running Lintel of a data folder, or nothing. */
export function findInstance(dataFolder: string): InstanceCard | undefined {
  try {
    const card = JSON.parse(readFileSync(pathsIn(dataFolder).instance, 'utf8')) as InstanceCard;
    process.kill(card.pid, 0);
    return card;
  } catch {
    return undefined; // no file, or one left by a process that is gone
  }
}

function lockError(error: unknown, dataFolder: string): LintelError {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (code === 5) {
    const card = findInstance(dataFolder);
    const where = card?.address === undefined ? '' : ` at ${card.address}`;
    return new LintelError(
      'storage-failed',
      `Lintel is already running${where} with the data folder ${dataFolder}. Use that one, stop it, or choose another folder with --data-dir.`,
      { cause: error },
    );
  }
  return new LintelError(
    'storage-failed',
    `Lintel cannot write to the data folder ${dataFolder}. Check its permissions and free space, or choose another with --data-dir.`,
    { cause: error },
  );
}
