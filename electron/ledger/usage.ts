import { dayAt, type OffsetAt } from '../../shared/money/calendar.ts';
import type { Spending, Spent } from '../../shared/routing/spending.ts';
import type { Database } from './database.ts';

/** A try that is over. `interrupted`: Lintel ended before it did. */
export type Used = Omit<Spent, 'outcome'> & { readonly outcome: Spent['outcome'] | 'interrupted' };

/** One try as it is put down. */
export interface UsageEntry {
  readonly spending: Spending;
  readonly used: Used;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How the tries of a day are summed up, and under which names one is. */
function namesOf({ app, tags, project, conversationId, target: { id, provider, zone } }: Spending): readonly (readonly [string, string])[] {
  return [
    ['total', ''],
    ['app', app],
    ['model', id],
    ['zone', zone],
    ...(provider === undefined ? [] : [['provider', provider] as const]),
    ...[...new Set(tags)].map((tag) => ['tag', tag] as const),
    ...(project === undefined ? [] : [['project', project] as const]),
    ...(conversationId === undefined ? [] : [['conversation', conversationId] as const]),
  ];
}

/** Sums of a day, in the order of the columns after the name. */
function sumsOf({ spending: { target }, used: { usage, energyJoules, wouldCostNanoDollars = 0 } }: UsageEntry): readonly number[] {
  const { inputTokens, cachedInputTokens, outputTokens, costNanoDollars, isEstimate } = usage;
  const isAway = target.zone !== 'device';
  return [
    1,
    inputTokens,
    cachedInputTokens,
    outputTokens,
    costNanoDollars,
    isEstimate === true ? costNanoDollars : 0,
    wouldCostNanoDollars,
    energyJoules,
    isAway ? 1 : 0,
    isAway ? inputTokens + outputTokens : 0,
  ];
}

/** Writes tries and the sums of their days, all of one call together. To be called within a transaction. */
export function createUsageRecord({ handle }: Database, offsetAt: OffsetAt): (entries: readonly UsageEntry[]) => void {
  const insert = handle.prepare(
    `INSERT INTO usage (request_id, attempt, at, app, tags, project, conversation_id, target_id, provider, zone, outcome, estimated,
     input_tokens, cached_input_tokens, cache_write_tokens, image_tokens, audio_tokens, output_tokens, reasoning_tokens, searches,
     cost_nano_dollars, expected_nano_dollars, would_cost_nano_dollars, energy_joules)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const add = handle.prepare(
    `INSERT INTO usage_days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, day, name) DO UPDATE SET
     tries = tries + excluded.tries, input_tokens = input_tokens + excluded.input_tokens,
     cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens, output_tokens = output_tokens + excluded.output_tokens,
     cost_nano_dollars = cost_nano_dollars + excluded.cost_nano_dollars,
     estimated_nano_dollars = estimated_nano_dollars + excluded.estimated_nano_dollars,
     would_cost_nano_dollars = would_cost_nano_dollars + excluded.would_cost_nano_dollars,
     energy_joules = energy_joules + excluded.energy_joules, away_tries = away_tries + excluded.away_tries,
     away_tokens = away_tokens + excluded.away_tokens`,
  );

  function put({ spending, used: { outcome, usage, energyJoules, wouldCostNanoDollars }, at }: UsageEntry): void {
    const { target } = spending;
    insert.run(
      spending.requestId,
      spending.number,
      at,
      spending.app,
      JSON.stringify(spending.tags),
      spending.project ?? null,
      spending.conversationId ?? null,
      target.id,
      target.provider ?? null,
      target.zone,
      outcome,
      usage.isEstimate === true ? 1 : 0,
      usage.inputTokens,
      usage.cachedInputTokens,
      usage.cacheWriteTokens ?? 0,
      usage.imageTokens ?? 0,
      usage.audioTokens ?? 0,
      usage.outputTokens,
      usage.reasoningTokens ?? 0,
      usage.searches ?? 0,
      usage.costNanoDollars,
      spending.expectedNanoDollars ?? null,
      wouldCostNanoDollars ?? null,
      energyJoules,
    );
  }

  return (entries) => {
    const days = new Map<string, { readonly key: readonly [string, string, string]; sums: readonly number[] }>();
    for (const entry of entries) {
      put(entry);
      const day = dayAt(entry.at, offsetAt);
      const sums = sumsOf(entry);
      for (const [kind, name] of namesOf(entry.spending)) {
        const id = `${kind} ${day} ${name}`;
        const before = days.get(id);
        days.set(id, {
          key: [kind, day, name],
          sums: before === undefined ? sums : sums.map((sum, index) => sum + (before.sums[index] ?? 0)),
        });
      }
    }
    for (const { key, sums } of days.values()) add.run(...key, ...sums);
  };
}
