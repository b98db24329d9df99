import type { Database } from './database.ts';
import { csvLine } from './egress-export.ts';

/** Names of the columns, in order. Flat and of one type each, as tables such as Parquet's want them: whole numbers, numbers, texts, true or false. */
export const USAGE_COLUMNS = [
  'time',
  'requestId',
  'attempt',
  'app',
  'tags',
  'project',
  'conversationId',
  'model',
  'provider',
  'zone',
  'outcome',
  'policyVersion',
  'ceiling',
  'inputTokens',
  'cachedInputTokens',
  'cacheWriteTokens',
  'imageTokens',
  'audioTokens',
  'outputTokens',
  'reasoningTokens',
  'searches',
  'costNanoDollars',
  'costUsd',
  'estimated',
  'expectedNanoDollars',
  'wouldCostNanoDollars',
  'energyJoules',
] as const;

type UsageEntry = Record<(typeof USAGE_COLUMNS)[number], string | number | boolean | null>;

const NANO = 1e9;

const SELECT = `SELECT usage.*, decisions.policy_version, decisions.ceiling FROM usage
  LEFT JOIN decisions ON decisions.request_id = usage.request_id WHERE usage.at >= ? ORDER BY usage.at, usage.id`;

/** All tries since a moment (milliseconds since the epoch) as a file, piece by piece; none of their texts. JSON is an array with a row a line. */
export function* exportUsage({ handle, guard }: Database, format: 'csv' | 'json', since: number): Generator<string> {
  const rows = guard(() => handle.prepare(SELECT).iterate(since));
  if (format === 'csv') yield csvLine([...USAGE_COLUMNS]);
  else yield '[';
  let isFirst = true;
  for (const row of rows) {
    const entry = entryOf(row);
    if (format === 'csv') yield csvLine(USAGE_COLUMNS.map((column) => entry[column] ?? ''));
    else yield `${isFirst ? '' : ','}\n${JSON.stringify(entry)}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]\n';
}

function entryOf(row: Record<string, unknown>): UsageEntry {
  const whole = (name: string) => (row[name] === null || row[name] === undefined ? null : Number(row[name]));
  const words = (name: string) => (row[name] === null || row[name] === undefined ? null : String(row[name]));
  return {
    time: new Date(Number(row.at)).toISOString(),
    requestId: words('request_id'),
    attempt: whole('attempt'),
    app: words('app'),
    tags: (JSON.parse(String(row.tags)) as string[]).join(','),
    project: words('project'),
    conversationId: words('conversation_id'),
    model: words('target_id'),
    provider: words('provider'),
    zone: words('zone'),
    outcome: words('outcome'),
    policyVersion: whole('policy_version'),
    ceiling: words('ceiling'),
    inputTokens: whole('input_tokens'),
    cachedInputTokens: whole('cached_input_tokens'),
    cacheWriteTokens: whole('cache_write_tokens'),
    imageTokens: whole('image_tokens'),
    audioTokens: whole('audio_tokens'),
    outputTokens: whole('output_tokens'),
    reasoningTokens: whole('reasoning_tokens'),
    searches: whole('searches'),
    costNanoDollars: whole('cost_nano_dollars'),
    costUsd: Number(row.cost_nano_dollars) / NANO,
    estimated: row.estimated === 1,
    expectedNanoDollars: whole('expected_nano_dollars'),
    wouldCostNanoDollars: whole('would_cost_nano_dollars'),
    energyJoules: Number(row.energy_joules),
  };
}
