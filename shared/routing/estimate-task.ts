import type { EstimateTask } from './task.ts';

/** Longer prompts ask for more. Tokens at which the difficulty is one half. */
const HALF_DIFFICULT = 600;
const USUAL_ANSWER = 256;

/** By length alone. */
export const estimateTask: EstimateTask = ({ tools, maxOutputTokens }, inputTokens) => ({
  kind: tools.length > 0 ? 'tools' : 'chat',
  difficulty: inputTokens / (inputTokens + HALF_DIFFICULT),
  outputTokens: Math.min(maxOutputTokens ?? USUAL_ANSWER, USUAL_ANSWER),
});
