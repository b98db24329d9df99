import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { rename, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { type BackupHead, openBackup, type RevokedKey, writeBackup } from '../ledger/backup.ts';
import type { Database } from '../ledger/database.ts';
import { keepRestoredSettings, restoredPaths } from '../platform/restored.ts';
import type { SettingsStore } from '../platform/settings.ts';

export interface SafekeepingParts {
  readonly dataFolder: string;
  readonly database: Database;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly version: string;
  now(): number;
}

/** Most bytes of a backup that is restored. */
const MOST_BYTES = 16 * 2 ** 30;

/** Backups as one file, and the way back. Secrets are in none: keys, tokens and headers are asked for again. */
export function createSafekeeping({ dataFolder, database, settings, version, now }: SafekeepingParts) {
  return {
    /** Everything but models and secrets, as a file to save. */
    async backup(): Promise<Response> {
      const file = join(dataFolder, `backup-${now()}.tmp`);
      try {
        await writeBackup(database, file, { version, madeAt: now(), settings: JSON.stringify(withoutSecrets(settings.get())) });
        const { size } = await stat(file);
        const stream = createReadStream(file);
        // It is read from the open file, whatever becomes of the name.
        stream.once('open', () => void unlink(file).catch(() => undefined));
        const day = new Date(now()).toISOString().slice(0, 10);
        return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
          headers: {
            'content-type': 'application/vnd.sqlite3',
            'content-length': String(size),
            'content-disposition': `attachment; filename="lintel-${day}.backup"`,
          },
        });
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
    },
    /** Takes a backup in; it is in place once Lintel starts anew. Throws `bad-request` for a file that is none, `storage-full`. */
    async restore(body: ReadableStream<Uint8Array> | null): Promise<Omit<BackupHead, 'settings'>> {
      const file = join(dataFolder, `backup-${now()}.tmp`);
      try {
        await takeIn(body, file, dataFolder);
        const { settings: kept, ...head } = openBackup(file, revokedIn(database));
        keepRestoredSettings(dataFolder, withoutDoors(kept));
        await rename(file, restoredPaths(dataFolder).database);
        return head;
      } finally {
        rmSync(file, { force: true });
      }
    },
  };
}

async function takeIn(body: ReadableStream<Uint8Array> | null, file: string, dataFolder: string): Promise<void> {
  if (body === null) throw new LintelError('bad-request', say`There is no file in the request.`);
  const { bavail, bsize } = await statfs(dataFolder);
  const most = Math.min(MOST_BYTES, (bavail * bsize) / 2);
  let bytes = 0;
  const bound = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.length;
      if (bytes <= most) done(null, chunk);
      else
        done(new LintelError('storage-full', say`There is not room enough on the disk for this backup. Free some space, then try again.`));
    },
  });
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), bound, createWriteStream(file, { mode: 0o600 }));
}

/** Keys that were revoked here: a backup from before brings none of them back. */
const revokedIn = ({ handle, guard }: Database): readonly RevokedKey[] =>
  guard(() =>
    handle
      .prepare('SELECT id, revoked_at FROM keys WHERE revoked_at IS NOT NULL')
      .all()
      .map((row) => ({ id: String(row.id), at: Number(row.revoked_at) })),
  );

/** Who may come in is set where one stands: no file opens the port to other computers, pages or apps without a key. */
function withoutDoors(settings: string): string {
  const { port: _, ...rest } = JSON.parse(settings) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/** A proxy's address may hold a password. */
function withoutSecrets(settings: ReturnType<SettingsStore['get']>): object {
  const { proxy, ...downloads } = settings.downloads;
  if (proxy === undefined) return settings;
  const bare = new URL(proxy);
  bare.username = '';
  bare.password = '';
  return { ...settings, downloads: { ...downloads, proxy: bare.href } };
}
