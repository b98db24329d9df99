import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, ZONES } from '../../shared/privacy/zones.ts';
import { compileRules, rulesOf } from '../../shared/routing/rules/compile.ts';
import { applyRules } from '../../shared/routing/rules/evaluate.ts';
import type { Facts } from '../../shared/routing/rules/facts.ts';
import { isForbidden, isRequired } from '../../shared/routing/rules/matches.ts';
import { NO_RULES, type RuleOutcome } from '../../shared/routing/rules/outcome.ts';
import type { RuleAction, RuleGroup, TargetMatch } from '../../shared/routing/rules/rule.ts';
import type { Target } from '../../shared/routing/target.ts';
import { target } from '../fakes/ports.ts';
import { facts, group, rule } from './rules-facts.ts';

const apply = (groups: readonly RuleGroup[], about: Facts = facts()): RuleOutcome => applyRules(compileRules(groups), about);
const acted = ({ trace }: RuleOutcome) => trace.map(({ ruleId }) => ruleId);

describe('rules', () => {
  it('ask for nothing where there are none, or none holds', () => {
    expect(apply([])).toEqual(NO_RULES);
    expect(
      apply([group('all', rule('a', 'tokens > 1e9', { deny: 'No.' }), rule('b', 'true', { deny: 'No.' }, { disabled: true }))]),
    ).toEqual(NO_RULES);
  });

  it('act once in a group of the first, and all in a group of all', () => {
    const rules = [rule('a', '!searched', { mask: true }), rule('b', 'true', { mask: true }), rule('c', 'true', { mask: true })];
    expect(acted(apply([group('first', ...rules), group('first', rule('d', 'true', { mask: true }))]))).toEqual(['b', 'd']);
    expect(acted(apply([group('all', ...rules)]))).toEqual(['b', 'c']);
  });

  it('do all that they say', () => {
    const action: RuleAction = {
      tags: ['internal'],
      ceiling: 'lan',
      require: { zones: ['device', 'lan'] },
      forbid: { providers: ['openai'] },
      prefer: { targets: ['gemma-*'] },
      mask: true,
      objective: 'cheapest',
      maxCostUsd: 0.015,
      deny: 'Not now.',
      split: [
        { target: 'a', weight: 1 },
        { target: 'b', weight: 3 },
      ],
    };
    const by = <Value>(value: Value) => ({ value, rule: 'All of it' });
    expect(apply([group('all', rule('a', 'true', action, { name: 'All of it' }))])).toMatchObject({
      tags: [by('internal')],
      ceilings: [by('lan')],
      require: [by(action.require)],
      forbid: [by(action.forbid)],
      prefer: [action.prefer],
      mask: true,
      objective: 'cheapest',
      maxCost: by({ nanoDollars: 15_000_000 }),
      deny: by({ message: 'Not now.' }),
      split: action.split,
      trace: [
        {
          ruleId: 'a',
          name: 'All of it',
          effect:
            'adds the tag “internal”, lets it go no further than your network, requires this device or your network, forbids targets from “openai”, ' +
            'prefers “gemma-*”, masks what was found, aims for “Cheapest”, allows a cost of at most $0.015, refuses the request: “Not now.” ' +
            'and shares it among “a” (25 %) and “b” (75 %)',
        },
      ],
    });
  });

  it('combine: all ceilings, all requirements, the least cost, and the first of what only one can settle', () => {
    const outcome = apply([
      group('all', rule('a', 'true', { ceiling: 'trusted', objective: 'cheapest', maxCostUsd: 2, deny: 'A', require: { zones: ['lan'] } })),
      group('all', rule('b', 'true', { ceiling: 'lan', objective: 'fastest', maxCostUsd: 1, deny: 'B', require: { regions: ['EU'] } })),
      group('all', rule('c', 'true', { ceiling: 'cloud', maxCostUsd: 3 }), rule('d', 'true', { ceiling: 'lan' })),
    ]);
    expect(outcome).toMatchObject({
      objective: 'cheapest',
      maxCost: { value: { nanoDollars: 1e9 }, rule: 'b' },
      deny: { value: { message: 'A' }, rule: 'a' },
    });
    expect(outcome.ceilings.map(({ value, rule: by }) => `${value} by ${by}`)).toEqual([
      'trusted by a',
      'lan by b',
      'cloud by c',
      'lan by d',
    ]);
    expect(outcome.require.map(({ value }) => value)).toEqual([{ zones: ['lan'] }, { regions: ['EU'] }]);
    expect(outcome.trace[1]?.effect).toMatch(/; an earlier rule’s objective holds; an earlier rule’s message holds$/);
  });

  it('see the tags that rules of earlier groups added, but not those of their own group', () => {
    const adds = rule('adds', 'true', { tags: ['work'] });
    const asks = rule('asks', '"work" in tags', { ceiling: 'lan' });
    expect(acted(apply([group('all', adds, asks)]))).toEqual(['adds']);
    expect(acted(apply([group('all', adds), group('all', asks)]))).toEqual(['adds', 'asks']);
    expect(acted(apply([group('all', asks), group('all', adds)]))).toEqual(['adds']);
    const later = rule('later', 'tags.exists(t, t == "late")', { mask: true });
    const chain = [
      group('all', adds),
      group('all', rule('more', '"work" in tags', { tags: ['late'] })),
      group('all', asks),
      group('all', later),
    ];
    expect(acted(apply(chain))).toEqual(['adds', 'more', 'asks', 'later']);
  });

  it.each([
    ['tags[5] == "a"', 'failed, so this stays on your device: a list has no entry at that place'],
    [
      'tokns > 3',
      'failed, so this stays on your device: its condition is wrong at 1:1: There is no variable “tokns”. The nearest is “tokens”',
    ],
  ])('keep the prompt here when one fails, say so, and go on: %s', (when, effect) => {
    for (const match of ['first', 'all'] as const) {
      const outcome = apply([
        group(match, rule('bad', when, { ceiling: 'cloud', tags: ['public'] }), rule('good', 'true', { mask: true, ceiling: 'lan' })),
        group('all', rule('last', 'true', { maxCostUsd: 1 })),
      ]);
      expect(outcome.ceilings).toEqual([
        { value: 'device', rule: 'bad', failed: true },
        { value: 'lan', rule: 'good' },
      ]);
      expect(outcome).toMatchObject({ tags: [], mask: true, maxCost: { value: { nanoDollars: 1e9 }, rule: 'last' } });
      expect(outcome.trace[0]).toMatchObject({ ruleId: 'bad', name: 'bad', effect, failed: true });
      expect(acted(outcome)).toEqual(['bad', 'good', 'last']);
    }
  });

  it('keep the prompt here when what they are asked about has another type than was promised', () => {
    const broken = facts({ traits: { inputTokens: 'many' as unknown as number, turns: undefined as unknown as number } });
    const outcome = apply(
      [group('all', rule('type', 'tokens > 3', { mask: true }), rule('gone', 'conversation.turns > 3', { mask: true }))],
      broken,
    );
    expect(outcome.trace.map(({ failed }) => failed)).toEqual([true, true]);
    expect(outcome.ceilings.map(({ value }) => value)).toEqual(['device', 'device']);
  });

  it('are compiled once for a policy', () => {
    const policy = { rules: [group('all', rule('a', 'true', { mask: true }))] };
    expect(rulesOf(policy)).toBe(rulesOf({ ...policy }));
    expect(rulesOf(policy)).not.toBe(rulesOf({ rules: [...policy.rules] }));
  });
});

