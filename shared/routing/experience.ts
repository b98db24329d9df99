import {
  type KnownErrors,
  MEASURES,
  type Measure,
  type Measured,
  medianError,
  NO_ERRORS,
  type PredictionError,
  withError,
} from './experience-errors.ts';
import { curveOf, type KnownTarget, learned, p95Of, type Seen, UNKNOWN } from './experience-target.ts';
import type { SpeedCurve } from './speed.ts';

/** All that is known of one target, as numbers alone. */
export interface KeptExperience {
  readonly target: KnownTarget;
  readonly errors: KnownErrors;
}

/** What targets showed of themselves: how fast they are at which load, and how far predictions are off. Reading it costs no I/O. */
export interface Experience {
  learn(targetId: string, seen: Seen): void;
  /** Puts what was predicted beside what then happened. */
  compare(targetId: string, predicted: Measured, happened: Measured): void;
  /** The target is no longer what it was: only how far predictions are off stays. */
  forgetSpeed(targetId: string): void;
  /** Undefined until it was measured; the same object until more is learned. */
  curveOf(targetId: string): SpeedCurve | undefined;
  /** Milliseconds that loading takes; undefined until it was seen. */
  loadMsOf(targetId: string): number | undefined;
  /** 95 of 100 first tokens came within so many milliseconds, loading not counted; undefined before 20 of them. */
  p95FirstTokenMs(targetId: string): number | undefined;
  /** Of what was compared, by measure. */
  errorsOf(targetId: string): Partial<Record<Measure, PredictionError>>;
  /** What there is to keep of a target. */
  kept(targetId: string): KeptExperience | undefined;
  /** Targets of which something was learned since the last call. */
  takeChanged(): readonly string[];
  /** Takes over what was kept of a target that is not known yet. */
  restore(targetId: string, kept: KeptExperience): void;
}

interface Entry extends KeptExperience {
  readonly curve: SpeedCurve | undefined;
  readonly p95: number | undefined;
}

/** Beyond these, the target that was not seen for longest is forgotten. */
const MOST_TARGETS = 1000;

export function createExperience(most = MOST_TARGETS): Experience {
  /** The one seen last comes last. */
  const entries = new Map<string, Entry>();
  const changed = new Set<string>();

  function put(targetId: string, { target, errors }: KeptExperience): void {
    entries.delete(targetId);
    entries.set(targetId, { target, errors, curve: curveOf(target), p95: p95Of(target) });
    for (const oldest of entries.keys()) {
      if (entries.size <= most) return;
      entries.delete(oldest);
      changed.delete(oldest);
    }
  }

  function change(targetId: string, how: (before: KeptExperience) => KeptExperience): void {
    put(targetId, how(entries.get(targetId) ?? { target: UNKNOWN, errors: NO_ERRORS }));
    changed.add(targetId);
  }

  return {
    learn: (targetId, seen) => change(targetId, ({ target, errors }) => ({ target: learned(target, seen), errors })),
    compare: (targetId, predicted, happened) =>
      change(targetId, ({ target, errors }) => ({ target, errors: withError(errors, predicted, happened) })),
    forgetSpeed(targetId) {
      if (entries.has(targetId)) change(targetId, ({ errors }) => ({ target: UNKNOWN, errors }));
    },
    curveOf: (targetId) => entries.get(targetId)?.curve,
    loadMsOf: (targetId) => entries.get(targetId)?.target.loadMs?.mean,
    p95FirstTokenMs: (targetId) => entries.get(targetId)?.p95,
    errorsOf(targetId) {
      const errors = entries.get(targetId)?.errors ?? NO_ERRORS;
      const found: Partial<Record<Measure, PredictionError>> = {};
      for (const measure of MEASURES) {
        const error = medianError(errors[measure]);
        if (error !== undefined) found[measure] = error;
      }
      return found;
    },
    kept(targetId) {
      const entry = entries.get(targetId);
      return entry && { target: entry.target, errors: entry.errors };
    },
    takeChanged() {
      const ids = [...changed];
      changed.clear();
      return ids;
    },
    restore(targetId, kept) {
      if (!entries.has(targetId)) put(targetId, kept);
    },
  };
}
