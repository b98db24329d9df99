import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createPolicyStore } from '../../electron/ledger/policies.ts';
import { english } from '../../shared/chat/english.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-policies-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const open = (isForced = false) => createPolicyStore(database, Date.now, isForced);

describe('the store of policies', () => {
  it('begins with that of a fresh installation, and keeps every version that was in force', () => {
    const store = open();
    expect(store.current()).toEqual(DEFAULT_POLICY);
    const heard: number[] = [];
    store.onChange(({ version }) => void heard.push(version));
    store.change({ tags: { Work: { ceiling: 'lan', masked: 'cloud', regions: ['EU'] } }, findingTags: { person: 'private' } });
    store.change({ stayOnDevice: true });
    const again = open().current();
    expect(again).toEqual(store.current());
    expect(again).toMatchObject({
      version: 3,
      stayOnDevice: true,
      tags: { work: { ceiling: 'lan' } },
      findingTags: { person: 'private', iban: 'sensitive' },
    });
    expect(heard).toEqual([2, 3]);
    expect(store.at(1)).toEqual(DEFAULT_POLICY);
    expect(store.at(2)).toMatchObject({ version: 2, stayOnDevice: false });
    expect(store.at(9)).toBeUndefined();
  });

  it.each([
    ['a built-in tag that goes', { tags: { private: null } }, '“tags.private” is built in'],
    ['a finding’s tag that is not there', { findingTags: { iban: 'gone' } }, '“findingTags.iban” names the tag “gone”'],
    [
      'a term’s tag that is not there',
      { ownTerms: [{ id: '1', name: 'x', tag: 'gone', match: { kind: 'pattern', pattern: 'x+' } }] },
      '“ownTerms[0].tag” names',
    ],
    ['a mask that raises nothing', { tags: { odd: { ceiling: 'trusted', masked: 'lan' } } }, 'must reach further masked'],
  ] as const)('refuses %s, and leaves all as it was', (_what, patch, sentence) => {
    const store = open();
    expect(() => store.change(patch)).toThrow(sentence);
    expect(store.current()).toEqual(DEFAULT_POLICY);
    expect(open().current()).toEqual(DEFAULT_POLICY);
  });

  it('lets nothing leave when what it kept cannot be read, and says so', () => {
    open().change({ untagged: { ceiling: 'device' } });
    for (const damaged of ['{"tags":{}}', 'not JSON', 'null', JSON.stringify({ ...DEFAULT_POLICY, untagged: { ceiling: 'everywhere' } })]) {
      database.handle.prepare('UPDATE policies SET policy = ?').run(damaged);
      const store = open();
      expect(store.current()).toMatchObject({ version: 2, stayOnDevice: true });
      expect(store.notices).toHaveLength(1);
    }
    const store = open();
    // Deciding anew ends it.
    expect(store.change({ stayOnDevice: false })).toMatchObject({ version: 3, stayOnDevice: false });
    expect(open().notices).toEqual([]);
  });

  it('lets nothing leave when a damaged database took the rules with it, from then on', () => {
    open().change({ stayOnDevice: true });
    database.close();
    const file = join(folder, 'lintel.db');
    writeFileSync(file, Buffer.alloc(40_000, 7));
    database = openDatabase(file, { repair: true });
    const store = open();
    expect(store.current().stayOnDevice).toBe(true);
    expect(store.notices.map(english)[0]).toContain('were lost');
    database.close();
    database = openDatabase(file, { repair: true });
    expect(open().current().stayOnDevice).toBe(true);
    expect(open().notices).toEqual([]);
  });

  it('gives a type of finding that it does not know yet the tag of a fresh installation', () => {
    open().change({ findingTags: { iban: 'private' } });
    const { iban, secret } = open().current().findingTags;
    database.handle
      .prepare('UPDATE policies SET policy = ?')
      .run(JSON.stringify({ ...DEFAULT_POLICY, version: 2, findingTags: { iban, secret } }));
    expect(open().current().findingTags).toEqual({ ...DEFAULT_POLICY.findingTags, iban: 'private' });
  });

  it('refuses a rule that is wrong, at its place, and keeps one that an earlier version took', () => {
    // biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
    const wrong = { id: 'a', name: 'Old', when: 'tokns > 1', then: { mask: true } } as const;
    const rules = [{ id: 'g', name: 'G', match: 'all', rules: [wrong] }] as const;
    expect(() => open().change({ rules })).toThrow(
      '“rules[0].rules[0].when” is wrong at 1:1: There is no variable “tokns”. The nearest is “tokens”.',
    );
    open().change({ keepSentText: true });
    database.handle.prepare('UPDATE policies SET policy = ?').run(JSON.stringify({ ...DEFAULT_POLICY, version: 2, rules }));
    const store = open();
    expect([store.notices, store.current().rules]).toEqual([[], rules]);
    expect(store.change({ stayOnDevice: true })).toMatchObject({ version: 3, rules });
    expect(() => store.change({ tags: { work: { ceiling: 'lan' } } })).toThrow('is wrong at 1:1');
  });

  it('stays on this device where that is forced, whatever is chosen, and forgets nothing of it', () => {
    const store = open(true);
    expect(store.current().stayOnDevice).toBe(true);
    expect(store.change({ stayOnDevice: false }).stayOnDevice).toBe(true);
    expect(open().current().stayOnDevice).toBe(false);
  });

  it('lists its versions with what each changed, and says what is different between two', () => {
    const store = open();
    expect(store.history(10)).toEqual([{ version: 1, changes: [] }]);
    store.change({ tags: { work: { ceiling: 'cloud' } } });
    store.change({ tags: { work: { ceiling: 'lan' } }, stayOnDevice: true });
    expect(store.history(10)).toMatchObject([
      { version: 3, createdAt: expect.any(Number), changes: ['stay on this device: off → on', 'tag work: ceiling cloud → lan'] },
      { version: 2, createdAt: expect.any(Number), changes: ['tag work added'] },
      { version: 1, changes: [] },
    ]);
    expect(store.history(2).map(({ version, changes }) => [version, changes?.length])).toEqual([
      [3, 2],
      [2, 1],
    ]);
    database.handle.exec(`UPDATE policies SET policy = '{' WHERE version = 2`);
    expect(store.history(1)[0]?.changes).toBeUndefined();
  });

  it('goes back by a new version, which lifts no “Stay on this device”', () => {
    const store = open();
    store.change({ tags: { work: { ceiling: 'lan' } } });
    store.change({ tags: { work: null }, masking: 'off', stayOnDevice: true });
    expect(store.rollback(2)).toMatchObject({
      version: 4,
      masking: 'placeholders',
      stayOnDevice: true,
      tags: { work: { ceiling: 'lan' } },
    });
    expect(store.history(10).map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    expect(store.at(3)).toMatchObject({ masking: 'off' });
    store.change({ stayOnDevice: false });
    expect(store.rollback(3)).toMatchObject({ version: 6, stayOnDevice: true });
    expect(store.rollback(1)).toMatchObject({ version: 7, stayOnDevice: true, masking: 'placeholders' });
    expect(() => store.rollback(99)).toThrow('There is no policy 99');
    expect(open().current()).toEqual(store.current());
  });

  it('keeps all here while it is held, which is in no version', () => {
    const store = open();
    const heard: boolean[] = [];
    store.onChange(({ stayOnDevice }) => void heard.push(stayOnDevice));
    expect(store.hasKept()).toBe(false);
    store.hold(true);
    expect(store.current().stayOnDevice).toBe(true);
    store.replace({ ...DEFAULT_POLICY, masking: 'off' });
    expect([store.current().stayOnDevice, store.chosen().stayOnDevice, store.hasKept()]).toEqual([true, false, true]);
    store.hold(false);
    expect(heard).toEqual([true, true, false]);
    expect(open().current()).toMatchObject({ version: 2, masking: 'off', stayOnDevice: false });
  });
});
