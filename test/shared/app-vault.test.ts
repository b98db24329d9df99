import { expect, test } from 'vitest';
import type { MaskEntry } from '../../shared/privacy/mask/entry.ts';
import { withAppVault } from '../../shared/routing/app-vault.ts';

const entry = (value: string): MaskEntry => ({ placeholder: `[PERSON_${value}]`, value, type: 'person' });

test('conversations of apps are held apart from each other, and never written beside those that Lintel keeps', () => {
  const kept = new Map<string, readonly MaskEntry[]>();
  const vault = withAppVault({ read: (id) => kept.get(id) ?? [], write: (id, entries) => void kept.set(id, entries) });
  vault.write('app-1:work', [entry('1')]);
  vault.write('app-2:work', [entry('2')]);
  vault.write('c-1', [entry('3')]);
  expect([...kept.keys()]).toEqual(['c-1']);
  expect(['app-1:work', 'app-2:work', 'c-1', 'app-3:work'].map((id) => vault.read(id))).toEqual([
    [entry('1')],
    [entry('2')],
    [entry('3')],
    [],
  ]);
});

test('a vault forgets the conversations that were silent for longest, and counts what they held', () => {
  const vault = withAppVault({ read: () => [], write: () => {} }, 3);
  vault.write('a:1', [entry('1')]);
  vault.write('a:2', [entry('2')]);
  vault.write('a:1', [entry('1'), entry('3')]);
  expect([vault.read('a:1').length, vault.read('a:2').length]).toEqual([2, 1]);
  vault.write('a:3', [entry('4')]);
  expect([vault.read('a:1').length, vault.read('a:2').length, vault.read('a:3').length]).toEqual([2, 0, 1]);
});
