import { isLintelError } from '../../shared/chat/error.ts';

/** One thing to hand to a server outside. */
export interface Parcel {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends with POST. Throws a LintelError where the server cannot be reached or may not be. */
export type Post = (parcel: Parcel, signal: AbortSignal) => Promise<{ readonly status: number; readonly retryAfter?: string }>;

/** What became of it. `later`: it may go better in a while. */
export type Delivery =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'later'; readonly afterMs?: number; readonly reason: string }
  | { readonly outcome: 'never'; readonly reason: string };

/** Answers after which OpenTelemetry's protocol has a client try again; others would say the same again. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
const MOST_WAIT_MS = 300_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const PATIENCE_MS = 10_000;

/** Hands it over once. Never rejects. */
export async function deliver(post: Post, parcel: Parcel, patienceMs = PATIENCE_MS): Promise<Delivery> {
  try {
    const { status, retryAfter } = await post(parcel, AbortSignal.timeout(patienceMs));
    if (status >= 200 && status < 300) return { outcome: 'done' };
    const reason = `the server answered with ${status}`;
    if (!PASSING.has(status)) return { outcome: 'never', reason };
    const seconds = Number(retryAfter);
    const isSaid = retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0;
    return { outcome: 'later', reason, ...(isSaid ? { afterMs: Math.min(seconds * 1000, MOST_WAIT_MS) } : {}) };
  } catch (error) {
    if (!isLintelError(error)) return { outcome: 'later', reason: 'the server took too long' };
    return { outcome: error.retryable ? 'later' : 'never', reason: error.message };
  }
}

/** Milliseconds to wait after so many failures in a row: doubling, and never quite the same. @param chance 0 to 1 */
export const pauseAfter = (failures: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1)) * (0.5 + chance / 2);
