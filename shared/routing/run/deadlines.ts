import { type ChatRequest, textOf } from '../../chat/request.ts';
import type { Zone } from '../../privacy/zones.ts';
import type { Candidate } from '../plan.ts';

/** How long an answer may take, in milliseconds. Waiting in a queue of this device and loading a model do not count. */
export interface Deadlines {
  /** Until the first token of a model on this device, for a short prompt. */
  readonly firstTokenHereMs: number;
  /** Until the first token of any other, for a prompt that is neither long nor thought about. */
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
/** Many providers say nothing while their model thinks, which takes minutes for what is hard. */
const THINKING_MS = 240_000;
/** Nobody is late who takes no more than so many times as long as was expected of them. */
const TIMES_EXPECTED = 3;
/** Pictures and long recordings take minutes. */
const MAKING_MS = 240_000;
/** Whatever was expected. */
const LONGEST_MS = 3_600_000;

/** Milliseconds until the first token that deadlines leave a target. */
export const patienceAt = (zone: Zone, { firstTokenHereMs, firstTokenMs, chainMs }: Deadlines): number =>
  Math.min(zone === 'device' ? firstTokenHereMs : firstTokenMs, chainMs);

/** The deadlines of one request: the time for its first token grows with what has to happen before, and so does the chain's. */
export interface Patience {
  /** For all tries together, in milliseconds. */
  readonly chainMs: number;
  /** For a try of this target. @param leftMs of the chain's */
  at(candidate: Candidate, leftMs: number): Deadlines;
}

/**
 * Computers of this network read as slowly as this device, providers at once. Where thought was asked for, everyone has as
 * long as that takes. Three times what was expected of a target is never late, up to an hour.
 */
export function createPatience(
  { messages, reasoning, work }: ChatRequest,
  permitted: readonly Candidate[],
  deadlines: Deadlines,
): Patience {
  const readingMs = messages.reduce((sum, message) => sum + textOf(message).length, 0) * READING_MS;
  const isOnlyRead = work === undefined || work.type === 'embeddings' || work.type === 'rerank';
  const thinkingMs = !isOnlyRead ? MAKING_MS : reasoning === undefined || reasoning.enabled === false ? 0 : THINKING_MS;
  return {
    chainMs: Math.max(deadlines.chainMs + readingMs + thinkingMs, ...permitted.map(neverLateMs)),
    at(candidate, leftMs) {
      const { zone } = candidate;
      const shortMs = zone === 'device' ? deadlines.firstTokenHereMs : deadlines.firstTokenMs;
      const ms = Math.max(shortMs + (zone === 'device' || zone === 'lan' ? readingMs : 0) + thinkingMs, neverLateMs(candidate));
      return { ...deadlines, firstTokenHereMs: ms, firstTokenMs: ms, chainMs: leftMs };
    },
  };
}

const neverLateMs = ({ expected }: Candidate): number => Math.min(LONGEST_MS, TIMES_EXPECTED * (expected?.firstTokenMs ?? 0));
