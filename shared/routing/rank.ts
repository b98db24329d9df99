import { ZONES } from '../privacy/zones.ts';
import type { Target } from './target.ts';

/**
 * Orders permitted targets, best first: nearest zone, then those whose window holds the prompt by estimate, then larger model, then loaded, then less busy.
 * The id settles ties, so the order never depends on how the fleet was listed.
 */
export function rank(targets: readonly Target[], inputTokens: number): Target[] {
  return [...targets].sort(
    (a, b) =>
      ZONES.indexOf(a.zone) - ZONES.indexOf(b.zone) ||
      Number(a.contextWindow < inputTokens) - Number(b.contextWindow < inputTokens) ||
      b.parameters - a.parameters ||
      Number(b.loaded) - Number(a.loaded) ||
      a.inFlight - b.inFlight ||
      (a.id < b.id ? -1 : 1),
  );
}
