import { LintelError } from '../../shared/chat/error.ts';
import type { App } from './app.ts';

const MINUTE_MS = 60_000;

/** What an app has left of something a minute. */
export interface Allowance {
  /** A minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until all of it is there again. */
  readonly resetMs: number;
}

/** Fills evenly, to what a minute brings. It may stand below nothing, where more was used than was foretold. */
interface Bucket {
  level: number;
  /** When it was filled last, in milliseconds that never jump. */
  at: number;
}

/** Counts what apps ask for by the minute. What is not limited is not counted; looks always are. */
export interface RateLimits {
  /** Takes one look at what is here, or at what is not: it costs no model anything, but a flood of them does. Throws as `request`. */
  look(app: App): void;
  /** Takes one request. Throws `rate-limited` with the time to wait. */
  request(app: App): Allowance | undefined;
  /** Sets tokens aside that a request may need. Throws `rate-limited` with the time to wait. */
  reserve(app: App, tokens: number): Allowance | undefined;
  /** Puts what was used in the place of what was set aside by `reserve`. */
  settle(app: App, reserved: number, used: number): void;
}

/** Looks that any app has a minute: some clients ask several times a second how far an answer is. */
const LOOKS_PER_MINUTE = 3_000;

/** @param elapsed milliseconds that never jump */
export function createRateLimits(elapsed: () => number, looksPerMinute = LOOKS_PER_MINUTE): RateLimits {
  const looks = new Map<string, Bucket>();
  const requests = new Map<string, Bucket>();
  const tokens = new Map<string, Bucket>();

  function filled(buckets: Map<string, Bucket>, app: string, limit: number): Bucket {
    const now = elapsed();
    const bucket = buckets.get(app) ?? { level: limit, at: now };
    bucket.level = Math.min(limit, bucket.level + ((now - bucket.at) * limit) / MINUTE_MS);
    bucket.at = now;
    buckets.set(app, bucket);
    return bucket;
  }

  function take(buckets: Map<string, Bucket>, app: App, limit: number, amount: number, what: string): Allowance {
    const bucket = filled(buckets, app.id, limit);
    // What is more than a minute brings goes once the bucket is full: else it could never go.
    const needed = Math.min(amount, limit);
    if (bucket.level < needed) {
      const retryAfterMs = Math.ceil(((needed - bucket.level) * MINUTE_MS) / limit);
      const seconds = Math.ceil(retryAfterMs / 1000);
      const who = app.name === undefined ? 'This app' : `“${app.name}”`;
      throw new LintelError('rate-limited', `${who} may use ${limit} ${what} a minute. Try again in ${seconds} s.`, { retryAfterMs });
    }
    bucket.level -= amount;
    return { limit, remaining: Math.max(0, Math.floor(bucket.level)), resetMs: Math.ceil(((limit - bucket.level) * MINUTE_MS) / limit) };
  }

  return {
    look: (app) => void take(looks, app, looksPerMinute, 1, 'lookups'),
    request: (app) => (app.requestsPerMinute === undefined ? undefined : take(requests, app, app.requestsPerMinute, 1, 'requests')),
    reserve: (app, amount) => (app.tokensPerMinute === undefined ? undefined : take(tokens, app, app.tokensPerMinute, amount, 'tokens')),
    settle(app, reserved, used) {
      if (app.tokensPerMinute === undefined) return;
      const bucket = filled(tokens, app.id, app.tokensPerMinute);
      bucket.level = Math.min(app.tokensPerMinute, bucket.level + reserved - used);
    },
  };
}
