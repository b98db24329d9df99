/** What one request used. Money is integer nano-dollars (1e-9 USD); local models cost 0. */
export interface Usage {
  /** Tokens of the prompt, cached ones included. */
  readonly inputTokens: number;
  /** Prompt tokens that an engine did not have to evaluate again. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly costNanoDollars: number;
}

/** Times of one request in milliseconds, measured from the moment it entered. */
export interface Timings {
  /** Waiting for a free slot. */
  readonly queueMs: number;
  /** Loading the model; 0 when it was loaded already. */
  readonly loadMs: number;
  readonly firstTokenMs: number;
  readonly totalMs: number;
  /** Generated tokens per second after the first; absent when fewer than two were generated. */
  readonly tokensPerSecond?: number;
}

export const NO_USAGE: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costNanoDollars: 0 };
