import { type ChatRequest, textOf } from '../../chat/request.ts';

/** How long an answer may take, in milliseconds. Waiting in a queue of this device and loading a model do not count. */
export interface Deadlines {
  /** Until the first token of a model on this device, for a short prompt. */
  readonly firstTokenHereMs: number;
  /** Until the first token of any other. */
  readonly firstTokenMs: number;
  /** Between two tokens. */
  readonly betweenTokensMs: number;
  /** Until the first token of whoever answers, all tries and the waits between them together. */
  readonly chainMs: number;
}

export const DEFAULT_DEADLINES: Deadlines = {
  firstTokenHereMs: 120_000,
  firstTokenMs: 60_000,
  betweenTokensMs: 60_000,
  chainMs: 300_000,
};

/** A slow computer reads some 20 tokens of 4 characters in a second: 12 ms a character, so that a long prompt is not given up while it is read. */
const READING_MS = 12;

/** The deadlines of one request: a model on this device has longer for a long prompt, and so has the chain. */
export function deadlinesFor({ messages }: ChatRequest, deadlines: Deadlines): Deadlines {
  const reading = messages.reduce((sum, message) => sum + textOf(message).length, 0) * READING_MS;
  return { ...deadlines, firstTokenHereMs: deadlines.firstTokenHereMs + reading, chainMs: deadlines.chainMs + reading };
}
