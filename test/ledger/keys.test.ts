import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createKeyStore } from '../../electron/ledger/keys.ts';
import { MIGRATIONS } from '../../electron/ledger/migrations.ts';
import { KEY_ICONS, keyInput, keyPatch } from '../../shared/api/app-keys.ts';

let folder: string;
let file: string;
let database: Database;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-keys-'));
  file = join(folder, 'lintel.db');
  database = openDatabase(file, { repair: true });
  now = 1_700_000_000_000;
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const store = () => createKeyStore(database, () => now);

describe('the keys of apps', () => {
  it('keep all that they allow, and a change takes bounds away or adds them', () => {
    const keys = store();
    const rules = keyInput.parse({
      ...{ name: ' Editor ', icon: 'code', tags: ['Work'], ceiling: 'lan', allowed: ['tiny', 'big-*'], requestsPerMinute: 60 },
      ...{ tokensPerMinute: 100_000, parallel: 4, priority: 'background', expiresAt: now + 1000, canManageModels: true },
    });
    const { key, id } = keys.create(rules);
    expect(keys.find(key)).toMatchObject({ ...rules, name: 'Editor', tags: ['work'], id });
    const changed = keys.change(id, keyPatch.parse({ ceiling: null, allowed: null, parallel: 8, name: 'Other' }));
    expect(changed).toMatchObject({ name: 'Other', parallel: 8, requestsPerMinute: 60, icon: 'code' });
    expect(changed).not.toHaveProperty('ceiling');
    expect(changed).not.toHaveProperty('allowed');
    expect(keys.find(key)).toEqual(changed);
    keys.revoke(id);
    expect(() => keys.change(id, { name: 'Again' })).toThrow('was revoked');
    expect(() => keys.change('nobody', {})).toThrow('no key with the id');
  });

  it.each([
    { name: '' },
    { name: 'x', icon: 'skull' },
    { name: 'x', ceiling: 'moon' },
    { name: 'x', requestsPerMinute: 0 },
    { name: 'x', tokensPerMinute: 1.5 },
    { name: 'x', parallel: -1 },
    { name: 'x', allowed: [] },
    { name: 'x', allowed: [''] },
    { name: 'x', hash: 'mine' },
    { name: 'x', revokedAt: null },
  ])('cannot be made as %j', (rules) => {
    expect(keyInput.safeParse(rules).success).toBe(false);
  });

  it('end at their time, to the millisecond', () => {
    const keys = store();
    const { key, id } = keys.create({ name: 'x', tags: [], expiresAt: now + 1 });
    expect([keys.find(key)?.id, keys.live(id)?.id]).toEqual([id, id]);
    now += 1;
    expect([keys.find(key), keys.live(id)]).toEqual([undefined, undefined]);
  });

  it('are what another process made of them, at once', () => {
    const keys = store();
    const { key, id } = keys.create({ name: 'x', tags: [] });
    expect(keys.find(key)?.id).toBe(id);
    const other = openDatabase(file, { repair: false });
    const others = createKeyStore(other, () => now);
    const made = others.create({ name: 'y', tags: ['work'] });
    expect(keys.find(made.key)).toMatchObject({ name: 'y', tags: ['work'] });
    others.change(id, { ceiling: 'device' });
    expect(keys.find(key)).toMatchObject({ ceiling: 'device' });
    others.revoke(id);
    expect([keys.find(key), keys.live(id)]).toEqual([undefined, undefined]);
    other.close();
  });

  it('remember when they were used last, without a write for each use', () => {
    const keys = store();
    const { key, id } = keys.create({ name: 'x', tags: [] });
    const used = () => store().list()[0]?.lastUsedAt;
    keys.find(key);
    expect(used()).toBeUndefined();
    expect(keys.list()).toMatchObject([{ lastUsedAt: now }]);
    keys.flush();
    expect(used()).toBe(now);
    const first = now;
    now += 30_000;
    keys.find(key);
    keys.flush();
    expect(used()).toBe(first);
    now += 31_000;
    keys.find(key);
    keys.flush();
    expect(used()).toBe(now);
    expect(keys.live(id)).toMatchObject({ lastUsedAt: now });
  });

  it('of an earlier Lintel still open what they did', () => {
    database.close();
    const before = MIGRATIONS.findIndex((step) => step.includes('ALTER TABLE keys ADD COLUMN rules'));
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    const old = new DatabaseSync(file);
    for (const step of MIGRATIONS.slice(0, before)) old.exec(step);
    old.exec(`PRAGMA user_version = ${before}`);
    old.exec("INSERT INTO keys (id, name, hash, last_four, tags, created_at) VALUES ('k', 'old', x'00', 'abcd', '[\"work\"]', 1)");
    old.close();
    database = openDatabase(file, { repair: true });
    expect(store().list()).toEqual([
      { id: 'k', name: 'old', lastFour: 'abcd', tags: ['work'], createdAt: 1, icon: 'app-window', canManageModels: false },
    ]);
  });

  it('have pictures that Lucide has', async () => {
    const { iconNames } = (await import('lucide-react/dynamic')) as { iconNames: readonly string[] };
    expect(KEY_ICONS.filter((icon) => !iconNames.includes(icon))).toEqual([]);
    expect(new Set(KEY_ICONS).size).toBe(KEY_ICONS.length);
  });
});
