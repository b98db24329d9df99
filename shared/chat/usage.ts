/** What one request used. Money is integer nano-dollars (1e-9 USD); local models cost 0. */
export interface Usage {
  /** Tokens of the prompt, cached ones included. */
  readonly inputTokens: number;
  /** Prompt tokens that an engine did not have to evaluate again. */
  readonly cachedInputTokens: number;
  /** Prompt tokens that were put into a provider's cache, which some charge for; they are part of `inputTokens`. */
  readonly cacheWriteTokens?: number;
  readonly outputTokens: number;
  /** Of the output, what was thought before it was said; absent: nobody told. */
  readonly reasoningTokens?: number;
  /** Whoever answered did not tell, so it was estimated. */
  readonly isEstimate?: true;
  readonly costNanoDollars: number;
}

/** What an engine measured of one request. Absent fields could not be measured. */
export interface EngineTelemetry {
  /** Prompt tokens evaluated per second, cached ones not counted. */
  readonly promptTokensPerSecond?: number;
  /** Generated tokens per second after the first; absent when fewer than two were generated. */
  readonly tokensPerSecond?: number;
  /** Resident memory of the process that ran the model, in bytes. */
  readonly memoryBytes?: number;
}

/** Times of one request in milliseconds, measured from the moment it entered. */
export interface Timings extends EngineTelemetry {
  /** Waiting for a free slot. */
  readonly queueMs: number;
  /** Loading the model; 0 when it was loaded already. */
  readonly loadMs: number;
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

export const NO_USAGE: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costNanoDollars: 0 };
