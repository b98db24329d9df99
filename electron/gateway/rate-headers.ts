import type { ServerResponse } from 'node:http';
import type { Speech } from './call.ts';
import type { Allowance } from './rate-limit.ts';

/** Says what an app has left, in the headers that the clients of a dialect read. */
export function setRateHeaders(
  response: ServerResponse,
  speech: Speech,
  kind: 'requests' | 'tokens',
  allowance: Allowance | undefined,
  now: number,
): void {
  if (allowance === undefined || response.headersSent) return;
  const { limit, remaining, resetMs } = allowance;
  if (speech === 'anthropic') {
    const name = `anthropic-ratelimit-${kind}`;
    response.setHeader(`${name}-limit`, limit);
    response.setHeader(`${name}-remaining`, remaining);
    response.setHeader(`${name}-reset`, new Date(now + resetMs).toISOString());
  } else {
    response.setHeader(`x-ratelimit-limit-${kind}`, limit);
    response.setHeader(`x-ratelimit-remaining-${kind}`, remaining);
    response.setHeader(`x-ratelimit-reset-${kind}`, spanOf(resetMs));
  }
}

/** As OpenAI writes a time: `1m6s`, `1s` or `20ms`. */
function spanOf(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
