import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createPolicyStore, type PolicyStore } from '../../electron/ledger/policies.ts';
import { openPolicyFile, type PolicyFile } from '../../electron/platform/policy-file.ts';
import { english } from '../../shared/chat/english.ts';
import { verbatim } from '../../shared/chat/said.ts';

let folder: string;
let database: Database;
let policies: PolicyStore;
let opened: PolicyFile[] = [];
let failure: string | undefined;
const said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-policy-file-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  policies = createPolicyStore(database, Date.now);
  failure = undefined;
  said.length = 0;
});
afterEach(async () => {
  for (const one of opened) await one.close();
  opened = [];
  database.close();
  rmSync(folder, { recursive: true });
});

const path = (name = 'policy.yaml') => join(folder, name);
const write = (text: string, name?: string) => writeFileSync(path(name), text);
/** As editors do: another file takes its place. */
const swap = (text: string, name?: string) => {
  writeFileSync(path('next'), text);
  renameSync(path('next'), path(name));
};
async function open(named?: string): Promise<PolicyFile> {
  const one = await openPolicyFile({
    dataFolder: folder,
    named,
    policies,
    failing: () => (failure === undefined ? undefined : verbatim(failure)),
    onNotice: (notice) => void said.push(english(notice)),
  });
  opened.push(one);
  return one;
}
const becomes = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 50 });

test('without a file the policy is changed in Lintel', async () => {
  const file = await open();
  expect([file.ruling(), file.notices(), policies.hasKept()]).toEqual([undefined, [], false]);
});

test('a file is the policy from the start, and makes a new version only where it says something new', async () => {
  write('tags: {work: {ceiling: lan}}\nmasking: "off"\n');
  expect((await open()).ruling()).toEqual({ path: path(), stays: false });
  expect(policies.current()).toMatchObject({ version: 2, masking: 'off', tags: { work: { ceiling: 'lan' } } });
  await open();
  expect(policies.current().version).toBe(2);
});

test('a change counts at once, a wrong one leaves the last good policy in force until it is mended', async () => {
  write('masking: surrogates\n');
  const file = await open();
  await file.watch();
  swap('tags:\n  work: {ceiling: lan}\n');
  await becomes(() =>
    expect(policies.current()).toMatchObject({ version: 3, masking: 'placeholders', tags: { work: { ceiling: 'lan' } } }),
  );
  swap('tags:\n  work: {ceiling: everywhere}\n');
  await becomes(() =>
    expect(file.notices().map(english)).toEqual([expect.stringContaining(`${path()}:2:10: “tags.work.ceiling” must be one of`)]),
  );
  expect(said).toEqual(file.notices().map(english));
  expect(policies.current()).toMatchObject({ version: 3, stayOnDevice: false });
  write('tags:\n  work: {ceiling: device}\n');
  await becomes(() => expect(policies.current()).toMatchObject({ version: 4, tags: { work: { ceiling: 'device' } } }));
  expect(file.notices()).toEqual([]);
  rmSync(path());
  await becomes(() => expect(file.ruling()).toBeUndefined());
  expect(policies.current().version).toBe(4);
});

test('a file that comes later rules from then on', async () => {
  const file = await open();
  await file.watch();
  write('{"masking": "off"}', 'policy.json');
  await becomes(() => expect(policies.current().masking).toBe('off'));
  expect(file.ruling()?.path).toBe(path('policy.json'));
});

test('a wrong file where there was no good policy keeps everything here until it is mended', async () => {
  write('masking: [');
  const file = await open();
  await file.watch();
  expect(policies.current().stayOnDevice).toBe(true);
  expect(policies.hasKept()).toBe(false);
  swap('masking: placeholders\n');
  await becomes(() => expect(policies.current().stayOnDevice).toBe(false));
  expect(policies.current().version).toBe(2);
});

test('a file that was named and is not there is a fault, and keeps everything here at first', async () => {
  const file = await open(path('mine.yaml'));
  expect(file.notices().map(english)[0]).toContain('cannot be read (ENOENT)');
  expect(policies.current().stayOnDevice).toBe(true);
  await file.watch();
  write('masking: "off"', 'mine.yaml');
  await becomes(() => expect(policies.current()).toMatchObject({ stayOnDevice: false, masking: 'off' }));
});

test('a file under which its own tests fail is not used', async () => {
  write('masking: surrogates\n');
  const file = await open();
  await file.watch();
  failure = '1 of the policy’s 1 tests failed.';
  swap('masking: "off"\n');
  await becomes(() => expect(file.notices().map(english)[0]).toContain(failure));
  expect(policies.current().masking).toBe('surrogates');
});

test('the switch that a person turned on stays on, the one that the file turned on goes off with it', async () => {
  write('stayOnDevice: true\n');
  const file = await open();
  await file.watch();
  expect([policies.current().stayOnDevice, file.ruling()?.stays]).toEqual([true, true]);
  swap('stayOnDevice: false\n');
  await becomes(() => expect(policies.current().stayOnDevice).toBe(false));
  policies.change({ stayOnDevice: true });
  swap('masking: "off"\n');
  await becomes(() => expect(policies.current()).toMatchObject({ masking: 'off', stayOnDevice: true }));
  policies.change({ stayOnDevice: false });
  swap('masking: surrogates\n');
  await becomes(() => expect(policies.current()).toMatchObject({ masking: 'surrogates', stayOnDevice: false }));
});
