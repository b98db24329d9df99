// npm run bench -- rules: what the rules of a policy cost a request, beside writing the same traits as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleGroups } from '../../shared/api/rules.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { type CompiledRules, compileRules } from '../../shared/routing/rules/compile.ts';
import { contextOf } from '../../shared/routing/rules/context.ts';
import { applyRules } from '../../shared/routing/rules/evaluate.ts';
import { factsOf } from '../../shared/routing/rules/facts.ts';
import type { RuleGroup } from '../../shared/routing/rules/rule.ts';
import { VARIABLES } from '../../shared/routing/rules/variables.ts';
import type { Traits } from '../../shared/routing/traits.ts';
import { SITUATION, target } from '../fakes/ports.ts';
import { group, rule } from '../shared/rules-facts.ts';
import { interleave, type Line } from './measure.ts';

const ROUNDS = 41;
const REPEATS = 2_000;
const RULES = 30;

const traits: Traits = {
  requestId: '01890a5d-ac96-774b-bcce-b302099a8057',
  model: 'auto',
  tags: ['internal'],
  findings: [
    { type: 'iban', count: 2 },
    { type: 'person', count: 4 },
  ],
  maskable: true,
  hasPictures: false,
  needs: ['chat', 'tools'],
  inputTokens: 3_100,
  mayShift: false,
  outputTokens: 0,
  task: { kind: 'code', difficulty: 0.6, language: 'en', outputTokens: 400 },
  app: 'window',
  conversationId: 'work-17',
  turns: 6,
};
const fleet = Array.from({ length: 20 }, (_, index) =>
  target(`target-${index}`, {
    zone: (['device', 'lan', 'trusted', 'cloud'] as const)[index % 4] ?? 'cloud',
    provider: `provider-${index % 5}`,
  }),
);

/** The groups of the documentation, and rules about one variable each until there are thirty. */
function realistic(): readonly RuleGroup[] {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rules.md'), 'utf8');
  const examples = ruleGroups.parse([...page.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json ?? '')));
  const count = examples.reduce((sum, { rules }) => sum + rules.length, 0);
  const more = VARIABLES.slice(0, RULES - count).map(({ name, example }) => rule(name, example, { prefer: { zones: ['device'] } }));
  return [...examples, group('all', ...more)];
}

/** The dearest condition that is accepted: as much as fits, asked of every tag. */
function dearest(): CompiledRules {
  const parts = Array.from({ length: 90 }, (_, index) => `t.contains("${index}")`).join('||');
  return compileRules([group('all', rule('dear', `tags.exists(t, ${parts})`, { mask: true }))]);
}

export async function measureRules(): Promise<Line[]> {
  const groups = realistic();
  const rules = compileRules(groups);
  const heavy = dearest();
  for (const { problems } of [rules, heavy]) if (problems.length > 0) throw new Error(problems[0]?.message);
  const longTags = { ...traits, tags: Array.from({ length: 32 }, () => 'x').map((letter, index) => letter.repeat(33 + index)) };
  const facts = () => factsOf(traits, DEFAULT_POLICY, SITUATION, fleet);
  const micro =
    (work: () => unknown, repeats = REPEATS) =>
    async () => {
      const began = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) work();
      return ((performance.now() - began) / repeats) * 1000;
    };
  const times = await interleave(ROUNDS, {
    json: micro(() => JSON.stringify(traits)),
    rules: micro(() => applyRules(rules, facts())),
    context: micro(() => {
      const context = contextOf(facts()) as unknown as Record<string, unknown>;
      return [context.tags, context.findings, context.tokens, (context.hardware as Record<string, unknown>).cpu];
    }),
    compile: micro(() => compileRules(groups), 20),
    heavy: micro(() => applyRules(heavy, factsOf(longTags, DEFAULT_POLICY, SITUATION, fleet)), 50),
  });
  const line = (measure: string, figure: number, most?: number): Line => ({
    measure,
    value: `${figure.toFixed(2)} us`,
    against: `JSON of the traits ${times.json.toFixed(2)} us`,
    ratio: `${(figure / times.json).toFixed(1)}x`,
    goal: most === undefined ? 'reported' : `at most ${most}x`,
    ...(most === undefined ? {} : { reached: figure <= most * times.json }),
  });
  return [
    line('the variables, built and some of them read', times.context, 1),
    line(`${RULES} rules with their variables`, times.rules, 40),
    line(`${RULES} rules, read and checked`, times.compile),
    line('one condition as dear as may be, over 32 tags', times.heavy, 1_000),
  ];
}
