import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChatHistoryItem } from 'node-llama-cpp';

/** Where there are more beginnings than this, what fills so much of the room is good enough, and more of it is aimed at. */
const MANY = 64;
const FULL_ENOUGH = 0.85;
const AIMED_AT = 0.95;
/** Characters that a template writes around a message, roughly. */
const AROUND = 12;

/**
 * Drops the oldest turns, system messages aside, until the rest is shorter than the limit; undefined where even the last
 * question is too long. Templates read long conversations slowly, so few lengths are tried, the likeliest first, and
 * others get a turn in between.
 * @param limit tokens
 */
export async function shortened<Rendered extends { readonly tokens: readonly unknown[] }>(
  history: readonly ChatHistoryItem[],
  limit: number,
  render: (history: readonly ChatHistoryItem[]) => Rendered,
): Promise<Rendered | undefined> {
  const beginnings = beginningsOf(history, limit);
  const weights = weightsOf(history);
  let best: Rendered | undefined;
  /** The shortest that was too long, and the longest that fits, among the beginnings. */
  let tooLong = -1;
  let fitting = beginnings.length;
  for (let next = 0, count = 1; ; count++) {
    const beginning = beginnings[next] ?? 0;
    const prompt = render(from(history, beginning));
    const { length } = prompt.tokens;
    if (length < limit) {
      best = prompt;
      fitting = next;
    } else {
      tooLong = next;
    }
    if (next === 0 && best !== undefined) return best;
    if (fitting - tooLong <= 1) return best;
    if (best !== undefined && beginnings.length > MANY && best.tokens.length >= limit * FULL_ENOUGH) return best;
    const perWeight = length / Math.max(1, weights[beginning] ?? 1);
    const guess = beginnings.findIndex((each) => (weights[each] ?? 0) * perWeight < limit * AIMED_AT);
    // A guess can be wrong in the same way every time; a half cannot.
    const isWorth = count % 2 === 1 && guess > tooLong && guess < fitting;
    next = isWorth ? guess : Math.ceil((tooLong + Math.min(fitting, beginnings.length - 1)) / 2);
    if (next === fitting) next = tooLong + 1;
    await nextTurn();
  }
}

/**
 * Where the conversation may begin: as it does, with a turn of the user's, or, after the last of these, anywhere before
 * the end. More messages than tokens never fit.
 */
function beginningsOf(history: readonly ChatHistoryItem[], limit: number): number[] {
  const turns = history.flatMap(({ type }, index) => (type === 'system' ? [] : [index]));
  // The question and the answer that it opens stay.
  const inner = turns.slice(1, -1);
  const lastQuestion = inner.findLast((index) => history[index]?.type === 'user') ?? -1;
  const later = inner.filter((index) => history[index]?.type === 'user' || index > lastQuestion);
  const all = [0, ...later];
  const possible = all.filter((index) => history.length - index < limit);
  return possible.length === 0 ? all.slice(-1) : possible;
}

const from = (history: readonly ChatHistoryItem[], beginning: number) =>
  history.filter(({ type }, index) => type === 'system' || index >= beginning);

/** Roughly how long the conversation is from each of its messages on. */
function weightsOf(history: readonly ChatHistoryItem[]): readonly number[] {
  const system = history.reduce((sum, item) => sum + (item.type === 'system' ? weightOf(item) : 0), 0);
  const weights: number[] = [];
  let sum = system;
  for (let index = history.length - 1; index >= 0; index--) {
    const item = history[index];
    if (item !== undefined && item.type !== 'system') sum += weightOf(item);
    weights[index] = sum;
  }
  return weights;
}

function weightOf(item: ChatHistoryItem): number {
  if (item.type !== 'model') return AROUND + String(item.text).length;
  return item.response.reduce((sum, part) => sum + AROUND + (typeof part === 'string' ? part.length : JSON.stringify(part).length), 0);
}
