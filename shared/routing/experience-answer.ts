import type { Experience } from './experience.ts';
import type { Measured } from './experience-errors.ts';
import type { Seen } from './experience-target.ts';
import type { Answer } from './record.ts';

/** Learns from an answer how its target is, and how far off the prediction was. @param load share of the cores that others took */
export function learnFrom(experience: Experience, answer: Answer, load: number): void {
  const { target } = answer;
  if (target === undefined || answer.status === 'failed') return;
  const happened = happenedIn(answer);
  if (target.expected !== undefined && happened !== undefined) experience.compare(target.targetId, target.expected, happened);
  experience.learn(target.targetId, seenIn(answer, load, target.zone === 'device'));
}

/** A sentence of its own means that another target was tried first, which took part of the wait. */
const isFirstTried = ({ sentence }: Answer) => sentence === undefined;

/** What a prediction told of; undefined for an answer that was cut short, or began elsewhere. */
function happenedIn(answer: Answer): Measured | undefined {
  const { status, usage, timings } = answer;
  if (status !== 'done' || usage.outputTokens === 0 || !isFirstTried(answer)) return undefined;
  const { costNanoDollars, outputTokens } = usage;
  return { costNanoDollars, outputTokens, firstTokenMs: timings.firstTokenMs, totalMs: timings.totalMs };
}

function seenIn(answer: Answer, load: number, isHere: boolean): Seen {
  const { inputTokens, cachedInputTokens: cachedTokens, outputTokens } = answer.usage;
  const { queueMs, loadMs, firstTokenMs, promptTokensPerSecond, tokensPerSecond } = answer.timings;
  const isWaitKnown = isFirstTried(answer) && inputTokens > 0 && outputTokens > 0;
  // Several answers at once are generated together, faster than one.
  const isOneAnswer = answer.finishReasons === undefined;
  return {
    ...{ load, isHere, inputTokens, cachedTokens, outputTokens, queueMs, loadMs },
    ...(promptTokensPerSecond === undefined ? {} : { promptTokensPerSecond }),
    ...(tokensPerSecond === undefined || !isOneAnswer ? {} : { tokensPerSecond }),
    ...(isWaitKnown ? { firstTokenMs } : {}),
  };
}
