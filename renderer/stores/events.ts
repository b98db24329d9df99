import type { Topic } from '../../shared/api/topics.ts';
import type { Api } from '../api.ts';

/** Milliseconds before a lost stream is opened again. */
const RETRY_MS = 2_000;

/** Listens to what changes in main, for as long as the window is open. @param heard told of each topic that changed. Returns how to stop. */
export function listen(api: Pick<Api, 'events'>, heard: (topics: ReadonlySet<Topic>) => void): () => void {
  const over = new AbortController();
  void (async () => {
    while (!over.signal.aborted) {
      try {
        for await (const topics of api.events(over.signal)) if (topics.length > 0) heard(new Set(topics));
      } catch {
        // Main is gone or starts anew; whether it answers is the connection’s to say.
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  })();
  return () => over.abort();
}
