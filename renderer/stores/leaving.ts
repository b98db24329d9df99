import { createStore } from 'zustand/vanilla';
import type { Prompt } from '../../shared/api/contract.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Api } from '../api.ts';
import type { Preview } from './privacy.ts';

/** What is shown of a prompt before it goes. */
export interface Leaving {
  /** The conversation, and what would leave; absent: nothing is on show. */
  readonly shown?: { readonly key: string; readonly preview: Preview };
}

interface LeavingParts {
  prompt(key: string): Prompt;
  send(key: string, letGo?: Prompt['letGo']): void;
  /** There is nothing to show, for this reason. */
  failed(sentence: string): void;
}

/** Shows what would leave before it goes: when somebody asks, and before the first masked prompt of a conversation. */
export function createLeaving(api: Pick<Api, 'plan' | 'preview'>, { prompt, send, failed }: LeavingParts) {
  const store = createStore<Leaving>()(() => ({}));
  const seen = new Set<string>();
  let asking: string | undefined;

  async function show(key: string): Promise<void> {
    const outcome = await api.preview(prompt(key));
    if (outcome.ok) store.setState({ shown: { key, preview: outcome.value } }, true);
    else failed(outcome.error.message);
  }

  return {
    store,
    show,
    close: () => store.setState({}, true),
    /** Sends what was shown. @param zone how far it may go as it is; absent: as it was planned */
    go(zone?: Exclude<Zone, 'device'>) {
      const { shown } = store.getState();
      if (shown === undefined) return;
      store.setState({}, true);
      seen.add(shown.key);
      send(shown.key, zone === undefined ? undefined : { zone, seen: shown.preview.seen });
    },
    /** Sends, or shows first what would leave masked. */
    async send(key: string) {
      if (asking === key) return;
      asking = key;
      const outcome = seen.has(key) ? undefined : await api.plan(prompt(key), AbortSignal.timeout(ASK_MS));
      asking = undefined;
      if (outcome?.ok && outcome.value.permitted[0]?.masked === true) await show(key);
      else send(key);
    },
  };
}

/** Milliseconds to wait for the plan; main decides in far less, and decides again by itself. */
const ASK_MS = 2_000;
