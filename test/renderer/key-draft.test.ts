import { describe, expect, it } from 'vitest';
import { draftOf, keyOf, monthOf, NEW_KEY, patchOf, wrongNumbers } from '../../renderer/screens/apps/key-draft.ts';
import type { Key } from '../../renderer/stores/apps.ts';
import { keyInput, keyPatch } from '../../shared/api/app-keys.ts';

const key: Key = {
  ...{ id: '1', name: 'Notes', icon: 'mail', tags: ['work', 'private'], canManageModels: true, lastFour: 'abcd', createdAt: 0 },
  ...{ ceiling: 'lan', allowed: ['qwen*', 'auto'], requestsPerMinute: 60, tokensPerMinute: 9_000, parallel: 2, priority: 'background' },
  ...{ expiresAt: new Date(2027, 0, 1).getTime(), isLive: true },
  caps: [
    {
      ...{ id: '7', scope: 'app:1', window: 'month', rolling: false, soft: false, limits: { nanoDollars: 2.5e9 } },
      ...{ over: 'app:Notes', words: '', used: { nanoDollars: 0, tokens: 0, requests: 0 }, warning: 0 },
    },
  ],
};

describe('the form of a key', () => {
  it('gives back what it was filled with', () => {
    const draft = draftOf(key);
    expect(draft.lastDay).toBe('2026-12-31');
    const { name, icon, tags, canManageModels, ceiling, allowed, requestsPerMinute, tokensPerMinute, parallel, priority, expiresAt } = key;
    const rules = {
      ...{ name, icon, tags, canManageModels, ceiling, allowed },
      ...{ requestsPerMinute, tokensPerMinute, parallel, priority, expiresAt },
    };
    expect(keyOf(draft)).toEqual(rules);
    expect(keyInput.parse(keyOf(draft))).toEqual(rules);
    expect(monthOf(draft)).toBe(2.5e9);
  });

  it('takes away what was emptied', () => {
    const patch = patchOf({ ...NEW_KEY, name: ' Notes ' });
    expect(patch).toMatchObject({ name: 'Notes', tags: [], ceiling: null, allowed: null, parallel: null, priority: null, expiresAt: null });
    expect(keyPatch.safeParse(patch).success).toBe(true);
    expect(monthOf(NEW_KEY)).toBeUndefined();
    expect(keyInput.safeParse(keyOf({ ...NEW_KEY, name: 'Notes' })).success).toBe(true);
  });

  it('names the numbers that are none', () => {
    expect(wrongNumbers({ ...NEW_KEY, dollarsPerMonth: '2,50', requestsPerMinute: '60' })).toEqual([]);
    expect(wrongNumbers({ ...NEW_KEY, dollarsPerMonth: '-1', requestsPerMinute: '1.5', tokensPerMinute: '0', parallel: 'many' })).toEqual([
      'dollarsPerMonth',
      'requestsPerMinute',
      'tokensPerMinute',
      'parallel',
    ]);
  });
});
