import type { IncomingHttpHeaders } from 'node:http';
import type { InspectedView } from '../../shared/api/app-views.ts';

/** One request as the inspector keeps it: in memory only, and without what it said unless the user wants that. */
export type Inspected = Omit<InspectedView, 'appName'>;

/** Apps, and requests of each. */
const MOST_APPS = 64;
const MOST_OF_ONE = 50;
const MOST_HEADERS = 64;
const LONGEST_VALUE = 256;
/** Headers that say how a client speaks. What others say may be anything, a key in the wrong place too. */
const PLAIN =
  /^(?:host|connection|user-agent|origin|transfer-encoding|expect|accept(?:-[a-z]+)*|content-[a-z]+|sec-fetch-[a-z]+|x-stainless-[a-z-]+|anthropic-(?:version|beta)|openai-beta|x-lintel-[a-z]+)$/;
/** A run of characters that is long enough to be a key. */
const LONG_RUN = /[\w-]{32,}/g;
const SHORTEST_KEY = 32;

/** Nearly every value is shorter than any key. */
const withoutKeys = (value: string): string => (value.length < SHORTEST_KEY ? value : value.replaceAll(LONG_RUN, '(hidden)'));

/** The last requests of each app. */
export interface Inspector {
  put(one: Inspected): void;
  /** Newest first. @param app an app's id; absent: all */
  list(app?: string): readonly Inspected[];
  clear(): void;
}

export function createInspector(): Inspector {
  const ofApps = new Map<string, Inspected[]>();
  return {
    put(one) {
      const app = one.app ?? '';
      const kept = ofApps.get(app) ?? [];
      kept.push(one);
      if (kept.length > MOST_OF_ONE) kept.shift();
      // The app that was used last comes last.
      ofApps.delete(app);
      ofApps.set(app, kept);
      const [oldest] = ofApps.keys();
      if (ofApps.size > MOST_APPS && oldest !== undefined) ofApps.delete(oldest);
    },
    list: (app) => (app === undefined ? [...ofApps.values()].flat() : (ofApps.get(app) ?? [])).toSorted((one, other) => other.at - one.at),
    clear: () => ofApps.clear(),
  };
}

/** Headers as they may be shown: all by name, and those by value that hold no secret. */
export function shownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers).slice(0, MOST_HEADERS))
    shown[name] = PLAIN.test(name) ? withoutKeys(String(value ?? '').slice(0, LONGEST_VALUE)) : '(hidden)';
  return shown;
}
