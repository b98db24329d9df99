import type { ComputerView, HardwareSampleView, NamedSpending, TargetFigures, TargetFiguresView } from '../../shared/api/activity-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { SpendingRow } from '../../shared/money/spending.ts';
import type { Target } from '../../shared/routing/target.ts';
import type { HeldBack } from '../ledger/held-back.ts';
import type { RequestLog } from '../ledger/request-log.ts';
import { createCapOutlooks } from './cap-outlooks.ts';
import { scopeShown } from './cap-scope.ts';
import type { Handlers } from './handlers.ts';
import type { MoneyCallOptions } from './money.ts';
import { requestPage, traceOf } from './request-trace.ts';
import { targetFigures } from './target-figures.ts';

type Names = 'overview' | 'capOutlooks' | 'requests' | 'trace' | 'targetFigures' | 'computer';

export interface ActivityCallOptions extends MoneyCallOptions {
  /** Milliseconds since the epoch. */
  now(): number;
  heldBack(since: number): readonly HeldBack[];
  readonly requestLog: RequestLog;
  figures(): ReadonlyMap<string, TargetFigures>;
  targets(): readonly Pick<Target, 'id' | 'name' | 'zone' | 'rests' | 'fault' | 'faultSaid'>[];
  breaker(targetId: string): TargetFiguresView['breaker'];
  predictionErrors(targetId: string): TargetFiguresView['predictionErrors'];
  samples(): readonly HardwareSampleView[];
  /** Models in memory. */
  held(): ComputerView['held'];
  /** The user's own day, as `2026-01-31`. */
  today(): string;
}

/** Names that are shown of a sum; the rest is in its total. */
const MOST_NAMES = 50;

const NOTHING = {
  tries: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costNanoDollars: 0,
  estimatedNanoDollars: 0,
  wouldCostNanoDollars: 0,
  energyJoules: 0,
} satisfies Omit<SpendingRow, 'name'>;

const KINDS = Object.keys(NOTHING) as (keyof typeof NOTHING)[];

/** The handlers of the calls about what Lintel did. */
export function createActivityCalls(options: ActivityCallOptions): Pick<Handlers, Names> {
  const { budgets, spending, today } = options;
  const shown = (kind: 'provider' | 'app', name: string) => scopeShown(`${kind}:${name}`, options).slice(kind.length + 1);
  const parts = { budgets, requestLog: options.requestLog, nameOf: (app: string) => shown('app', app) };
  return {
    capOutlooks: createCapOutlooks(options),
    requests: ({ body }) => requestPage(parts, body),
    trace: ({ id }) => traceOf(parts, id),
    targetFigures: () => targetFigures(options),
    computer() {
      const samples = options.samples();
      const now = samples.at(-1);
      if (now === undefined) throw new LintelError('internal', say`This computer was not looked at yet. Try again in a moment.`);
      return { now, samples: samples.slice(0, -1), held: options.held() };
    },
    overview({ body: days }) {
      budgets.flush();
      const zoneDays = spending.zoneDays(days);
      const named = (by: 'provider' | 'app' | 'model' | 'tag'): readonly NamedSpending[] =>
        spending
          .by(by, days)
          .slice(0, MOST_NAMES)
          .map((row) => ({ ...row, shown: by === 'provider' || by === 'app' ? shown(by, row.name) : row.name }));
      return {
        today: today(),
        total: zoneDays.reduce(sumOf, NOTHING),
        days: zoneDays,
        by: { provider: named('provider'), app: named('app'), model: named('model'), tag: named('tag') },
        spentThisMonth: budgets.state().spentThisMonth,
        forecastThisMonth: budgets.forecast(),
      };
    },
  };
}

function sumOf<Sums extends typeof NOTHING>(sum: Sums, row: Sums): Sums {
  const next = { ...sum };
  for (const kind of KINDS) next[kind] = sum[kind] + row[kind];
  return next;
}
