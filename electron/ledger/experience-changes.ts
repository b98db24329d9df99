import type { ModelSettings } from '../../shared/models/settings.ts';
import type { Experience } from '../../shared/routing/experience.ts';

/** A model as far as its speed follows from it. */
interface Measured {
  readonly id: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly settings: ModelSettings | undefined;
}

function speedFollowsFrom({ bytes, modifiedAt, settings = {} }: Measured): string {
  const { keepAliveMs: _, keepCache: __, sampling: ___, systemPrompt: ____, chatTemplate: _____, ...rest } = settings;
  return JSON.stringify([bytes, modifiedAt, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/**
 * Looks whether models became others, so that what was learned of their speed no longer holds, and forgets it then. A model
 * that is not there for a while is still the one it was.
 */
export function createChangeWatch(experience: Pick<Experience, 'forgetSpeed'>): (models: readonly Measured[]) => void {
  const known = new Map<string, string>();
  return (models) => {
    for (const model of models) {
      const now = speedFollowsFrom(model);
      const before = known.get(model.id);
      known.set(model.id, now);
      if (before !== undefined && before !== now) experience.forgetSpeed(model.id);
    }
  };
}
