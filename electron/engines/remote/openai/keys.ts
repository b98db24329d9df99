import type { ErrorCode } from '../../../../shared/chat/error.ts';
import type { ProviderKey } from '../../../../shared/providers/engine.ts';

/** Milliseconds for which a key that failed is tried after the others. */
const REST_MS: Partial<Record<ErrorCode, number>> = {
  'provider-refused-key': 300_000,
  'quota-exhausted': 300_000,
  'rate-limited': 10_000,
};

/** Most keys that one request tries. */
const MOST_TRIED = 8;

/** Which of a provider's keys to try, and in which order. */
export function createKeyRing(keys: () => readonly ProviderKey[], elapsed: () => number) {
  const restsUntil = new Map<string, number>();
  return {
    /** Those that failed of late last; `undefined` alone where there are none. */
    order(): readonly (ProviderKey | undefined)[] {
      const all = keys();
      if (all.length === 0) return [undefined];
      const now = elapsed();
      for (const [id, until] of restsUntil) if (until <= now) restsUntil.delete(id);
      const rested = all.filter(({ id }) => !restsUntil.has(id));
      return [...rested, ...all.filter(({ id }) => restsUntil.has(id))].slice(0, MOST_TRIED);
    },
    /** Notes a failure. True where it is the key's, so that another may do better. */
    failed(key: ProviderKey | undefined, code: ErrorCode, retryAfterMs: number | undefined): boolean {
      const restMs = REST_MS[code];
      if (restMs === undefined) return false;
      if (key !== undefined) restsUntil.set(key.id, elapsed() + (code === 'rate-limited' ? (retryAfterMs ?? restMs) : restMs));
      return true;
    },
    worked: (key: ProviderKey | undefined) => void (key !== undefined && restsUntil.delete(key.id)),
  };
}
