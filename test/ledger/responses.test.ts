import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createResponseStore } from '../../electron/ledger/responses.ts';

const DAY_MS = 86_400_000;
let folder: string;
let database: Database;
let at = 100 * DAY_MS;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-ledger-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const store = (most?: { ofApp: number; inAll: number; lookAfter: number }) => createResponseStore(database, () => at, most);
const response = (id: string, rest: object = {}) => ({ id, app: 'a', createdAt: at, content: 'x'.repeat(100), ...rest });

it('keeps a response for thirty days', () => {
  const responses = store();
  responses.keep(response('old', { createdAt: at - 31 * DAY_MS }));
  responses.keep(response('new', { createdAt: at - 29 * DAY_MS }));
  responses.tidy();
  expect(responses.find('a', 'old')).toBeUndefined();
  expect(responses.find('a', 'new')).toMatchObject({ id: 'new' });
  at += 2 * DAY_MS;
  responses.tidy();
  expect(responses.find('a', 'new')).toBeUndefined();
});

it('forgets the oldest of an app that keeps too much, and of those who keep most where all is too much', () => {
  const responses = store({ ofApp: 300, inAll: 500, lookAfter: Number.POSITIVE_INFINITY });
  for (let count = 0; count < 5; count++) responses.keep(response(`a${count}`, { createdAt: at + count }));
  responses.keep(response('b0', { app: 'b', createdAt: at - 1000 }));
  responses.tidy();
  expect(['a0', 'a1', 'a2', 'a3', 'a4'].map((id) => responses.find('a', id) !== undefined)).toEqual([false, false, true, true, true]);
  for (const app of ['b', 'c']) responses.keep(response(`${app}1`, { app, createdAt: at }));
  responses.tidy();
  expect(responses.find('a', 'a2')).toBeUndefined();
  expect([responses.find('b', 'b0'), responses.find('b', 'b1'), responses.find('c', 'c1')].every((one) => one !== undefined)).toBe(true);
});

it('looks by itself once so much was written', () => {
  const responses = store({ ofApp: 250, inAll: 1e9, lookAfter: 300 });
  for (let count = 0; count < 4; count++) responses.keep(response(`a${count}`, { createdAt: at + count }));
  expect(responses.find('a', 'a0')).toBeUndefined();
});

it('follows a chain to its beginning, within one app, and no further than may be asked', () => {
  const responses = store({ ofApp: 1e12, inAll: 1e12, lookAfter: Number.POSITIVE_INFINITY });
  responses.keep(response('1'));
  responses.keep(response('2', { previousId: '1' }));
  responses.keep(response('3', { previousId: '2' }));
  responses.keep(response('4', { previousId: 'gone' }));
  expect(responses.chain('a', '3').map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(responses.chain('b', '3')).toEqual([]);
  expect(responses.chain('a', '4').map(({ id }) => id)).toEqual(['4']);
  // It goes on from itself: that has an end, too.
  responses.keep(response('loop', { previousId: 'loop' }));
  expect(() => responses.chain('a', 'loop')).toThrow('too long');
  responses.keep(response('5', { content: 'x'.repeat(20 * 2 ** 20) }));
  responses.keep(response('6', { previousId: '5', content: 'x'.repeat(20 * 2 ** 20) }));
  expect(() => responses.chain('a', '6')).toThrow('too long');
});

it('deletes for good', () => {
  const responses = store();
  responses.keep(response('1'));
  expect(responses.remove('b', '1')).toBe(false);
  expect(responses.remove('a', '1')).toBe(true);
  expect(responses.remove('a', '1')).toBe(false);
});
