import { createStore } from 'zustand/vanilla';
import type { Prompt } from '../../shared/api/contract.ts';
import type { PlannedView } from '../../shared/api/views.ts';
import type { Api } from '../api.ts';

/** Where the text in the composer would go. Asks after a pause in typing; only the last question counts. */
export function createPrediction(api: Pick<Api, 'plan'>, pauseMs = 150) {
  const store = createStore<{ readonly plan?: PlannedView }>()(() => ({}));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const cancel = () => {
    clearTimeout(timer);
    asking?.abort();
    asking = undefined;
  };

  const ask = async (prompt: Prompt) => {
    const abort = new AbortController();
    asking = abort;
    const outcome = await api.plan({ ...prompt, inputs: true }, abort.signal);
    if (abort.signal.aborted) return;
    store.setState(outcome.ok ? { plan: outcome.value } : {}, true);
  };

  return {
    store,
    /** @param prompt undefined when there is nothing to predict */
    about(prompt: Prompt | undefined) {
      cancel();
      if (prompt === undefined) store.setState({}, true);
      else timer = setTimeout(() => void ask(prompt), pauseMs);
    },
  };
}
