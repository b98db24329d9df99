import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { type AppKey, changedKey, isLiveKey, type KeyRules, type keyPatch } from '../../shared/api/app-keys.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Database } from './database.ts';

export interface KeyStore {
  create(rules: Pick<KeyRules, 'name' | 'tags'> & Partial<KeyRules>): AppKey & { readonly key: string };
  list(): AppKey[];
  /** Throws `not-found` for an id that never was, and `bad-request` for a key that was revoked. */
  change(id: string, patch: (typeof keyPatch)['_output']): AppKey;
  /** Throws `not-found` for an id that never was. */
  revoke(id: string): AppKey;
  /** The live key that `key` is, or nothing. From memory, yet what another process changed counts at once. */
  find(key: string): AppKey | undefined;
  /** The key of an id, if it is live. As `find`. */
  live(id: string): AppKey | undefined;
  /** Writes down when keys were used last. */
  flush(): void;
}

interface Held {
  readonly hash: Buffer;
  readonly key: AppKey;
}

const LAST_USED_STEP_MS = 60_000;

// A key holds 256 random bits, so one round of SHA-256 is as strong as the key. What is compared is the hash, of which a
// caller cannot choose the bytes: how long a comparison takes tells nothing of the key.
const hashOf = (key: string) => createHash('sha256').update(key).digest();

export function createKeyStore({ handle, guard }: Database, now: () => number): KeyStore {
  const insert = handle.prepare(
    'INSERT INTO keys (id, name, hash, last_four, tags, models, rules, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const selectAll = handle.prepare('SELECT * FROM keys ORDER BY created_at');
  const selectById = handle.prepare('SELECT * FROM keys WHERE id = ?');
  const update = handle.prepare('UPDATE keys SET name = ?, tags = ?, models = ?, rules = ? WHERE id = ?');
  const updateRevoked = handle.prepare('UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?');
  const updateUsed = handle.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?');
  // A number that changes with every write of another process; it lies in memory that they share.
  const dataVersion = handle.prepare('PRAGMA data_version');
  const usedAt = new Map<string, number>();
  let seenVersion: unknown;
  let byHash = new Map<string, Held>();
  let byId = new Map<string, AppKey>();

  function refresh(): void {
    const version = dataVersion.get()?.data_version;
    if (version === seenVersion) return;
    const held = selectAll.all().map((row): Held => ({ hash: Buffer.from(row.hash as Uint8Array), key: toKey(row) }));
    byHash = new Map(held.map((one) => [one.hash.toString('latin1'), one]));
    byId = new Map(held.map(({ key }) => [key.id, key]));
    seenVersion = version;
  }
  function read(id: string): AppKey {
    const row = selectById.get(id);
    if (row === undefined) throw new LintelError('not-found', say`There is no key with the id ${id}. List them with: lintel keys list`);
    return toKey(row);
  }
  const changed = <Result>(write: () => Result): Result =>
    guard(() => {
      const result = write();
      seenVersion = undefined; // what this process writes does not show in the number
      return result;
    });
  /** A use that is not written down yet is seen all the same. */
  const withUse = (key: AppKey): AppKey => {
    const at = usedAt.get(key.id);
    return at === undefined ? key : { ...key, lastUsedAt: at };
  };
  const ifLive = (key: AppKey | undefined) => (key !== undefined && isLiveKey(key, now()) ? key : undefined);

  return {
    create: (given) =>
      changed(() => {
        const key = `lintel-${randomBytes(32).toString('base64url')}`;
        const rules: KeyRules = { icon: 'app-window', canManageModels: false, ...given };
        const created: AppKey = { ...rules, id: randomUUID(), lastFour: key.slice(-4), createdAt: now() };
        const [name, ...rest] = columnsOf(rules);
        insert.run(created.id, name, hashOf(key), created.lastFour, ...rest, created.createdAt);
        return { ...created, key };
      }),
    list: () => guard(() => selectAll.all().map((row) => withUse(toKey(row)))),
    change: (id, patch) =>
      changed(() => {
        const { id: _, lastFour, createdAt, lastUsedAt, revokedAt, ...rules } = read(id);
        if (revokedAt !== undefined)
          throw new LintelError('bad-request', say`The key ${id} was revoked. Make another with: lintel keys create`);
        update.run(...columnsOf(changedKey(rules, patch)), id);
        return read(id);
      }),
    revoke: (id) =>
      changed(() => {
        updateRevoked.run(now(), id);
        return read(id);
      }),
    find: (key) =>
      guard(() => {
        refresh();
        const hash = hashOf(key);
        const held = byHash.get(hash.toString('latin1'));
        const found = held !== undefined && timingSafeEqual(held.hash, hash) ? ifLive(held.key) : undefined;
        if (found !== undefined) usedAt.set(found.id, now());
        return found;
      }),
    live: (id) =>
      guard(() => {
        refresh();
        return ifLive(byId.get(id));
      }),
    flush: () =>
      guard(() => {
        for (const [id, at] of usedAt) if (at - (byId.get(id)?.lastUsedAt ?? 0) > LAST_USED_STEP_MS) updateUsed.run(at, id);
        usedAt.clear();
        seenVersion = undefined;
      }),
  };
}

function columnsOf({ name, tags, allowed, ...rules }: KeyRules): [name: string, tags: string, models: string | null, rules: string] {
  return [name, JSON.stringify(tags), allowed === undefined ? null : JSON.stringify(allowed), JSON.stringify(rules)];
}

function toKey(row: Record<string, unknown>): AppKey {
  return {
    icon: 'app-window',
    canManageModels: false,
    ...(JSON.parse(String(row.rules)) as Partial<KeyRules>),
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
