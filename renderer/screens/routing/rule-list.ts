import type { Rule, RuleAction, RuleGroup } from '../../../shared/routing/rules/rule.ts';

/** Edits of the ordered lists of rules. Each gives new lists; the old ones stay as they were. */

export function withAction(rule: Omit<Rule, 'then'>, action: RuleAction): Rule {
  // biome-ignore lint/suspicious/noThenProperty: the field's word for what a rule does, and an object that nobody awaits
  return { ...rule, then: action };
}

/** A rule that says nothing yet. */
export const newRule = (): Rule => withAction({ id: crypto.randomUUID(), name: '', when: '' }, {});

export const newGroup = (name: string): RuleGroup => ({ id: crypto.randomUUID(), name, match: 'all', rules: [] });

/** An action with one part set, or taken out where there is nothing to set. */
export function withPart<Name extends keyof RuleAction>(action: RuleAction, name: Name, value: RuleAction[Name] | undefined): RuleAction {
  const { [name]: _, ...rest } = action;
  return (value === undefined ? rest : { ...rest, [name]: value }) as RuleAction;
}

const inGroup = (
  groups: readonly RuleGroup[],
  groupId: string,
  change: (rules: readonly Rule[]) => readonly Rule[],
): readonly RuleGroup[] => groups.map((group) => (group.id === groupId ? { ...group, rules: change(group.rules) } : group));

/** Puts a rule in its place, or last where it is new. */
export const withRule = (groups: readonly RuleGroup[], groupId: string, rule: Rule) =>
  inGroup(groups, groupId, (rules) =>
    rules.some(({ id }) => id === rule.id) ? rules.map((other) => (other.id === rule.id ? rule : other)) : [...rules, rule],
  );

/** Puts a rule at a place in its list, counted from 0. */
export const withRuleAt = (groups: readonly RuleGroup[], groupId: string, rule: Rule, index: number) =>
  inGroup(groups, groupId, (rules) => [...rules.slice(0, index), rule, ...rules.slice(index)]);

/** Moves a rule to a place in its list, counted from 0. */
export const movedTo = (groups: readonly RuleGroup[], groupId: string, ruleId: string, index: number) =>
  inGroup(groups, groupId, (rules) => {
    const rule = rules.find(({ id }) => id === ruleId);
    if (rule === undefined) return rules;
    const rest = rules.filter((other) => other !== rule);
    return [...rest.slice(0, index), rule, ...rest.slice(index)];
  });

/** The same rule once more, under another name. */
export const copied = (rule: Rule, name: string): Rule => ({ ...rule, id: crypto.randomUUID(), name });

export const withoutRule = (groups: readonly RuleGroup[], groupId: string, ruleId: string) =>
  inGroup(groups, groupId, (rules) => rules.filter(({ id }) => id !== ruleId));

/** Moves a rule up (-1) or down (1) within its list; nothing moves past the ends. */
export const moved = (groups: readonly RuleGroup[], groupId: string, ruleId: string, by: -1 | 1) =>
  inGroup(groups, groupId, (rules) => {
    const from = rules.findIndex(({ id }) => id === ruleId);
    const [rule, other] = [rules[from], rules[from + by]];
    if (rule === undefined || other === undefined) return rules;
    return rules.map((one, index) => (index === from ? other : index === from + by ? rule : one));
  });

export function switched(rule: Rule, isOn: boolean): Rule {
  const { disabled: _, ...rest } = rule;
  return isOn ? rest : { ...rest, disabled: true };
}
