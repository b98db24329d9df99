import { type Average, averaged, rising } from './experience-average.ts';
import { type Line, lineOf, withPoint } from './experience-line.ts';
import { bandOf, LOAD_BANDS, type Speed, type SpeedCurve } from './speed.ts';

/** What one answer showed of its target. Absent: it could not be measured. */
export interface Seen {
  /** Share of the cores that other programs took, 0 to 1. */
  readonly load: number;
  /** It runs on this computer and says itself how fast it reads. */
  readonly isHere: boolean;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly promptTokensPerSecond?: number;
  readonly tokensPerSecond?: number;
  /** From the moment it was asked; queue and load included. */
  readonly firstTokenMs?: number;
  readonly queueMs: number;
  /** 0: it was loaded already. */
  readonly loadMs: number;
}

/** What is known of a target: numbers alone, so that it can be kept as JSON. */
export interface KnownTarget {
  /** Milliseconds a token, by load, from an idle computer to a busy one. */
  readonly bands: readonly { readonly perPromptToken?: Average | undefined; readonly perToken?: Average | undefined }[];
  /** Milliseconds before a prompt is worked on. */
  readonly overheadMs?: Average | undefined;
  /** Of a target elsewhere: milliseconds to the first token by prompt tokens. */
  readonly arrival?: Line | undefined;
  readonly loadMs?: Average | undefined;
  /** The last milliseconds to a first token, without loading; newest last. */
  readonly firstTokenMs: readonly number[];
}

export const UNKNOWN: KnownTarget = { bands: Array.from({ length: LOAD_BANDS }, () => ({})), firstTokenMs: [] };

/** Fewer generated tokens say nothing about speed. */
const ENOUGH_TOKENS = 16;
/** Enough for a 95th percentile, and few enough to follow a provider's bad hour. */
export const FIRST_TOKENS_KEPT = 64;
/** Fewer first tokens have no 95th percentile. */
const ENOUGH_FIRST_TOKENS = 20;
/** Prompt tokens a second of a target whose first token comes as soon for long prompts as for short ones. */
const AT_ONCE = 1e6;

/** Milliseconds that nothing real takes less or more of, for one token or for a wait. */
const LEAST_MS = 1e-6;
const MOST_MS = 1e9;

const plausible = (ms: number | undefined): number | undefined => (ms !== undefined && ms >= LEAST_MS && ms <= MOST_MS ? ms : undefined);

/** What is known after one more answer. */
export function learned(known: KnownTarget, seen: Seen): KnownTarget {
  const { load, isHere, inputTokens, cachedTokens, outputTokens, queueMs, loadMs } = seen;
  const readTokens = Math.max(0, inputTokens - cachedTokens);
  const perPromptToken = plausible(1000 / (seen.promptTokensPerSecond ?? 0));
  const perToken = outputTokens < ENOUGH_TOKENS ? undefined : plausible(1000 / (seen.tokensPerSecond ?? 0));
  const waitMs = plausible(seen.firstTokenMs === undefined ? undefined : seen.firstTokenMs - queueMs - loadMs);
  // A prompt too short to show how fast it was read was read no slower than the answer was written.
  const reading = perPromptToken ?? perToken;
  const here = bandOf(load);
  return {
    bands: known.bands.map((band, index) =>
      index !== here
        ? band
        : {
            perPromptToken: perPromptToken === undefined ? band.perPromptToken : averaged(band.perPromptToken, perPromptToken),
            perToken: perToken === undefined ? band.perToken : averaged(band.perToken, perToken),
          },
    ),
    overheadMs:
      isHere && waitMs !== undefined && reading !== undefined
        ? averaged(known.overheadMs, Math.max(0, waitMs - readTokens * reading))
        : known.overheadMs,
    arrival: !isHere && waitMs !== undefined ? withPoint(known.arrival, readTokens, waitMs) : known.arrival,
    loadMs: loadMs > 0 ? averaged(known.loadMs, loadMs) : known.loadMs,
    firstTokenMs: waitMs === undefined ? known.firstTokenMs : [...known.firstTokenMs, waitMs + queueMs].slice(-FIRST_TOKENS_KEPT),
  };
}

/** The speeds by load; undefined until it generated enough. Where it never told how it reads, it is as fast as it writes at least. */
export function curveOf({ bands, overheadMs, arrival }: KnownTarget): SpeedCurve | undefined {
  const perToken = rising(bands.map((band) => band.perToken));
  if (perToken.every((each) => each === undefined)) return undefined;
  const perPromptToken = rising(bands.map((band) => band.perPromptToken));
  const both = perToken.findIndex((each, band) => each !== undefined && perPromptToken[band] !== undefined);
  const ratio = (perPromptToken[both] ?? 1) / (perToken[both] ?? 1);
  const line = arrival && lineOf(arrival);
  const speed = (milliseconds: number | undefined, band: number): Speed | undefined => {
    if (milliseconds === undefined) return undefined;
    const promptMs = line === undefined ? (perPromptToken[band] ?? milliseconds * ratio) : line.slope;
    return {
      promptTokensPerSecond: Math.min(AT_ONCE, 1000 / promptMs),
      tokensPerSecond: 1000 / milliseconds,
      overheadMs: line?.atZero ?? overheadMs?.mean ?? 0,
    };
  };
  return { bands: perToken.map(speed) };
}

/** Of the last first tokens, in milliseconds without loading; undefined for too few. */
export function p95Of({ firstTokenMs }: KnownTarget): number | undefined {
  if (firstTokenMs.length < ENOUGH_FIRST_TOKENS) return undefined;
  return [...firstTokenMs].sort((a, b) => a - b)[Math.ceil(firstTokenMs.length * 0.95) - 1];
}
