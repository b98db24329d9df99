import { type ErrorCode, LintelError } from '../chat/error.ts';
import { listed, type Said, say } from '../chat/said.ts';
import type { Plan, Refusal } from './plan.ts';

const CODES: Record<Refusal['constraint'], ErrorCode> = {
  'asked-for': 'unknown-model',
  allowed: 'forbidden',
  excluded: 'no-permitted-target',
  rules: 'no-permitted-target',
  budget: 'budget-exceeded',
  freshness: 'no-permitted-target',
  stay: 'no-permitted-target',
  zone: 'no-permitted-target',
  residency: 'no-permitted-target',
  health: 'model-faulty',
  ended: 'no-permitted-target',
  abilities: 'no-permitted-target',
  vectors: 'no-permitted-target',
  'context-window': 'context-overflow',
  rest: 'overloaded',
  guide: 'no-permitted-target',
};

/** That none of the targets may answer, and why each. */
export const saidRefused = (refused: readonly Refusal[]): Said =>
  say`Nothing permitted can answer. ${listed(
    refused.map(({ name, reason, said = reason }) => say`${name}: ${said}`),
    ' ',
  )}`;

/** The error for a plan that permits nothing. @param model what the caller asked for */
export function refusalError(plan: Plan, model: string): LintelError {
  if (plan.denied !== undefined) return new LintelError('denied-by-rule', plan.denied);
  // What an app's key does not allow, the app is not told of.
  const known = plan.refused.filter(({ constraint }) => constraint !== 'allowed');
  const real = known.filter(({ constraint }) => constraint !== 'asked-for');
  const first = real[0];
  if (first === undefined && known.length === 0 && plan.refused.length > 0)
    return new LintelError(
      'forbidden',
      say`The key of this app allows none of the models there are. Make another with: lintel keys create`,
    );
  if (first === undefined) {
    if (model === 'auto') return new LintelError('no-permitted-target', plan.said ?? plan.sentence);
    const ids = known.map(({ targetId }) => targetId);
    const those = ids.length === 0 ? say`none yet` : ids.join(', ');
    return new LintelError('unknown-model', say`There is no model “${model}”. Use “auto” or one of: ${those}.`, { field: 'model' });
  }
  const said = saidRefused(real);
  const [soonest] = real.flatMap(({ rests }) => (rests === undefined ? [] : [rests])).sort((a, b) => a.opensInMs - b.opensInMs);
  if (soonest !== undefined)
    return new LintelError(soonest.why === 'rate-limited' ? 'rate-limited' : 'overloaded', said, { retryAfterMs: soonest.opensInMs });
  const isOneCause = real.every((refusal) => refusal.constraint === first.constraint);
  return new LintelError(isOneCause ? CODES[first.constraint] : 'no-permitted-target', said);
}
