import { NO_USAGE, type Usage } from '../chat/usage.ts';
import type { Most } from './price.ts';

/** Tokens counted here. */
export interface Counted {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the prompt: of sound, where that has a price of its own. */
  readonly audioTokens?: number;
}

/** No model writes longer answers, in tokens; a report beyond it is no report. */
const LONGEST = 1_000_000;

const CLASSES = ['cachedInputTokens', 'cacheWriteTokens', 'cacheWriteLongTokens', 'imageTokens', 'audioTokens'] as const;

/** A whole number from `least` to `most`. */
const isCount = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;

/**
 * What a try used: what its provider reported, as far as that can be, and else what was counted here, marked as an estimate.
 * Nobody can have used less than nothing or more than was possible, nor nothing where something came.
 * @param reported absent: nothing was
 */
export function usedOf(reported: Usage | undefined, counted: Counted, most: Most): Usage {
  const { inputTokens, outputTokens } = reported ?? {};
  const hasInput = isCount(inputTokens, counted.inputTokens > 0 ? 1 : 0, most.inputTokens);
  const hasOutput = isCount(outputTokens, counted.outputTokens > 0 ? 1 : 0, most.outputTokens);
  // Who reports more than was possible is not believed, and not let off with less than that either.
  const isBeyond = !hasOutput && isCount(outputTokens, most.outputTokens + 1, LONGEST);
  const isLonger = !hasInput && isCount(inputTokens, most.inputTokens + 1, LONGEST);
  const prompt = hasInput ? inputTokens : isLonger ? most.inputTokens : counted.inputTokens;
  const classes = reported !== undefined && hasInput ? classesOf(reported, inputTokens) : {};
  // Sound that a provider did not tell apart is charged as sound all the same.
  const { audioTokens, cachedInputTokens = 0, cacheWriteTokens = 0, imageTokens = 0 } = classes;
  const rest = Math.max(0, prompt - cachedInputTokens - cacheWriteTokens - imageTokens);
  const sound = audioTokens === undefined ? Math.min(counted.audioTokens ?? 0, rest) : 0;
  const used = {
    ...NO_USAGE,
    ...classes,
    ...(sound === 0 ? {} : { audioTokens: sound }),
    inputTokens: prompt,
    outputTokens: hasOutput ? outputTokens : isBeyond ? most.outputTokens : counted.outputTokens,
    ...(hasInput && hasOutput && sound === 0 && reported?.isEstimate !== true ? {} : { isEstimate: true as const }),
  };
  if (reported === undefined) return used;
  const { reasoningTokens, searches, service } = reported;
  return {
    ...used,
    ...(hasOutput && isCount(reasoningTokens, 1, outputTokens) ? { reasoningTokens } : {}),
    ...(isCount(searches, 1, LONGEST) && most.searches > 0 ? { searches: Math.min(searches, most.searches) } : {}),
    ...((service === 'batch' && most.isSlower === true) || (service === 'priority' && most.isFaster === true) ? { service } : {}),
  };
}

function classesOf(reported: Usage, inputTokens: number): Partial<Usage> {
  const classes: Partial<Record<(typeof CLASSES)[number], number>> = {};
  for (const name of CLASSES) {
    const tokens = reported[name];
    if (isCount(tokens, 1, inputTokens)) classes[name] = tokens;
  }
  return classes;
}
