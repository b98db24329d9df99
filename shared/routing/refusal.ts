import { type ErrorCode, LintelError } from '../chat/error.ts';
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
  abilities: 'no-permitted-target',
  'context-window': 'context-overflow',
};

/** The error for a plan that permits nothing. @param model what the caller asked for */
export function refusalError(plan: Plan, model: string): LintelError {
  if (plan.denied !== undefined) return new LintelError('denied-by-rule', plan.denied);
  const real = plan.refused.filter((refusal) => refusal.constraint !== 'asked-for');
  const first = real[0];
  if (first === undefined) {
    if (model === 'auto') return new LintelError('no-permitted-target', plan.sentence);
    const known = plan.refused.map((refusal) => refusal.targetId).join(', ') || 'none yet';
    return new LintelError('unknown-model', `There is no model “${model}”. Use “auto” or one of: ${known}.`, { field: 'model' });
  }
  const isOneCause = real.every((refusal) => refusal.constraint === first.constraint);
  return new LintelError(
    isOneCause ? CODES[first.constraint] : 'no-permitted-target',
    `Nothing permitted can answer. ${real.map((refusal) => `${refusal.name}: ${refusal.reason}`).join(' ')}`,
  );
}
