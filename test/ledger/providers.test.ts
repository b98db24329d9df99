import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createProviderStore } from '../../electron/ledger/providers.ts';
import { english } from '../../shared/chat/english.ts';
import type { Provider } from '../../shared/providers/provider.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-providers-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () => createProviderStore(database, Date.now);
const CLOUD: Provider = {
  id: 'cloud',
  name: 'Cloud',
  kind: 'openai-compatible',
  dialect: 'openai',
  baseUrl: 'https://cloud.example/v1',
  zone: 'cloud',
  models: [{ id: 'a', price: { input: 2.5e9, output: 10e9, source: 'me', date: '2026-01-01' } }],
};

test('keeps providers with their lists over a restart, and tells of every change', () => {
  const store = open();
  let changes = 0;
  const stop = store.onChange(() => changes++);
  store.add(CLOUD);
  store.keepList('cloud', { at: 5, models: [{ id: 'b', contextWindow: 10 }] });
  store.change({ ...CLOUD, zone: 'trusted', ground: { promise: 'no-training', source: 'a contract', date: '2026-01-01' } });
  const again = open();
  expect(again.all()).toEqual(store.all());
  expect(again.find('cloud').zone).toBe('trusted');
  expect(again.list('cloud')).toEqual({ at: 5, models: [{ id: 'b', contextWindow: 10 }] });
  store.remove('cloud');
  expect(changes).toBe(4);
  stop();
  expect([store.all(), store.list('cloud'), open().all()]).toEqual([[], undefined, []]);
  store.add(CLOUD);
  expect([changes, open().list('cloud')]).toEqual([4, undefined]);
});

test('refuses what could not be used, and what is not there, and changes nothing then', () => {
  const store = open();
  store.add(CLOUD);
  expect(() => store.add(CLOUD)).toThrow('There is a provider “cloud” already');
  const wrong: Partial<Record<keyof Provider, unknown>>[] = [
    { baseUrl: 'https://me:secret@cloud.example' },
    { baseUrl: 'https://cloud.example/v1?key=secret' },
    { baseUrl: 'ftp://cloud.example' },
    { baseUrl: 'file:///etc/passwd' },
    { zone: 'moon' },
    { id: 'Not/an id' },
    { models: [{ id: 'a' }, { id: 'a' }] },
    { models: [{ id: 'a', price: { input: -1, output: 1, source: 'x', date: '2026-01-01' } }] },
    { name: 'a\u001b[2Jb' },
  ];
  for (const part of wrong)
    expect(() => (part.id === undefined ? store.change : store.add)({ ...CLOUD, ...part } as Provider), JSON.stringify(part)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
  expect(open().all()).toEqual([CLOUD]);
  for (const call of [
    () => store.find('no'),
    () => store.remove('no'),
    () => store.change({ ...CLOUD, id: 'no' }),
    () => store.keepList('no', { at: 1, models: [] }),
  ])
    expect(call).toThrow(expect.objectContaining({ code: 'not-found' }));
});

test('does not use a row that it cannot read, says so, and makes room for it to be added again', () => {
  open().add(CLOUD);
  open().add({ ...CLOUD, id: 'other' });
  const write = (json: string) => database.handle.prepare("UPDATE providers SET provider = ? WHERE id = 'cloud'").run(json);
  for (const json of ['{', '{}', JSON.stringify({ ...CLOUD, baseUrl: 'http://a:b@c' }), JSON.stringify({ ...CLOUD, id: 'other' })]) {
    write(json);
    const store = open();
    expect(store.all().map(({ id }) => id)).toEqual(['other']);
    expect(store.notices.map(english)).toEqual([expect.stringContaining('“cloud” could not be read')]);
  }
  expect(open().add(CLOUD)).toEqual(CLOUD);
  expect(open().notices).toEqual([]);
});
