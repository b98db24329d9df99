import type { Zone } from '../../privacy/zones.ts';
import { daysBetween } from '../days.ts';
import { capsOver } from './budget.ts';
import type { Constraint } from './constraint.ts';

const isPaid = (zone: Zone) => zone === 'trusted' || zone === 'cloud';

/**
 * What is relied upon must be fresh: a promise where a target counts as trusted only by it, a price where there is a cap.
 * A paid place of which nobody recorded a price has none that could be held against a cap.
 */
export const freshness: Constraint = {
  name: 'freshness',
  check(subject) {
    const { policy, ceiling, target, situation, rules } = subject;
    const { factsCountForDays } = policy;
    const isStale = (date: string) => daysBetween(date, situation.time.date) > factsCountForDays;
    const { ground, price, zone } = target;
    if (zone === 'trusted' && ground !== undefined && (ceiling.masked ?? ceiling.zone) !== 'cloud' && isStale(ground.date))
      return `Its provider’s promise was read on ${ground.date}, more than ${factsCountForDays} days ago. Read it again.`;
    const { left, leftAt } = situation.budget;
    const isCapped =
      left !== undefined ||
      rules.maxCost !== undefined ||
      (leftAt !== undefined && Object.hasOwn(leftAt, target.id)) ||
      capsOver(subject).some(({ left: { nanoDollars } }) => nanoDollars !== undefined);
    if (!isCapped || !isPaid(zone)) return undefined;
    if (price === undefined) return 'Nobody recorded what it costs, and a cap is set.';
    return isStale(price.date)
      ? `Its price was read on ${price.date}, more than ${factsCountForDays} days ago, and a cap is set. Read it again.`
      : undefined;
  },
};
