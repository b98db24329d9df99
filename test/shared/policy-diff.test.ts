import fc from 'fast-check';
import { expect, test } from 'vitest';
import { english } from '../../shared/chat/english.ts';
import type { Objective } from '../../shared/routing/objective.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { policyDiff } from '../../shared/routing/policy-diff.ts';

// biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
const rule = (id: string, name = id) => ({ id, name, when: 'tokens > 1', then: { mask: true as const } });
const group = (...rules: ReturnType<typeof rule>[]) => ({ id: 'g', name: 'Evenings', match: 'first' as const, rules });
const policy = (change: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...change });

const diff = (...versions: Parameters<typeof policyDiff>) => policyDiff(...versions).map(english);

test('a change is said in words', () => {
  const tags = (ceiling: 'cloud' | 'lan') => ({ ...DEFAULT_POLICY.tags, work: { ceiling } });
  expect(diff(policy({ tags: tags('cloud') }), policy({ tags: tags('lan'), version: 9 }))).toEqual(['tag work: ceiling cloud → lan']);
  expect(diff(policy({}), policy({ tags: tags('lan'), stayOnDevice: true }))).toEqual(['stay on this device: off → on', 'tag work added']);
  const [before, after] = [
    policy({ rules: [group(rule('a', 'Days'))] }),
    policy({ rules: [group(rule('a', 'Days'), rule('b', 'Nights'))] }),
  ];
  expect(diff(before, after)).toEqual(['rule “Nights” added']);
  expect(diff(after, before)).toEqual(['rule “Nights” removed']);
  expect(diff(after, policy({ rules: [group(rule('b', 'Nights'), rule('a', 'Days'))] }))).toEqual([
    'rules of group “Evenings”: in another order',
  ]);
  const off = { ...rule('a', 'Days'), disabled: true as const };
  expect(diff(before, policy({ rules: [{ ...group(), rules: [off] }] }))).toEqual(['rule “Days”: on → off']);
});

test('nothing is different in the same content, whatever the order of its fields, and every difference is said', () => {
  const change: fc.Arbitrary<Partial<Policy>> = fc.record(
    {
      stayOnDevice: fc.boolean(),
      masking: fc.constantFrom('off', 'placeholders', 'surrogates'),
      minConfidence: fc.constantFrom(0.2, 0.6),
      pictureTag: fc.constantFrom('private', 'public'),
      untagged: fc.constantFrom({ ceiling: 'lan' as const }, { ceiling: 'device' as const, masked: 'lan' as const }),
      objective: fc.constantFrom<Objective>('cheapest', { privacy: 1, quality: 2, cost: 3, speed: 4, energy: 5 }),
      excluded: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map((list) => list.sort()),
      rules: fc.constantFrom([], [group(rule('a'))], [group(rule('b'), rule('a'))], [group(rule('a'), rule('b'))]),
      ownTerms: fc.constantFrom([], [{ id: '1', name: 'x', tag: 'private', match: { kind: 'words' as const, words: ['y'] } }]),
      tests: fc.constantFrom([], [{ name: 't', prompt: { text: 'x' }, expect: { denied: true } }]),
      factsCountForDays: fc.constantFrom(1, 365),
      onContentRefused: fc.constantFrom('return', 'next'),
      onStreamBroken: fc.constantFrom('fail', 'continue'),
      keepSentText: fc.boolean(),
      hedge: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const turned = (entry: Policy): Policy => Object.fromEntries(Object.entries(entry).reverse()) as unknown as Policy;
  fc.assert(
    fc.property(change, change, (one, other) => {
      const [a, b] = [policy(one), policy(other)];
      expect(diff(a, turned(a))).toEqual([]);
      expect(diff(a, b).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
