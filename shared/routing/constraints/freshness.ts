import { say } from '../../chat/said.ts';
import type { Zone } from '../../privacy/zones.ts';
import { daysBetween, isStale } from '../days.ts';
import { capsOver } from './budget.ts';
import type { Constraint } from './constraint.ts';

const isPaid = (zone: Zone) => zone === 'trusted' || zone === 'cloud';

const isAhead = (date: string, today: string) => daysBetween(date, today) < 0;

/**
 * A price that is held against a cap must be fresh. A paid place of which nobody recorded a price has none that could be.
 * (A promise that is not fresh makes a trusted target count as cloud: see `asOf`.)
 */
export const freshness: Constraint = {
  name: 'freshness',
  check(subject) {
    const { target, situation, rules } = subject;
    const { factsCountForDays } = subject.policy;
    const { price, zone, id } = target;
    const { left, leftAt } = situation.budget;
    const isCapped =
      left !== undefined ||
      rules.maxCost !== undefined ||
      (leftAt !== undefined && Object.hasOwn(leftAt, id)) ||
      capsOver(subject).some((cap) => cap.left.nanoDollars !== undefined);
    if (!isCapped || !isPaid(zone)) return undefined;
    if (price === undefined) return say`Nobody recorded what it costs, and a cap is set.`;
    if (!isStale(price.date, situation.time.date, factsCountForDays)) return undefined;
    return isAhead(price.date, situation.time.date)
      ? say`Its price was read on ${price.date}, which is yet to come, and a cap is set. Read it again.`
      : say`Its price was read on ${price.date}, more than ${factsCountForDays} days ago, and a cap is set. Read it again.`;
  },
};
