import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import type { Database } from './database.ts';

/** An app's key as it may be shown. The key itself is shown once, when made, and kept only as a hash. */
export interface AppKey {
  readonly id: string;
  readonly name: string;
  readonly lastFour: string;
  /** Privacy tags of every prompt that comes with it. */
  readonly tags: readonly string[];
  /** The targets it may use, as ids; `*` stands for any characters. Absent: all. */
  readonly allowed?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastUsedAt?: number;
  readonly revokedAt?: number;
}

export interface KeyStore {
  create(name: string, tags: readonly string[], allowed?: readonly string[]): AppKey & { readonly key: string };
  list(): AppKey[];
  /** Throws `not-found` for an id that never was. */
  revoke(id: string): AppKey;
  /** The live key that `key` is, or nothing. Reads the disk, so a revocation acts at once. */
  find(key: string): AppKey | undefined;
}

const LAST_USED_STEP_MS = 60_000;

// A key holds 256 random bits, so one round of SHA-256 is as strong as the key.
const hashOf = (key: string) => createHash('sha256').update(key).digest();

export function createKeyStore({ handle, guard }: Database, now: () => number): KeyStore {
  const insert = handle.prepare('INSERT INTO keys (id, name, hash, last_four, tags, models, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectAll = handle.prepare('SELECT * FROM keys ORDER BY created_at');
  const selectById = handle.prepare('SELECT * FROM keys WHERE id = ?');
  const selectByHash = handle.prepare('SELECT * FROM keys WHERE hash = ? AND revoked_at IS NULL');
  const updateRevoked = handle.prepare('UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?');
  const updateUsed = handle.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?');

  return {
    create: (name, tags, allowed) =>
      guard(() => {
        const key = `lintel-${randomBytes(32).toString('base64url')}`;
        const only = allowed === undefined ? {} : { allowed };
        const created: AppKey = { id: randomUUID(), name, lastFour: key.slice(-4), tags, ...only, createdAt: now() };
        const models = allowed === undefined ? null : JSON.stringify(allowed);
        insert.run(created.id, name, hashOf(key), created.lastFour, JSON.stringify(tags), models, created.createdAt);
        return { ...created, key };
      }),
    list: () => guard(() => selectAll.all().map(toKey)),
    revoke: (id) =>
      guard(() => {
        updateRevoked.run(now(), id);
        const row = selectById.get(id);
        if (row === undefined) throw new LintelError('not-found', `There is no key with the id ${id}. List them with: lintel keys list`);
        return toKey(row);
      }),
    find: (key) =>
      guard(() => {
        const row = selectByHash.get(hashOf(key));
        if (row === undefined) return undefined;
        const found = toKey(row);
        if (now() - (found.lastUsedAt ?? 0) > LAST_USED_STEP_MS) updateUsed.run(now(), found.id);
        return found;
      }),
  };
}

function toKey(row: Record<string, unknown>): AppKey {
  return {
    id: String(row.id),
    name: String(row.name),
    lastFour: String(row.last_four),
    tags: JSON.parse(String(row.tags)) as string[],
    ...(row.models === null ? {} : { allowed: JSON.parse(String(row.models)) as string[] }),
    createdAt: Number(row.created_at),
    ...(row.last_used_at === null ? {} : { lastUsedAt: Number(row.last_used_at) }),
    ...(row.revoked_at === null ? {} : { revokedAt: Number(row.revoked_at) }),
  };
}
