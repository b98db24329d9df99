import type { Zone } from '../../privacy/zones.ts';
import { daysBetween } from '../days.ts';
import type { Constraint } from './constraint.ts';

const isPaid = (zone: Zone) => zone === 'trusted' || zone === 'cloud';

/**
 * What is relied upon must be fresh: a promise where a target counts as trusted only by it, a price where there is a cap.
 * A paid place of which nobody recorded a price has none that could be held against a cap.
 */
export const freshness: Constraint = {
  name: 'freshness',
  check({ policy, ceiling, target, situation, rules }) {
    const { factsCountForDays } = policy;
    const age = (date: string) => daysBetween(date, situation.time.date);
    // A date of tomorrow may be today's elsewhere; one beyond that says nothing of when it was read.
    const isStale = (date: string) => age(date) > factsCountForDays || age(date) < -1;
    const when = (date: string) => (age(date) < 0 ? `${date}, which is yet to come` : `${date}, more than ${factsCountForDays} days ago`);
    const { ground, price, zone } = target;
    if (zone === 'trusted' && ground !== undefined && (ceiling.masked ?? ceiling.zone) !== 'cloud' && isStale(ground.date))
      return `Its provider’s promise was read on ${when(ground.date)}. Read it again.`;
    const { left, leftAt } = situation.budget;
    const isCapped = left !== undefined || rules.maxCost !== undefined || (leftAt !== undefined && Object.hasOwn(leftAt, target.id));
    if (!isCapped || !isPaid(zone)) return undefined;
    if (price === undefined) return 'Nobody recorded what it costs, and a cap is set.';
    return isStale(price.date) ? `Its price was read on ${when(price.date)}, and a cap is set. Read it again.` : undefined;
  },
};
