import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { texts as german } from '../../renderer/locales/de/index.ts';
import { texts as english } from '../../renderer/locales/en/index.ts';
import { proposalsAfter } from '../../renderer/screens/routing/completions.ts';
import { conditionWords } from '../../renderer/screens/routing/condition-words.ts';
import { effectWords } from '../../renderer/screens/routing/effect-words.ts';
import { copied, movedTo, withRuleAt } from '../../renderer/screens/routing/rule-list.ts';
import { ruleFrom, TEMPLATE_NAMES } from '../../renderer/screens/routing/templates.ts';
import { english as inEnglish } from '../../shared/chat/english.ts';
import { FINDING_NAMES } from '../../shared/privacy/finding.ts';
import { ZONE_NAMES } from '../../shared/privacy/zones.ts';
import { checkCondition } from '../../shared/routing/rules/condition.ts';
import type { RuleAction, RuleGroup } from '../../shared/routing/rules/rule.ts';
import { VARIABLES } from '../../shared/routing/rules/variables.ts';
import { effectOf } from '../../shared/routing/rules/words.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: english, de: german }, interpolation: { escapeValue: false } }));

const when = (condition: string, language: 'en' | 'de' = 'en') =>
  conditionWords(condition, {
    t: i18next.getFixedT(language, 'routing'),
    finding: (type) => (language === 'en' ? inEnglish(FINDING_NAMES[type]) : german.words.findings[type]),
    language,
  });

it('says plain conditions in words, and leaves any other as it is written', () => {
  expect(when('findings.health > 0')).toBe('it holds somebody’s health');
  expect(when('findings.health > 0', 'de')).toBe('darin steht jemandes Gesundheit');
  expect(when('time.hour >= 22 || time.hour < 7.5')).toBe('it is 22:00 or later or it is before 07:30');
  expect(when('hardware.onBattery && hardware.battery < 0.3')).toBe('the computer runs on battery and the battery’s charge is below 30%');
  expect(when('"work" in tags && app != "cli"', 'de')).toBe('mit Tag „work“ und die App ist nicht „cli“');
  for (const odd of [
    '!("work" in tags)',
    'tokens > 1 && searched || searched',
    'nothing == 1',
    'hardware == 1',
    'app.startsWith("a || b")',
  ])
    expect(when(odd), odd).toBeUndefined();
});

it('has a name for every variable, in both languages', () => {
  for (const language of ['en', 'de'] as const)
    for (const { name } of VARIABLES)
      expect(i18next.getFixedT(language, 'routing')(`variables.${name}` as 'variables.tags')).not.toBe(`variables.${name}`);
});

it('says what a rule does as the core says it', () => {
  const actions: RuleAction[] = [
    { tags: ['a'], ceiling: 'device', mask: true },
    { tags: ['a', 'b', 'c'], require: { zones: ['lan', 'cloud'], providers: ['p', 'q', 'r'], regions: ['EU'] } },
    { forbid: { targets: ['x*', 'y'], zones: ['cloud'] }, prefer: { regions: ['EU', 'UK'] }, objective: 'fastest' },
    { maxCostUsd: 0.05, deny: 'No <b>', objective: { privacy: 1, quality: 1, cost: 1, speed: 1, energy: 1 } },
    {
      split: [
        { target: 'a', weight: 70 },
        { target: 'b', weight: 35 },
      ],
    },
  ];
  const t = i18next.getFixedT('en', 'routing');
  for (const action of actions)
    expect(effectWords(action, { t, zone: (zone) => inEnglish(ZONE_NAMES[zone]), language: 'en' })).toBe(inEnglish(effectOf(action)));
});

it('proposes what may follow: variables, the texts they hold, tags and models', () => {
  const after = (before: string) => proposalsAfter(before, VARIABLES, { tags: ['work'], targets: ['qwen3'] });
  const labels = (before: string) => after(before).options.map(({ label }) => label);
  expect(after('tokens > 1 && hard')).toMatchObject({ from: 14 });
  expect(labels('hard')).toEqual(VARIABLES.map(({ name }) => name));
  expect(labels('hardware.thermal == "')).toEqual(['normal', 'warm', 'throttled']);
  expect(labels('time.weekday in ["monday", "')).toContain('sunday');
  expect(labels('model == "q')).toEqual(['auto', 'qwen3']);
  expect(labels('findings["')).toContain('payment-card');
  expect(labels('findings.')).toContain('iban');
  expect(after('"').options[0]).toMatchObject({ label: 'work', apply: 'work" in tags' });
});

it('starts rules from templates that can be used', () => {
  for (const name of TEMPLATE_NAMES) {
    const rule = ruleFrom(name, 'One');
    expect(checkCondition(rule.when), name).toBeUndefined();
    expect(when(rule.when), name).toBeDefined();
  }
});

it('moves rules to another’s place either way, copies them and puts them back', () => {
  const named = (id: string) => ({ ...ruleFrom('cost', id), id });
  const [a, b, c] = [named('a'), named('b'), named('c')] as const;
  const groups: RuleGroup[] = [{ id: 'g', name: 'G', match: 'all', rules: [a, b, c] }];
  const ids = (all: readonly RuleGroup[]) => all[0]?.rules.map(({ id }) => id).join('');
  expect(ids(movedTo(groups, 'g', 'a', 2))).toBe('bca');
  expect(ids(movedTo(groups, 'g', 'c', 0))).toBe('cab');
  expect(ids(movedTo(groups, 'g', 'z', 0))).toBe('abc');
  expect(ids(withRuleAt(groups, 'g', { ...a, id: 'd' }, 1))).toBe('adbc');
  expect(copied(a, 'Again')).toMatchObject({ name: 'Again', when: a.when });
  expect(copied(a, 'Again').id).not.toBe(a.id);
});
