import { type Said, say, together } from '../chat/said.ts';
import { MOST_TAGS } from '../privacy/tags.ts';
import type { Policy } from '../routing/policy.ts';
import { type CompiledRules, compileRules } from '../routing/rules/compile.ts';
import { likely } from '../routing/rules/nearest.ts';
import { placeIn } from '../routing/rules/problem.ts';
import { ABILITIES } from '../routing/target.ts';

/** So many rules are still gone through within the time that deciding may take. */
const MOST_RULES_IN_ALL = 500;
/** Parts of conditions that are evaluated for one decision at most, some 50 ns each: 1.5 ms where every rule is asked. */
const MOST_STEPS = 30_000;

type Rules = Pick<Policy, 'rules' | 'tags'>;

/** A mistake in a policy: the field, and what follows its name in a sentence. */
export interface RuleFault {
  readonly path: (string | number)[];
  readonly said: Said;
}

/** What is wrong with the rules of a policy as far as their shape does not show it. */
export function ruleFaults({ rules, tags }: Rules): readonly RuleFault[] {
  const count = rules.reduce((sum, group) => sum + group.rules.length, 0);
  if (count > MOST_RULES_IN_ALL) return [{ path: ['rules'], said: say`must hold at most ${MOST_RULES_IN_ALL} rules in all` }];
  const compiled = compileRules(rules);
  return [
    ...wrongConditions(rules, compiled),
    ...tooMuchWork(tags, compiled),
    ...unknownTagsAsked(rules, tags, compiled),
    ...unknownTags(rules, tags),
    ...repeatedIds(rules),
  ];
}

function wrongConditions(rules: Rules['rules'], { problems }: CompiledRules): RuleFault[] {
  return problems.map(({ group, rule: index, said, start }) => ({
    path: ['rules', group, 'rules', index, 'when'],
    said: say`is wrong at ${placeIn(rules[group]?.rules[index]?.when ?? '', start)}: ${{ inner: said }}`,
  }));
}

/** A loop asks as often as a prompt can have entries: of tags, its own and all that findings and rules can add. */
function tooMuchWork(tags: Rules['tags'], { surveys }: CompiledRules): RuleFault[] {
  const entries: Readonly<Record<string, number>> = { tags: MOST_TAGS + Object.keys(tags).length, needs: ABILITIES.length };
  let steps = 0;
  for (const survey of surveys) {
    steps += survey.steps;
    for (const [list, each] of Object.entries(survey.stepsPerEntry)) steps += each * (entries[list] ?? 0);
  }
  if (steps <= MOST_STEPS) return [];
  const times = (steps / MOST_STEPS).toFixed(1);
  const said = say`ask ${times} times as much as one decision has time for: go through tags in fewer conditions, or ask less of each`;
  return [{ path: ['rules'], said }];
}

/** A tag that no prompt is known to have is a slip as a rule, and the rule would never act. */
function unknownTagsAsked(rules: Rules['rules'], tags: Rules['tags'], { surveys }: CompiledRules): RuleFault[] {
  const known = Object.keys(tags);
  return surveys.flatMap(({ group, rule, tags: asked }) =>
    asked
      .filter(({ name }) => !Object.hasOwn(tags, name))
      .map(({ name, start }) => {
        const at = placeIn(rules[group]?.rules[rule]?.when ?? '', start);
        const said = together(say`asks at ${at} for the tag “${name}”, which does not exist.`, likely(name, known));
        return { path: ['rules', group, 'rules', rule, 'when'], said: say`${{ inner: said }}` };
      }),
  );
}

function unknownTags(rules: Rules['rules'], tags: Rules['tags']): RuleFault[] {
  return rules.flatMap((group, at) =>
    group.rules.flatMap(({ then }, index) =>
      (then.tags ?? []).flatMap((tag, place) =>
        Object.hasOwn(tags, tag)
          ? []
          : [{ path: ['rules', at, 'rules', index, 'then', 'tags', place], said: say`names the tag “${tag}”, which does not exist` }],
      ),
    ),
  );
}

function repeatedIds(rules: Rules['rules']): RuleFault[] {
  const places = rules.flatMap((group, at) => [
    { kind: 'group', id: group.id, path: ['rules', at, 'id'] },
    ...group.rules.map(({ id }, index) => ({ kind: 'rule', id, path: ['rules', at, 'rules', index, 'id'] })),
  ]);
  const seen = new Set<string>();
  return places.flatMap(({ kind, id, path }) => {
    const key = `${kind} ${id}`;
    if (seen.has(key))
      return [
        {
          path,
          said: kind === 'rule' ? say`is “${id}”, which is another rule’s already` : say`is “${id}”, which is another group’s already`,
        },
      ];
    seen.add(key);
    return [];
  });
}
