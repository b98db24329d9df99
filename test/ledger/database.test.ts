import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { titleOf } from '../../electron/ledger/chats/title.ts';
import { createChatStore } from '../../electron/ledger/chats.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { createKeyStore } from '../../electron/ledger/keys.ts';
import { MIGRATIONS } from '../../electron/ledger/migrations.ts';
import { english } from '../../shared/chat/english.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-ledger-'));
  file = join(folder, 'lintel.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openDatabase(file, { repair: true });
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'nothing thrown';
};

describe('openDatabase', () => {
  it('brings a file of the first format to the newest with its rows intact and a copy kept', () => {
    const old = new DatabaseSync(file);
    old.exec(MIGRATIONS[0] ?? '');
    old.exec(`PRAGMA user_version = 1; INSERT INTO conversations VALUES ('c1', 'From before', 1, 2);
      INSERT INTO messages VALUES ('m1', 'c1', 1, 'user', 'still here?', 'done', NULL, '[]', 1)`);
    old.close();
    const database = open();
    const chats = createChatStore(database, Date.now);
    expect(chats.list()).toMatchObject([{ id: 'c1', title: 'From before' }]);
    expect(chats.messages('c1')).toMatchObject([{ text: 'still here?' }]);
    expect(createKeyStore(database, Date.now).list()).toEqual([]);
    expect(database.handle.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
    expect(database.notices.map(english)[0]).toContain('A copy from before is kept');
    database.close();
    expect(readdirSync(folder).filter((name) => name.includes('.v1-'))).toHaveLength(1);
  });

  it('has Perplexity spoken to in the way it takes since it ended its chat completions', () => {
    const before = MIGRATIONS.findIndex((sql) => sql.includes("'perplexity'"));
    const old = new DatabaseSync(file);
    for (const sql of MIGRATIONS.slice(0, before)) old.exec(sql);
    old.exec(`PRAGMA user_version = ${before}`);
    const insert = old.prepare('INSERT INTO providers (id, provider, created_at) VALUES (?, ?, 0)');
    const address = { baseUrl: 'https://api.perplexity.ai' };
    const trusted = { zone: 'trusted', ground: { kind: 'zero-retention' } };
    insert.run('a', JSON.stringify({ id: 'a', kind: 'perplexity', dialect: 'openai', ...address, ...trusted }));
    insert.run('b', JSON.stringify({ id: 'b', kind: 'openai', dialect: 'openai' }));
    insert.run('c', '{"kind":"perplexity"');
    old.close();
    const database = open();
    const rows = database.handle
      .prepare('SELECT provider FROM providers ORDER BY id')
      .all()
      .map(({ provider }) => String(provider));
    expect(rows).toEqual([
      '{"id":"a","kind":"perplexity","dialect":"perplexity","baseUrl":"https://api.perplexity.ai/v1","zone":"cloud"}',
      '{"id":"b","kind":"openai","dialect":"openai"}',
      '{"kind":"perplexity"',
    ]);
    database.close();
  });

  it('writes ahead into a log, overwrites what is deleted, and lets others read while it writes', () => {
    const database = open();
    const pragma = (name: string) => Object.values(database.handle.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('secure_delete'), pragma('foreign_keys')]).toEqual(['wal', 1, 1, 1]);
    createChatStore(database, Date.now).begin({ text: 'first', tags: [] }, 'r1');
    database.handle.exec('BEGIN EXCLUSIVE; DELETE FROM conversations');
    const reader = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    expect(reader.prepare('SELECT count(*) AS kept FROM conversations').get()).toEqual({ kept: 1 });
    reader.close();
    database.handle.exec('ROLLBACK');
    database.close();
  });

  it('refuses a file from a newer Lintel and leaves it as it was', () => {
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 999; CREATE TABLE tomorrow (x)');
    newer.close();
    const before = readFileSync(file);
    expect(open).toThrow(/newer Lintel/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it.each([
    ['garbage', () => writeFileSync(file, 'this is not a database, though it is long enough to look at'.repeat(100))],
    [
      'a file cut in the middle',
      () => {
        const database = open();
        const chats = createChatStore(database, Date.now);
        for (let turn = 0; turn < 200; turn++) chats.begin({ text: `question ${turn} ${'x'.repeat(500)}`, tags: [] }, `r${turn}`);
        database.close();
        truncateSync(file, 40_960);
      },
    ],
    [
      'pages overwritten',
      () => {
        const database = open();
        const chats = createChatStore(database, Date.now);
        for (let turn = 0; turn < 200; turn++) chats.begin({ text: `question ${turn} ${'x'.repeat(500)}`, tags: [] }, `r${turn}`);
        database.close();
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 8_192, 32_768);
        writeFileSync(file, bytes);
      },
    ],
  ])('sets %s aside, keeps it byte for byte, says so, and begins a new file', (_name, damage) => {
    damage();
    const before = readFileSync(file);
    const database = open();
    const aside = readdirSync(folder).find((name) => /\.damaged-[\dTZ-]+$/.test(name));
    expect(aside).toBeDefined();
    expect(readFileSync(join(folder, aside ?? '')).equals(before)).toBe(true);
    expect(database.notices.map(english)[0]).toContain(aside);
    expect(createChatStore(database, Date.now).list()).toEqual([]);
    database.close();
  });

  it('never moves a damaged file without being allowed to', () => {
    writeFileSync(file, 'not a database at all'.repeat(200));
    expect(() => openDatabase(file, { repair: false })).toThrow(/is damaged/);
    expect(readdirSync(folder)).toEqual(['lintel.db']);
  });

  it('says that the disk is full, loses nothing stored, and works again once there is room', () => {
    const database = open();
    const chats = createChatStore(database, Date.now);
    const kept = chats.begin({ text: 'kept', tags: [] }, 'r1');
    const pages = Number(database.handle.prepare('PRAGMA page_count').get()?.page_count);
    database.handle.exec(`PRAGMA max_page_count = ${pages}`);
    expect(codeOf(() => chats.begin({ text: 'x'.repeat(1_000_000), tags: [] }, 'r2'))).toBe('storage-full');
    expect(chats.list()).toMatchObject([{ id: kept.conversation.id }]);
    expect(chats.messages(kept.conversation.id).map((message) => message.text)).toEqual(['kept', '']);
    database.handle.exec('PRAGMA max_page_count = 1000000');
    expect(chats.begin({ text: 'y'.repeat(1_000_000), tags: [] }, 'r3').question.text).toHaveLength(1_000_000);
    database.close();
  });
});

describe('chats', () => {
  it('marks what was still streaming as interrupted at the next start', () => {
    const first = open();
    const turn = createChatStore(first, Date.now).begin({ text: 'Hello', tags: [] }, 'r1');
    createChatStore(first, Date.now);
    first.close();
    const second = open();
    expect(
      createChatStore(second, Date.now)
        .messages(turn.conversation.id)
        .map((message) => message.status),
    ).toEqual(['done', 'interrupted']);
    second.close();
  });

  it('deletes a conversation with its messages, and only that one', () => {
    const database = open();
    const chats = createChatStore(database, Date.now);
    const gone = chats.begin({ text: 'one', tags: [] }, 'r1').conversation.id;
    const kept = chats.begin({ text: 'two', tags: [] }, 'r2').conversation.id;
    chats.remove(gone);
    chats.purge();
    expect(chats.messages(gone)).toEqual([]);
    expect(chats.messages(kept)).toHaveLength(2);
    expect(codeOf(() => chats.conversation(gone))).toBe('not-found');
    database.close();
  });

  it.each([
    ['Short question', 'Short question'],
    ['  first line \n second', 'first line'],
    ['', 'New chat'],
    ['word '.repeat(40), 'word word word word word word word word word word word word…'],
    ['👋'.repeat(60), `${'👋'.repeat(30)}…`],
  ])('titles %j', (question, title) => {
    expect(titleOf(question)).toBe(title);
  });
});

describe('keys', () => {
  it('finds a live key, not a revoked or an unknown one, and stores no key', () => {
    const database = open();
    const keys = createKeyStore(database, Date.now);
    const { key, ...created } = keys.create({ name: 'editor', tags: ['work'] });
    expect(keys.find(key)).toMatchObject({ id: created.id, name: 'editor', tags: ['work'], lastFour: key.slice(-4) });
    expect(keys.find(key)).not.toHaveProperty('allowed');
    expect(keys.find(keys.create({ name: 'narrow', tags: [], allowed: ['tiny', 'big-*'] }).key)).toMatchObject({
      allowed: ['tiny', 'big-*'],
    });
    expect(keys.find('')).toBeUndefined();
    expect(keys.find(`${key}x`)).toBeUndefined();
    keys.revoke(created.id);
    expect(keys.find(key)).toBeUndefined();
    expect(codeOf(() => keys.revoke('nobody'))).toBe('not-found');
    database.close();
    expect(readFileSync(file).includes(key)).toBe(false);
  });
});