const CONDITIONS = ['true', '!searched', 'tokens > 50', '"internal" in tags', 'findings.iban > 0', 'tags[2] == "x"', 'tokns > 1'];
const zones = fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1 });
const matching: fc.Arbitrary<TargetMatch> = fc.oneof(
  zones.map((some) => ({ zones: some })),
  fc.constantFrom('*', 'a*', 'b', '*c').map((id) => ({ targets: [id] })),
  fc.constantFrom('EU', 'US').map((region) => ({ regions: [region] })),
  fc.constantFrom('openai', 'open*').map((provider) => ({ providers: [provider] })),
);
const actions: fc.Arbitrary<RuleAction> = fc.record(
  {
    tags: fc.uniqueArray(fc.constantFrom('internal', 'work', 'public'), { minLength: 1 }),
    ceiling: fc.constantFrom(...ZONES),
    require: matching,
    forbid: matching,
    prefer: matching,
    mask: fc.constant(true as const),
    maxCostUsd: fc.constantFrom(0, 0.01, 1, 5),
  },
  { requiredKeys: [] },
);
const drawnRules = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), when: fc.constantFrom(...CONDITIONS), action: actions }),
  { maxLength: 8, selector: ({ id }) => id },
);
const prompts = fc.record({
  tokens: fc.integer({ min: 0, max: 100 }),
  tags: fc.subarray(['internal', 'x', 'work']),
  ibans: fc.integer({ min: 0, max: 2 }),
});
const about = ({ tokens, tags, ibans }: { tokens: number; tags: string[]; ibans: number }) =>
  facts({ traits: { inputTokens: tokens, tags, findings: ibans === 0 ? [] : [{ type: 'iban', count: ibans }] } });

const FLEET: readonly Target[] = [
  target('a1'),
  target('b', { zone: 'lan' }),
  target('ac', { zone: 'trusted', region: 'EU', provider: 'OpenAI' }),
  target('c', { zone: 'cloud', region: 'US', provider: 'other' }),
  target('d', { zone: 'cloud' }),
];
const left = ({ ceilings, require, forbid }: RuleOutcome) =>
  FLEET.filter(
    (one) =>
      ceilings.every(({ value }) => isWithin(one.zone, value)) &&
      require.every(({ value }) => isRequired(one, value)) &&
      !forbid.some(({ value }) => isForbidden(one, value)),
  ).map(({ id }) => id);

describe('whatever the rules', () => {
  it('their order in a group of all changes nothing but the first of what only one can settle', () => {
    const set = <Entry>(entries: readonly Entry[]) => entries.map((entry) => JSON.stringify(entry)).sort();
    const unordered = ({ maxCost, ...outcome }: RuleOutcome) => ({
      cap: maxCost?.value,
      ...Object.fromEntries(Object.entries(outcome).map(([name, value]) => [name, Array.isArray(value) ? set(value) : value])),
    });
    fc.assert(
      fc.property(drawnRules, prompts, fc.infiniteStream(fc.nat()), (drawn, prompt, random) => {
        const rules = drawn.map(({ id, when, action }) => rule(id, when, action));
        const keys = new Map(rules.map((one) => [one, random.next().value as number]));
        const shuffled = [...rules].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        expect(unordered(apply([group('all', ...shuffled)], about(prompt)))).toEqual(
          unordered(apply([group('all', ...rules)], about(prompt))),
        );
      }),
    );
  });

  it('one more rule never adds a target', () => {
    fc.assert(
      fc.property(drawnRules, drawnRules, prompts, (some, more, prompt) => {
        const groupOf = (drawn: typeof some) => group('all', ...drawn.map(({ id, when, action }) => rule(id, when, action)));
        const before = left(apply([groupOf(some)], about(prompt)));
        const after = left(apply([groupOf([...some, ...more])], about(prompt)));
        expect(before).toEqual(expect.arrayContaining(after));
      }),
    );
  });
});
