import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleFaults } from '../../shared/api/rule-faults.ts';
import { ruleGroups } from '../../shared/api/rules.ts';
import { english } from '../../shared/chat/english.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { compileRules } from '../../shared/routing/rules/compile.ts';
import { applyRules } from '../../shared/routing/rules/evaluate.ts';
import type { Facts } from '../../shared/routing/rules/facts.ts';
import { VARIABLES } from '../../shared/routing/rules/variables.ts';
import { effectOf } from '../../shared/routing/rules/words.ts';
import { facts, unsearched } from './rules-facts.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rules.md'), 'utf8');
const EXAMPLES = PAGE.split(/^### /m)
  .slice(1)
  .map((section) => ({
    title: section.split('\n', 1)[0] ?? '',
    json: /```json\n(.*?)```/s.exec(section)?.[1] ?? '',
    after: section.split('```').at(-1) ?? '',
  }));
const groupOf = (json: string) => ruleGroups.parse([JSON.parse(json)]);

describe('the page about rules', () => {
  it('has a line for every variable, as it is, and for no other', () => {
    const rows = VARIABLES.map(
      ({ name, type, unit = '', doc, example }) => `| \`${name}\` | ${type} | ${unit} | ${doc} | \`${example.replaceAll('|', '\\|')}\` |`,
    );
    const table = PAGE.slice(PAGE.indexOf('| variable |'), PAGE.indexOf('These hold')).trim().split('\n').slice(2);
    expect(table).toEqual(rows);
  });

  it('names all that a variable with few texts can hold', () => {
    for (const { name, values } of VARIABLES)
      if (values !== undefined)
        expect(PAGE).toContain(`- \`${name}\`: ${values.map((value) => `\`${value === '' ? '""' : value}\``).join(', ')}\n`);
  });

  it('shows every action, as the policy takes it', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)` \| [^|]+ \| `("\w+": .+)` \|$/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(
      ['ceiling', 'deny', 'forbid', 'mask', 'maxCostUsd', 'objective', 'prefer', 'require', 'split', 'tags'].sort(),
    );
    for (const [, name, example] of rows) {
      const rule = `{ "id": "a", "name": "a", "when": "true", "then": { ${example} } }`;
      const [group] = groupOf(`{ "id": "g", "name": "g", "match": "all", "rules": [${rule}] }`);
      expect(Object.keys(group?.rules[0]?.then ?? {})).toEqual([name]);
    }
  });

  it('has ten examples that a policy takes, each with the words for what it does', () => {
    expect(EXAMPLES).toHaveLength(10);
    expect(ruleFaults({ ...DEFAULT_POLICY, rules: EXAMPLES.flatMap(({ json }) => groupOf(json)) })).toEqual([]);
    for (const { json, after } of EXAMPLES)
      for (const { then } of groupOf(json)[0]?.rules ?? []) expect(after.replaceAll(/\s+/g, ' ')).toContain(english(effectOf(then)));
  });

  const found = (type: 'iban' | 'person') => facts({ traits: { findings: [{ type, count: 1 }] } });
  it.each<[number, Facts, string | undefined]>([
    [1, facts({ traits: { conversationId: 'work-17' } }), 'work-tag'],
    [1, facts({ traits: { conversationId: 'home-17' } }), undefined],
    [2, found('iban'), 'bank-home'],
    [2, found('person'), undefined],
    [3, found('person'), 'people-eu'],
    [3, found('iban'), undefined],
    [4, facts({ task: { kind: 'code', difficulty: 0.8 } }), 'code-hard'],
    [4, facts({ task: { kind: 'code', difficulty: 0.2 } }), 'code-easy'],
    [4, facts({ task: { kind: 'chat', difficulty: 0.8 } }), undefined],
    [5, facts({ hardware: { cpuOthers: 0.7 } }), 'busy-away'],
    [5, facts({ hardware: { cpuOthers: 0.7 }, traits: { findings: [{ type: 'email', count: 1 }] } }), undefined],
    [5, { ...unsearched(), situation: facts({ hardware: { cpuOthers: 0.7 } }).situation }, undefined],
    [6, facts({ hardware: { onBattery: true, battery: 0.2 } }), 'battery-low'],
    [6, facts({ hardware: { onBattery: false, battery: 0.2 } }), undefined],
    [7, facts({ budget: { left: 0.5e9, spentToday: 0, spentThisMonth: 0 } }), 'money-low'],
    [7, facts(), undefined],
    [8, facts({ traits: { app: 'key-1' }, time: { hour: 22 } }), 'hours-off'],
    [8, facts({ traits: { app: 'key-1' }, time: { weekday: 'sunday' } }), 'hours-off'],
    [8, facts({ traits: { app: 'key-1' } }), undefined],
    [8, facts({ traits: { app: 'window' }, time: { hour: 22 } }), undefined],
    [9, facts({ traits: { inputTokens: 19_900 } }), 'long-cheap'],
    [9, facts({ traits: { inputTokens: 19_900 }, task: { difficulty: 0.9 } }), undefined],
    [10, facts(), 'trial-new'],
    [10, facts({ traits: { needs: ['chat', 'tools'] } }), undefined],
  ])('example %i acts as it says', (number, about, ruleId) => {
    const { trace } = applyRules(compileRules(groupOf(EXAMPLES[number - 1]?.json ?? '')), about);
    expect(trace.map((entry) => entry.ruleId)).toEqual(ruleId === undefined ? [] : [ruleId]);
  });
});
