import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { LintelError } from '../../shared/chat/error.ts';
import { pathsIn } from './paths.ts';

/** Who holds a data folder: a Lintel that stays, or a command that ends by itself. */
export type Holder = 'app' | 'command';

/** What a running Lintel tells others of the same user, in a file only that user can read. */
export interface InstanceCard {
  readonly pid: number;
  readonly holder: Holder;
  /** Absent while the port is off. */
  readonly address?: string;
  /** Proves to the window's API that a caller may read this user's files. New at every start. */
  readonly token: string;
}

export interface Instance {
  readonly token: string;
  /** @param address absent: the port was closed */
  announce(address: string | undefined): void;
  release(): void;
}

const BUSY = 5;
/** How long to wait for a command that holds the folder to end, and how often to look, in milliseconds. */
const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;
/** Others look at the lock for a moment to see whether it is held: only what lasts longer is a Lintel. */
const GLANCE_MS = 300;

/**
 * Takes the data folder for this process. The lock is SQLite's own file lock, which the system
 * lets go of however the process ends, so a crash never leaves it behind. Waits for a command to
 * end. Throws `storage-failed` when another Lintel holds the folder.
 */
export async function takeInstance(dataFolder: string, holder: Holder): Promise<Instance> {
  const paths = pathsIn(dataFolder);
  const lock = await takeLock(dataFolder);
  const token = randomBytes(32).toString('base64url');
  const write = (card: InstanceCard) => {
    const draft = `${paths.instance}.new`;
    writeFileSync(draft, JSON.stringify(card), { mode: 0o600 });
    renameSync(draft, paths.instance);
  };
  try {
    write({ pid: process.pid, holder, token });
  } catch (error) {
    lock.close();
    throw unwritable(dataFolder, error);
  }
  return {
    token,
    announce: (address) => write({ pid: process.pid, holder, token, ...(address === undefined ? {} : { address }) }),
    release() {
      rmSync(paths.instance, { force: true });
      lock.close();
    },
  };
}

/** The Lintel that holds a data folder now, or nothing. A card left behind by a crash is not believed. */
export function findInstance(dataFolder: string): InstanceCard | undefined {
  const { instanceLock } = pathsIn(dataFolder);
  return existsSync(instanceLock) && isHeld(instanceLock) ? readCard(dataFolder) : undefined;
}

function isHeld(file: string): boolean {
  const glance = new DatabaseSync(file, { timeout: 0, readOnly: true });
  try {
    glance.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    glance.close();
  }
}

async function takeLock(dataFolder: string): Promise<DatabaseSync> {
  const began = performance.now();
  for (;;) {
    let lock: DatabaseSync | undefined;
    try {
      lock = tryLock(pathsIn(dataFolder).instanceLock);
    } catch (error) {
      throw unwritable(dataFolder, error);
    }
    if (lock !== undefined) return lock;
    const card = readCard(dataFolder);
    const waited = performance.now() - began;
    if (waited > (card?.holder === 'app' ? GLANCE_MS : WAIT_MS)) throw held(dataFolder, card);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Takes the lock, or answers nothing when another process has it. Throws SQLite's error for a file it cannot use. */
function tryLock(file: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
    return lock;
  } catch (error) {
    lock.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === BUSY;

function readCard(dataFolder: string): InstanceCard | undefined {
  try {
    return JSON.parse(readFileSync(pathsIn(dataFolder).instance, 'utf8')) as InstanceCard;
  } catch {
    return undefined; // its holder is just starting or just ending
  }
}

function held(dataFolder: string, card: InstanceCard | undefined): LintelError {
  if (card?.holder === 'app') {
    const where =
      card.address === undefined
        ? ` as process ${card.pid}, with its port off (npm start -- --port 5468 opens it),`
        : ` at ${card.address}`;
    return new LintelError(
      'storage-failed',
      `Lintel is already running${where} with the data folder ${dataFolder}. Use that one, stop it, or choose another folder with --data-dir.`,
    );
  }
  const which = card === undefined ? 'Another program' : `A lintel command (process ${card.pid})`;
  return new LintelError(
    'storage-busy',
    `${which} is using the data folder ${dataFolder}. Wait until it ends, or choose another folder with --data-dir.`,
  );
}

function unwritable(dataFolder: string, cause: unknown): LintelError {
  return new LintelError(
    'storage-failed',
    `Lintel cannot write to the data folder ${dataFolder}. Check its permissions and free space, or choose another with --data-dir.`,
    { cause },
  );
}
