import { describe, expect, it } from 'vitest';
import { changedPolicy, keptPolicy, policyPatch, policySchema, schemaOf } from '../../shared/api/policy.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { RuleGroup } from '../../shared/routing/rules/rule.ts';
import { group, rule } from './rules-facts.ts';

const faults = (...rules: readonly RuleGroup[]) => {
  const parsed = policySchema.safeParse({ ...DEFAULT_POLICY, rules });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

describe('a policy', () => {
  it('takes rules that are right', () => {
    expect(faults(group('first', rule('a', 'tokens > 3000', { tags: ['Internal'] }), rule('b', 'true', { mask: true })))).toEqual([]);
  });

  it('names the rule whose condition is wrong, the place in it, and what is wrong there', () => {
    const rules = [
      rule('a', 'true', { mask: true }),
      rule('b', 'true', { mask: true }),
      rule('c', 'tokens > 1 &&\n hardware.cpuu > 1', { mask: true }),
    ];
    expect(faults(group('all', ...rules))).toEqual([
      'rules.0.rules.2.when is wrong at 2:2: There is no variable “hardware.cpuu”. The nearest is “hardware.cpu”',
    ]);
  });

  it('names every mistake, not only the first', () => {
    const bad = [rule('a', 'tokns', { mask: true }), rule('a', 'true', { tags: ['internal', 'nosuch'] })];
    expect(faults(group('all', ...bad), { ...group('all', rule('b', 'tokens', { mask: true })), id: 'group of a,a' })).toEqual([
      'rules.0.rules.0.when is wrong at 1:1: There is no variable “tokns”. The nearest is “tokens”',
      'rules.1.rules.0.when is wrong at 1:1: A condition must be true or false, and this is a number',
      'rules.0.rules.1.then.tags.1 names the tag “nosuch”, which does not exist',
      'rules.0.rules.1.id is “a”, which is another rule’s already',
      'rules.1.id is “group of a,a”, which is another group’s already',
    ]);
  });

  it.each(['A\nGoes to this device.', 'A\u202eevil', 'A\u0000', 'A\u2028B', 'A\u200b', 'A\ud800'])(
    'holds no name or id that would change how an explanation reads: %j',
    (text) => {
      const named = { ...group('all', rule('a', 'true', { mask: true }, { id: text, name: text })), id: text, name: text };
      const places = policySchema.safeParse({ ...DEFAULT_POLICY, rules: [named] }).error?.issues.map(({ path }) => path.join('.'));
      expect(places?.sort()).toEqual(['rules.0.id', 'rules.0.name', 'rules.0.rules.0.id', 'rules.0.rules.0.name'].sort());
    },
  );

  it('may have names in any script', () => {
    const names = ['Zoë’s rule', '日本語のルール', 'Правило 7', 'قاعدة', '👩‍💻 Ja', 'می‌خواهم'];
    expect(faults(group('all', ...names.map((text, index) => rule(`${index}`, 'true', { mask: true }, { name: text }))))).toEqual([]);
  });

  it('asks for no tag that does not exist, unless by a part of its name', () => {
    const asking = (when: string) => faults(group('all', rule('a', when, { mask: true })));
    expect(asking('searched &&\n "privat" in tags')).toEqual([
      'rules.0.rules.0.when asks at 2:2 for the tag “privat”, which does not exist. The nearest is “private”',
    ]);
    expect(asking('tags.exists(t, t == "client-7")')).toEqual([
      'rules.0.rules.0.when asks at 1:21 for the tag “client-7”, which does not exist',
    ]);
    expect(asking('tags == ["public", "internl"]')).toHaveLength(1);
    expect(asking('tags.exists(t, t.startsWith("client-") || t.contains("ien") || t in ["private", "public"])')).toEqual([]);
  });

  it('asks no more than a decision has time for', () => {
    const tags = Object.fromEntries(Array.from({ length: 28 }, (_, index) => [`tag-${index}`, { ceiling: 'lan' }]));
    const asking = (count: number, when: string) => {
      const rules = Array.from({ length: 3 }, (_, at) =>
        group('all', ...Array.from({ length: count / 3 }, (__, index) => rule(`${at}-${index}`, when, { mask: true }))),
      );
      const parsed = policySchema.safeParse({ ...DEFAULT_POLICY, tags: { ...DEFAULT_POLICY.tags, ...tags }, rules });
      return parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
    };
    const simple = 'tags.exists(tag, tag.startsWith("client-"))';
    expect(asking(120, simple)).toEqual([]);
    expect(asking(300, simple)).toEqual([expect.stringMatching(/^rules ask 1\.\d times as much as one decision has time for/)]);
    const dear = Array.from({ length: 20 }, () => 'tags.all(t, !t.contains("z") && size(t.lowerAscii()) > 0)').join(' && ');
    expect(asking(3, dear)).toHaveLength(1);
    expect(asking(480, 'tokens > 1 && tokens + outputTokens < 9000 && "private" in tags')).toEqual([]);
    expect(asking(300, 'tags[99] == "private"')).toHaveLength(1);
  });

  it('keeps a rule that is not in force as it is', () => {
    expect(faults(group('all', rule('a', 'half a thou', { mask: true }, { disabled: true })))).toEqual([]);
    expect(faults(group('all', rule('a', 'true', { tags: ['nosuch'] }, { disabled: true })))).toHaveLength(1);
  });

  it('holds no more rules than can be asked in time', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        group('all', ...Array.from({ length: 100 }, (__, index) => rule(`${at}-${index}`, 'true', { mask: true }))),
      );
    expect(faults(...many(5))).toEqual([]);
    expect(faults(...many(6))).toEqual(['rules must hold at most 500 rules in all']);
  });

  it('is not refused when it was kept with a rule that is wrong now, but no change to rules or tags may leave it so', () => {
    const stored = keptPolicy.parse({ ...DEFAULT_POLICY, rules: [group('all', rule('old', 'tokns > 1', { mask: true }))] });
    const change = (patch: unknown) => {
      const parsed = policyPatch.parse(patch);
      return schemaOf(parsed).safeParse(changedPolicy(stored, parsed)).success;
    };
    expect(change({ stayOnDevice: true })).toBe(true);
    expect(change({ tags: { work: { ceiling: 'lan' } } })).toBe(false);
    expect(change({ rules: stored.rules })).toBe(false);
    expect(change({ rules: [] })).toBe(true);
  });

  it('does not lose a tag that a rule adds', () => {
    const tags = { ...DEFAULT_POLICY.tags, work: { ceiling: 'lan' } };
    const policy = policySchema.parse({ ...DEFAULT_POLICY, tags, rules: [group('all', rule('a', 'true', { tags: ['work'] }))] });
    const removal = policyPatch.parse({ tags: { work: null } });
    const parsed = schemaOf(removal).safeParse(changedPolicy(policy, removal));
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['rules.0.rules.0.then.tags.0']);
  });

  it('of before there were rules can still be changed', () => {
    const patch = policyPatch.parse({ tags: { Work: { ceiling: 'lan' } } });
    const changed = schemaOf(patch).parse(changedPolicy(DEFAULT_POLICY, patch));
    expect(changed).toMatchObject({ version: 2, rules: [], tags: { work: { ceiling: 'lan' } } });
  });
});
