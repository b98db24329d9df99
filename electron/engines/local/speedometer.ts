import type { EngineTelemetry } from '../../../shared/chat/usage.ts';

/** Measures how fast one chat is read and answered. */
export interface Speedometer {
  /** When the chat got its place, on `performance.now()`. */
  readonly began: number;
  /** @param tokens of the prompt that must be evaluated */
  started(tokens: number): void;
  piece(tokens: number): void;
  reading(): EngineTelemetry;
}

/** Fewer tokens than these say nothing about speed. */
const ENOUGH_TOKENS = 16;

export function createSpeedometer(): Speedometer {
  const began = performance.now();
  let promptTokens = 0;
  let promptBegan = began;
  let first: number | undefined;
  let last = began;
  let tokensAtFirst = 0;
  let tokens = 0;
  return {
    began,
    started(count) {
      promptTokens = count;
      promptBegan = performance.now();
    },
    piece(count) {
      last = performance.now();
      tokens += count;
      if (first !== undefined) return;
      first = last;
      tokensAtFirst = tokens;
    },
    reading() {
      const promptMs = (first ?? last) - promptBegan;
      const answerMs = last - (first ?? last);
      return {
        ...(first === undefined || promptTokens < ENOUGH_TOKENS || promptMs <= 0
          ? {}
          : { promptTokensPerSecond: (promptTokens / promptMs) * 1000 }),
        ...(answerMs <= 0 ? {} : { tokensPerSecond: ((tokens - tokensAtFirst) / answerMs) * 1000 }),
      };
    },
  };
}
