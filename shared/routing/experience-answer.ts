import type { Seen } from './experience-target.ts';
import type { Answer } from './record.ts';

/** What an answer showed of its target; undefined where it failed, or nobody answered. @param load share of the cores that others took */
export function seenIn({ status, target, sentence, finishReasons, usage, timings }: Answer, load: number): Seen | undefined {
  if (target === undefined || status === 'failed') return undefined;
  const { inputTokens, cachedInputTokens: cachedTokens, outputTokens } = usage;
  const { queueMs, loadMs, firstTokenMs, promptTokensPerSecond, tokensPerSecond } = timings;
  // A sentence of its own means that another target was tried first, which took part of the wait.
  const isWaitKnown = sentence === undefined && inputTokens > 0 && outputTokens > 0;
  // Several answers at once are generated together, faster than one.
  const isOneAnswer = finishReasons === undefined;
  return {
    load,
    isHere: target.zone === 'device',
    ...{ inputTokens, cachedTokens, outputTokens, queueMs, loadMs },
    ...(promptTokensPerSecond === undefined ? {} : { promptTokensPerSecond }),
    ...(tokensPerSecond === undefined || !isOneAnswer ? {} : { tokensPerSecond }),
    ...(isWaitKnown ? { firstTokenMs } : {}),
  };
}
