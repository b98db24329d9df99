import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../../shared/chat/english.ts';
import { fits } from '../../shared/routing/rules/glob.ts';
import { isForbidden, isRequired, matchesTarget } from '../../shared/routing/rules/matches.ts';
import type { TargetMatch } from '../../shared/routing/rules/rule.ts';
import { chosenShare } from '../../shared/routing/rules/split.ts';
import { effectOf } from '../../shared/routing/rules/words.ts';
import { target } from '../fakes/ports.ts';

describe('a pattern', () => {
  it('matches what a regular expression of the same meaning does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '*'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, letters, (glob, text) => {
        const parts = glob.split('*').map((part) => part.replaceAll('.', '\\.'));
        expect(fits(glob, text)).toBe(new RegExp(`^${parts.join('.*')}$`, 's').test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('that a backtracking search would never finish is finished', () => {
    expect(fits('*a'.repeat(100), `${'a'.repeat(199)}b`)).toBe(false);
  });
});

describe('an action means', () => {
  const openai = target('gpt-5', { zone: 'cloud', provider: 'openai', region: 'US' });
  const nowhere = target('other', { zone: 'cloud' });
  const unfounded = { ...target('t', { zone: 'cloud' }), zone: 'trusted' as const };
  it.each<[TargetMatch, ReturnType<typeof target>, boolean, boolean, boolean]>([
    [{ targets: ['gpt-*'] }, openai, true, true, true],
    [{ targets: ['gpt'] }, openai, false, false, false],
    [{ zones: ['cloud'] }, openai, true, true, true],
    [{ zones: ['trusted'] }, unfounded, false, false, false],
    [{ zones: ['cloud'] }, unfounded, true, true, true],
    [{ providers: ['OpenAI'] }, openai, true, true, true],
    [{ providers: ['*'] }, nowhere, false, true, false],
    [{ regions: ['us'] }, openai, true, true, true],
    [{ regions: ['EU'] }, openai, false, false, false],
    [{ regions: ['EU'] }, nowhere, false, true, false],
    [{ regions: ['EU'] }, target('here'), true, false, false],
    [{ regions: ['EU'] }, target('near', { zone: 'lan', region: 'US' }), false, false, false],
    [{ zones: ['cloud'], providers: ['openai'], targets: ['gpt-5'], regions: ['US'] }, openai, true, true, true],
    [{ zones: ['cloud'], providers: ['anthropic'] }, openai, false, false, false],
  ])('%j of %o', (match, one, required, forbidden, preferred) => {
    expect([isRequired(one, match), isForbidden(one, match), matchesTarget(one, match)]).toEqual([required, forbidden, preferred]);
  });
});

describe('a split', () => {
  const shares = [
    { target: 'a', weight: 1 },
    { target: 'b', weight: 0 },
    { target: 'c', weight: 7 },
    { target: 'd', weight: 2 },
  ];

  it('takes the same way for the same conversation, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const chosen = chosenShare(shares, seed);
        expect(chosen).toBe(chosenShare(shares, seed));
        expect(['a', 'c', 'd']).toContain(chosen);
      }),
    );
  });

  it.each(['conversation-', '', '01890a5d-ac96-774b-bcce-b302099a8'])(
    'takes each way as often as its weight says, for ids that begin with “%s”',
    (start) => {
      const many = 20_000;
      const taken = new Map<string | undefined, number>();
      for (let index = 0; index < many; index++) {
        const chosen = chosenShare(shares, `${start}${index}`);
        taken.set(chosen, (taken.get(chosen) ?? 0) + 1);
      }
      for (const { target: id, weight } of shares) expect(Math.abs((taken.get(id) ?? 0) / many - weight / 10)).toBeLessThan(0.015);
    },
  );

  it('between other targets is independent of it', () => {
    const other = shares.map(({ target: id, weight }) => ({ target: `new-${id}`, weight }));
    const both = Array.from({ length: 10_000 }, (_, index) => [chosenShare(shares, `${index}`), chosenShare(other, `${index}`)]);
    const share = both.filter(([one, two]) => one === 'c' && two === 'new-c').length / both.length;
    expect(Math.abs(share - 0.49)).toBeLessThan(0.02);
  });

  it('draws among those that are there, and moves nobody else', () => {
    const isThere = (id: string) => id !== 'c';
    const many = 20_000;
    const taken = new Map<string | undefined, number>();
    for (let index = 0; index < many; index++) {
      const before = chosenShare(shares, `${index}`);
      const after = chosenShare(shares, `${index}`, isThere);
      taken.set(after, (taken.get(after) ?? 0) + 1);
      if (before !== 'c') expect(after).toBe(before);
    }
    expect([...taken.keys()].sort()).toEqual(['a', 'd']);
    expect(Math.abs((taken.get('a') ?? 0) / many - 1 / 3)).toBeLessThan(0.015);
    expect(chosenShare(shares, 'any', () => false)).toBeUndefined();
  });

  it('of nothing is nothing', () => {
    expect(chosenShare([], 'a')).toBeUndefined();
    expect(chosenShare([{ target: 'a', weight: 0 }], 'a')).toBeUndefined();
  });
});

describe('in words, a rule', () => {
  it.each([
    [{ tags: ['work'] }, 'adds the tag “work”'],
    [{ tags: ['work', 'internal'] }, 'adds the tags “work” and “internal”'],
    [{ ceiling: 'device' }, 'keeps it on this device'],
    [{ ceiling: 'trusted' }, 'lets it go no further than trusted providers'],
    [{ require: { zones: ['lan'] } }, 'requires your network'],
    [{ require: { regions: ['EU', 'CH'] } }, 'requires targets in “EU” or “CH”'],
    [{ forbid: { zones: ['cloud'] } }, 'forbids the cloud'],
    [{ forbid: { targets: ['gpt-*'], zones: ['cloud'], providers: ['openai'] } }, 'forbids “gpt-*” on the cloud from “openai”'],
    [{ prefer: { zones: ['device', 'lan'] } }, 'prefers this device or your network'],
    [{ mask: true }, 'masks what was found'],
    [{ objective: 'battery-saver' }, 'aims for “Battery saver”'],
    [{ objective: { privacy: 1, quality: 0, cost: 0, speed: 0, energy: 0 } }, 'aims for weights of its own'],
    [{ maxCostUsd: 0.02 }, 'allows a cost of at most $0.02'],
    [{ deny: 'Not now.' }, 'refuses the request: “Not now.”'],
    [
      {
        split: [
          { target: 'a', weight: 1 },
          { target: 'b', weight: 2 },
        ],
      },
      'shares it among “a” (33.3 %) and “b” (66.7 %)',
    ],
    [
      { mask: true, tags: ['work'], ceiling: 'lan' },
      'adds the tag “work”, lets it go no further than your network and masks what was found',
    ],
  ] as const)('%j %s', (action, words) => {
    expect(english(effectOf(action))).toBe(words);
  });
});
