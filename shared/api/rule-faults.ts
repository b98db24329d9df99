import type { Policy } from '../routing/policy.ts';
import { compileRules } from '../routing/rules/compile.ts';
import { placeIn } from '../routing/rules/problem.ts';

/** So many conditions are still evaluated within the time that deciding may take. */
const MOST_RULES_IN_ALL = 500;

type Rules = Pick<Policy, 'rules' | 'tags'>;

/** A mistake in a policy: the field, and what follows its name in a sentence. */
export interface RuleFault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What is wrong with the rules of a policy as far as their shape does not show it. */
export function ruleFaults({ rules, tags }: Rules): readonly RuleFault[] {
  const count = rules.reduce((sum, group) => sum + group.rules.length, 0);
  if (count > MOST_RULES_IN_ALL) return [{ path: ['rules'], message: `must hold at most ${MOST_RULES_IN_ALL} rules in all` }];
  return [...wrongConditions(rules), ...unknownTags(rules, tags), ...repeatedIds(rules)];
}

function wrongConditions(rules: Rules['rules']): RuleFault[] {
  return compileRules(rules).problems.map(({ group, rule: index, message, start }) => ({
    path: ['rules', group, 'rules', index, 'when'],
    message: `is wrong at ${placeIn(rules[group]?.rules[index]?.when ?? '', start)}: ${message.replace(/\.$/, '')}`,
  }));
}

function unknownTags(rules: Rules['rules'], tags: Rules['tags']): RuleFault[] {
  return rules.flatMap((group, at) =>
    group.rules.flatMap(({ then }, index) =>
      (then.tags ?? []).flatMap((tag, place) =>
        Object.hasOwn(tags, tag)
          ? []
          : [{ path: ['rules', at, 'rules', index, 'then', 'tags', place], message: `names the tag “${tag}”, which does not exist` }],
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
    if (seen.has(key)) return [{ path, message: `is “${id}”, which is another ${kind}’s already` }];
    seen.add(key);
    return [];
  });
}
