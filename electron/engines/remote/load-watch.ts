import type { ProviderKind } from '../../../shared/providers/catalog.ts';
import type { ProviderKey } from '../../../shared/providers/engine.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import { keyHeaders, placeOf } from './look.ts';
import { type Outside, read } from './outside.ts';
import { loadOf, PUBLISHES_LOAD, runningAtOllama } from './published-load.ts';

/** How busy servers say they are. Read only while they are used, since nobody asked otherwise. */
export interface LoadWatch {
  /** Somebody sends a request there: for some seconds its load is read. */
  used(provider: Provider): void;
  /** Requests that run or wait there; undefined where that is not known. No I/O. */
  load(providerId: string): number | undefined;
  /** Whether a model is in its memory; undefined where that is not known. No I/O. */
  isLoaded(providerId: string, modelId: string): boolean | undefined;
  close(): void;
}

const EVERY_MS = 2_000;
/** After the last request. */
const FOR_MS = 20_000;
const PATIENCE_MS = 1_500;
/** What is older says nothing of now. */
const FRESH_MS = 6_000;
const MOST_BYTES = 2 ** 20;

interface Watched {
  provider: Provider;
  usedAt: number;
  isReading: boolean;
  at?: number;
  load?: number;
  running?: ReadonlySet<string>;
}

export function createLoadWatch(parts: {
  readonly outside: Outside;
  keyOf(provider: Provider): ProviderKey | undefined;
  kindOf(id: string): ProviderKind | undefined;
  elapsed(): number;
}): LoadWatch {
  const { outside, keyOf, kindOf, elapsed } = parts;
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;

  async function look(one: Watched): Promise<void> {
    const { provider } = one;
    const { origin } = new URL(provider.baseUrl);
    const headers = keyHeaders(kindOf(provider.kind), keyOf(provider));
    const options = { headers, ms: PATIENCE_MS, mostBytes: MOST_BYTES };
    const path = provider.kind === 'ollama' ? '/api/ps' : '/metrics';
    one.isReading = true;
    const page = await read(outside, 'server-load', placeOf(provider), origin + path, options).catch(() => undefined);
    one.isReading = false;
    if (page?.status !== 200) return;
    one.at = elapsed();
    const running = provider.kind === 'ollama' ? runningAtOllama(page.text) : undefined;
    const load = provider.kind === 'ollama' ? undefined : loadOf(page.text)?.load;
    if (running !== undefined) one.running = new Set(running);
    if (load !== undefined) one.load = load;
  }

  function tick(): void {
    for (const [id, one] of watched) {
      if (elapsed() - one.usedAt > FOR_MS) watched.delete(id);
      else if (!one.isReading) void look(one);
    }
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  const fresh = (providerId: string) => {
    const one = watched.get(providerId);
    return one?.at !== undefined && elapsed() - one.at < FRESH_MS ? one : undefined;
  };

  return {
    used(provider) {
      if (!PUBLISHES_LOAD.has(provider.kind)) return;
      const known = watched.get(provider.id);
      if (known !== undefined) {
        known.usedAt = elapsed();
        known.provider = provider;
        return;
      }
      const one: Watched = { provider, usedAt: elapsed(), isReading: false };
      watched.set(provider.id, one);
      void look(one);
      timer ??= setInterval(tick, EVERY_MS).unref();
    },
    load: (providerId) => fresh(providerId)?.load,
    isLoaded: (providerId, modelId) => fresh(providerId)?.running?.has(modelId),
    close() {
      clearInterval(timer);
      watched.clear();
    },
  };
}
