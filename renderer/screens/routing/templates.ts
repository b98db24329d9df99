import type { Rule, RuleAction } from '../../../shared/routing/rules/rule.ts';
import { newRule, withAction } from './rule-list.ts';

interface Template {
  readonly when: string;
  readonly action: RuleAction;
}

/** Rules to start from, by the names that they have in the window's texts. */
const TEMPLATES = {
  night: { when: 'time.hour >= 22 || time.hour < 6', action: { ceiling: 'device' } },
  health: { when: 'findings.health > 0', action: { ceiling: 'device' } },
  work: { when: 'app == "work"', action: { ceiling: 'lan' } },
  battery: { when: 'hardware.onBattery && hardware.battery < 0.3', action: { objective: 'battery-saver' } },
  cost: { when: 'true', action: { maxCostUsd: 0.05 } },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;

export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as readonly TemplateName[];

/** A new rule that says what the template says. */
export function ruleFrom(template: TemplateName, name: string): Rule {
  const { when, action } = TEMPLATES[template];
  return withAction({ ...newRule(), name, when }, action);
}
