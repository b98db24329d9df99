import type { Prediction } from './plan.ts';

/** What is foretold of a request, and then measured. */
export const MEASURES = ['costNanoDollars', 'firstTokenMs', 'totalMs', 'outputTokens'] as const;

export type Measure = (typeof MEASURES)[number];

export type Measured = Pick<Prediction, Measure>;

/** How far predictions were off what then happened, as shares of it; newest last. */
export type KnownErrors = Readonly<Record<Measure, readonly number[]>>;

/** How far predictions of one measure are off, as a rule. */
export interface PredictionError {
  /** Median share of what happened: 0.2 is a fifth too much or too little. */
  readonly median: number;
  /** Predictions that it was made of, at most 200. */
  readonly count: number;
}

export const ERRORS_KEPT = 200;
export const NO_ERRORS: KnownErrors = { costNanoDollars: [], firstTokenMs: [], totalMs: [], outputTokens: [] };

/** What is so little that being off by it counts as nothing: a millionth of a dollar, 10 ms, one token. */
const LEAST: Measured = { costNanoDollars: 1000, firstTokenMs: 10, totalMs: 10, outputTokens: 1 };

/** The errors with one more. What is no number is left out. */
export function withError(errors: KnownErrors, predicted: Measured, happened: Measured): KnownErrors {
  const next = (measure: Measure): readonly number[] => {
    const error = Math.abs(predicted[measure] - happened[measure]) / Math.max(LEAST[measure], happened[measure]);
    // Three digits are plenty, and keep what is stored short.
    return Number.isFinite(error) ? [...errors[measure], Number(error.toPrecision(3))].slice(-ERRORS_KEPT) : errors[measure];
  };
  return {
    costNanoDollars: next('costNanoDollars'),
    firstTokenMs: next('firstTokenMs'),
    totalMs: next('totalMs'),
    outputTokens: next('outputTokens'),
  };
}

/** Undefined where nothing was compared yet. */
export function medianError(errors: readonly number[]): PredictionError | undefined {
  const sorted = [...errors].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  const next = sorted[Math.ceil((sorted.length - 1) / 2)];
  return middle === undefined || next === undefined ? undefined : { median: (middle + next) / 2, count: sorted.length };
}
