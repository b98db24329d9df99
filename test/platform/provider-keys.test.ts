import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProviderKeys } from '../../electron/platform/provider-keys.ts';

let folder: string;
let now: number;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'lintel-keys-')), 'secrets');
  now = Date.UTC(2026, 0, 1);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const open = (environment = {}) => openProviderKeys(folder, () => ++now, environment);
const FIRST = 'sk-first-0123456789abcd';
const SECOND = 'sk-second-0123456789wxyz';

test('keeps several keys of a provider in files of its owner’s alone, in the order they came, also after a restart', async () => {
  const keys = await open();
  const first = await keys.add('cloud', ` ${FIRST}\n`);
  await keys.add('cloud', SECOND);
  await keys.add('cloud-2', 'sk-of-another-1234');
  expect(first).toMatchObject({ lastFour: 'abcd' });
  for (const opened of [keys, await open()]) {
    expect(opened.of({ id: 'cloud' }).map(({ secret }) => secret)).toEqual([FIRST, SECOND]);
    expect(opened.of({ id: 'cloud-2' })).toHaveLength(1);
    expect(opened.list({ id: 'cloud' }).map(({ lastFour }) => lastFour)).toEqual(['abcd', 'wxyz']);
    expect(JSON.stringify(opened.list({ id: 'cloud' }))).not.toMatch(/first|second/);
  }
  expect(first.id).not.toContain('abcd');
  for (const name of readdirSync(folder)) if (process.platform !== 'win32') expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('takes no key twice, and none that would break a header; a file of keys is kept on one line', async () => {
  const keys = await open();
  await keys.add('cloud', FIRST);
  await expect(keys.add('cloud', `${FIRST} `)).rejects.toThrow('there already');
  for (const wrong of ['a\r\nx-evil: 1', 'ключ', '', 'x'.repeat(9000)])
    await expect(keys.add('cloud', wrong)).rejects.toMatchObject({ code: 'bad-request' });
  const account = { client_email: 'a@b.example', private_key: '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n' };
  const added = await keys.add('cloud', JSON.stringify(account, undefined, 2));
  expect(added.lastFour).toBe('');
  expect(JSON.parse(keys.of({ id: 'cloud' })[1]?.secret ?? '')).toEqual(account);
});

test('removes a key from disk at once, and all of a provider’s, but no other’s', async () => {
  const keys = await open();
  const first = await keys.add('cloud', FIRST);
  await keys.add('cloud', SECOND);
  await keys.add('cloud-2', FIRST);
  expect(await keys.remove(first.id)).toBe('cloud');
  expect(keys.of({ id: 'cloud' }).map(({ secret }) => secret)).toEqual([SECOND]);
  await expect(keys.remove(first.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(keys.remove('../../etc/passwd')).rejects.toMatchObject({ code: 'not-found' });
  await keys.forget('cloud');
  expect(keys.of({ id: 'cloud' })).toEqual([]);
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([FIRST]);
});

test('the environment’s key comes first, is read as it is now, and is never written down', async () => {
  const environment: Record<string, string> = {};
  const keys = await open(environment);
  const provider = { id: 'cloud', keyVariable: 'SOME_KEY' };
  expect(keys.of(provider)).toEqual([]);
  environment.SOME_KEY = `${SECOND}\n`;
  await keys.add('cloud', FIRST);
  expect(keys.of(provider).map(({ secret }) => secret)).toEqual([SECOND, FIRST]);
  expect(keys.list(provider)[0]).toEqual({ id: 'cloud.environment', lastFour: 'wxyz', variable: 'SOME_KEY' });
  environment.SOME_KEY = 'a\nb';
  expect(keys.of(provider)).toHaveLength(1);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('looks past files that are none of its own', async () => {
  await (await open()).add('cloud', FIRST);
  for (const name of ['cloud', '.DS_Store', 'cloud.x-y', 'Other.mwq93gj8-3f18dbca']) writeFileSync(join(folder, name), 'x');
  expect((await open()).of({ id: 'cloud' })).toHaveLength(1);
});
