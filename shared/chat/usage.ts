/** What one request used. Money is integer nano-dollars (1e-9 USD); local models cost 0. */
export interface Usage {
  /** Tokens of the prompt: cached ones, those written to a cache, and those of pictures and sound included. */
  readonly inputTokens: number;
  /** Prompt tokens that an engine did not have to evaluate again. */
  readonly cachedInputTokens: number;
  /** Tokens of the answer, thought included. */
  readonly outputTokens: number;
  /** Engines leave it 0 unless a provider says what it charged: the path knows the price. */
  readonly costNanoDollars: number;
  /** Of the prompt: written to the provider's cache, where that has a price of its own. */
  readonly cacheWriteTokens?: number;
  /** Of those: for an hour or longer. */
  readonly cacheWriteLongTokens?: number;
  /** Of the prompt: of pictures. */
  readonly imageTokens?: number;
  /** Of the prompt: of sound. */
  readonly audioTokens?: number;
  /** Of the answer: of thought. */
  readonly reasoningTokens?: number;
  /** Searches of the web that the provider made for it. */
  readonly searches?: number;
  /** How the provider ranked it, where it says so and that has a price of its own. */
  readonly service?: 'standard' | 'batch' | 'priority';
  /** Counted here, since the provider did not say, or said what cannot be. */
  readonly isEstimate?: true;
}

/** What of it is known before the answer begins. */
export type PromptUsage = Pick<Usage, 'inputTokens' | 'cachedInputTokens' | 'cacheWriteTokens'>;

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
  /** The same of the target that answered alone, from the moment it was asked; absent: no other was tried. */
  readonly own?: Pick<Timings, 'queueMs' | 'loadMs' | 'firstTokenMs'>;
}

export const NO_USAGE: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costNanoDollars: 0 };
