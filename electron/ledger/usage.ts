import { dayAt, type OffsetAt } from '../../shared/money/calendar.ts';
import type { Spending, Spent } from '../../shared/routing/spending.ts';
import type { Database } from './database.ts';

/** How the rows of a day are summed up. */
export const USAGE_KINDS = ['total', 'app', 'model', 'provider', 'zone', 'tag', 'project', 'conversation'] as const;

export type UsageKind = (typeof USAGE_KINDS)[number];

/** A try that is over. `interrupted`: Lintel ended before it did. */
export type Used = Omit<Spent, 'outcome'> & { readonly outcome: Spent['outcome'] | 'interrupted' };

/** Under which names a try is summed up. */
function namesOf({ app, tags, project, conversationId, target: { id, provider, zone } }: Spending): readonly [UsageKind, string][] {
  return [
    ['total', ''],
    ['app', app],
    ['model', id],
    ['zone', zone],
    ...(provider === undefined ? [] : [['provider', provider] as [UsageKind, string]]),
    ...[...new Set(tags)].map((tag): [UsageKind, string] => ['tag', tag]),
    ...(project === undefined ? [] : [['project', project] as [UsageKind, string]]),
    ...(conversationId === undefined ? [] : [['conversation', conversationId] as [UsageKind, string]]),
  ];
}

/** Writes rows of usage and the sums of their days. To be called within a transaction. */
export function createUsageRecord({ handle }: Database, offsetAt: OffsetAt): (spending: Spending, used: Used, at: number) => void {
  const insert = handle.prepare(
    `INSERT INTO usage (request_id, attempt, at, app, tags, project, conversation_id, target_id, provider, zone, outcome, estimated,
     input_tokens, cached_input_tokens, cache_write_tokens, image_tokens, audio_tokens, output_tokens, reasoning_tokens, searches,
     cost_nano_dollars, expected_nano_dollars, would_cost_nano_dollars, energy_joules)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const add = handle.prepare(
    `INSERT INTO usage_days VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, day, name) DO UPDATE SET
     tries = tries + 1, input_tokens = input_tokens + excluded.input_tokens,
     cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens, output_tokens = output_tokens + excluded.output_tokens,
     cost_nano_dollars = cost_nano_dollars + excluded.cost_nano_dollars,
     estimated_nano_dollars = estimated_nano_dollars + excluded.estimated_nano_dollars,
     would_cost_nano_dollars = would_cost_nano_dollars + excluded.would_cost_nano_dollars,
     energy_joules = energy_joules + excluded.energy_joules, away_tries = away_tries + excluded.away_tries,
     away_tokens = away_tokens + excluded.away_tokens`,
  );
  return (spending, { outcome, usage, energyJoules, wouldCostNanoDollars }, at) => {
    const { target } = spending;
    const { inputTokens, cachedInputTokens, outputTokens, costNanoDollars, isEstimated } = usage;
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
      isEstimated === true ? 1 : 0,
      inputTokens,
      cachedInputTokens,
      usage.cacheWriteTokens ?? 0,
      usage.imageTokens ?? 0,
      usage.audioTokens ?? 0,
      outputTokens,
      usage.reasoningTokens ?? 0,
      usage.searches ?? 0,
      costNanoDollars,
      spending.expectedNanoDollars ?? null,
      wouldCostNanoDollars ?? null,
      energyJoules,
    );
    const day = dayAt(at, offsetAt);
    const isAway = target.zone !== 'device';
    for (const [kind, name] of namesOf(spending))
      add.run(
        kind,
        day,
        name,
        inputTokens,
        cachedInputTokens,
        outputTokens,
        costNanoDollars,
        isEstimated === true ? costNanoDollars : 0,
        wouldCostNanoDollars ?? 0,
        energyJoules,
        isAway ? 1 : 0,
        isAway ? inputTokens + outputTokens : 0,
      );
  };
}
