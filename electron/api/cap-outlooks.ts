import type { CapOutlooksView, CapOutlookView } from '../../shared/api/activity-views.ts';
import type { Amounts } from '../../shared/money/cap.ts';
import { projectionOf } from '../../shared/money/forecast.ts';
import type { ActivityCallOptions } from './activity.ts';
import { capView } from './money.ts';

/** Caps on single requests and those without an end are asked about so long a time. */
const THIRTY_DAYS = 30 * 86_400_000;

/** The caps with when they begin anew, what they will come to and what they did. */
export function createCapOutlooks(options: ActivityCallOptions): () => CapOutlooksView {
  const { budgets, now, heldBack, keys, providers, models, tags, projects } = options;
  return () => {
    const at = now();
    const { spentToday, spentThisMonth } = budgets.state();
    const held = heldBack(at - THIRTY_DAYS);
    const outlook = (standing: ReturnType<typeof budgets.standings>[number]): CapOutlookView => {
      const span = budgets.spanOf(standing.id);
      const forecastOf = (amount: keyof Amounts) => (span === undefined ? undefined : projectionOf(standing.used[amount], span, at));
      const forecast: Partial<Record<keyof Amounts, number>> = {};
      for (const amount of ['nanoDollars', 'tokens', 'requests'] as const) {
        const projected = standing.limits[amount] === undefined ? undefined : forecastOf(amount);
        if (projected !== undefined) forecast[amount] = projected;
      }
      const its = standing.soft ? [] : held.filter(({ reasons }) => reasons.some((reason) => reason.includes(`your ${standing.words} `)));
      const answered = its.filter(({ isAnswered }) => isAnswered).length;
      return {
        ...capView(standing, options),
        ...(span === undefined ? {} : { resetsAt: span.to }),
        ...(Object.keys(forecast).length === 0 ? {} : { forecast }),
        heldBack: { answered, unanswered: its.length - answered },
      };
    };
    return {
      caps: budgets.standings().map(outlook),
      spentToday,
      spentThisMonth,
      forecastThisMonth: budgets.forecast(),
      subjects: {
        provider: unique(providers().map(({ name }) => name)),
        model: unique(models().map(({ id }) => id)),
        app: unique(['window', ...keys().flatMap(({ name, revokedAt }) => (revokedAt === undefined ? [name] : []))]),
        tag: unique(tags()),
        project: unique(projects().map(({ name }) => name)),
      },
    };
  };
}

const unique = (names: readonly string[]) => [...new Set(names)];
