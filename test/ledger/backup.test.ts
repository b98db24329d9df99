import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackup, writeBackup } from '../../electron/ledger/backup.ts';
import { createChatStore } from '../../electron/ledger/chats.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { eraseData } from '../../electron/platform/erase.ts';
import { keepRestoredSettings, putRestored, restoredPaths } from '../../electron/platform/restored.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = { version: '1.2.3', madeAt: 1_700_000_000_000, settings: '{"ledgerDays":30}' };

async function made(title: string): Promise<string> {
  const database = openDatabase(join(folder, 'lintel.db'), { repair: false });
  createChatStore(database, () => 1).begin({ text: title, tags: [] }, 'a');
  const file = join(folder, 'saved.backup');
  await writeBackup(database, file, HEAD);
  database.close();
  return file;
}

describe('a backup', () => {
  it('holds what was there, and comes back in place of what is, which stays beside it', async () => {
    const file = await made('From before');
    expect(openBackup(file)).toEqual(HEAD);
    writeFileSync(restoredPaths(folder).database, readFileSync(file));
    keepRestoredSettings(folder, HEAD.settings);
    const later = openDatabase(join(folder, 'lintel.db'), { repair: false });
    createChatStore(later, () => 2).begin({ text: 'From later', tags: [] }, 'b');
    later.close();
    // What a crash left belongs to what was there.
    writeFileSync(join(folder, 'lintel.db.pending'), 'left');
    expect(putRestored(folder, join(folder, 'lintel.db'))).toMatchObject({ said: expect.stringContaining('is restored') });
    const database = openDatabase(join(folder, 'lintel.db'), { repair: false });
    expect(
      createChatStore(database, () => 3)
        .list()
        .map(({ title }) => title),
    ).toEqual(['From before']);
    database.close();
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({ ledgerDays: 30 });
    expect(readdirSync(folder).filter((name) => /^lintel\.db(?:\.before-[^.]*)?\.pending$/.test(name))).toEqual([
      expect.stringContaining('.before-'),
    ]);
    const beside = readdirSync(folder).find((name) => /^lintel\.db\.before-[^.]*$/.test(name)) ?? '';
    const kept = openDatabase(join(folder, beside), { repair: false });
    expect(
      createChatStore(kept, () => 3)
        .list()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['From before', 'From later']);
    kept.close();
    expect(putRestored(folder, join(folder, 'lintel.db'))).toBeUndefined();
  });

  it('is refused where it is another file, damaged, newer, or holds more than Lintel makes', async () => {
    const whole = readFileSync(await made('Mine'));
    const refused = (change: (path: string) => void) => {
      const path = join(folder, 'other.backup');
      writeFileSync(path, whole);
      change(path);
      return () => openBackup(path);
    };
    const run = (sql: string) => (path: string) => {
      const handle = new DatabaseSync(path);
      handle.exec(sql);
      handle.close();
    };
    expect(refused((path) => writeFileSync(path, 'SQLite format 3 but not quite'))).toThrow('no backup');
    expect(refused((path) => writeFileSync(path, whole.subarray(0, whole.length / 2)))).toThrow('no backup');
    expect(refused((path) => writeFileSync(path, ''))).toThrow('no backup');
    expect(refused(run('PRAGMA user_version = 9999'))).toThrow('newer Lintel');
    expect(refused(run('CREATE TRIGGER spy AFTER INSERT ON conversations BEGIN DELETE FROM keys; END'))).toThrow('no backup');
    expect(refused(run('CREATE TRIGGER lintel_backup AFTER INSERT ON keys BEGIN DELETE FROM chats; END'))).toThrow('no backup');
    expect(refused(run('CREATE VIEW more AS SELECT * FROM keys'))).toThrow('no backup');
    expect(refused(run('DROP TABLE lintel_backup'))).toThrow('no backup');
    expect(refused(run("UPDATE lintel_backup SET settings = 'null'"))).toThrow('no backup');
    expect(refused(run("UPDATE lintel_backup SET settings = '{'"))).toThrow('no backup');
  });
});

describe('deleting everything', () => {
  it('takes what Lintel keeps, models only where wished, and nothing of others', async () => {
    await made('Gone');
    for (const name of ['settings.json', 'hub-token', 'notes.txt']) writeFileSync(join(folder, name), 'x');
    rmSync(join(folder, 'saved.backup'));
    const models = join(folder, 'models');
    writeFileSync(models, 'stands for a folder');
    expect(eraseData(folder, false)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['models', 'notes.txt']);
    eraseData(folder, true);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });
});
