import { createStore } from 'zustand/vanilla';
import type { Body } from '../../shared/api/contract.ts';
import type { PlanView } from '../../shared/api/views.ts';
import type { Api, Failure } from '../api.ts';
import type { Draft } from './routing.ts';

/** What of the computer's state is set by hand; absent: as it is. */
export type AsIf = Omit<NonNullable<Body<'plan'>['whatIf']>, 'policy'>;

export interface Trial {
  readonly text: string;
  readonly model: string;
  readonly app: string;
  readonly tags: readonly string[];
  readonly asIf: AsIf;
  /** Where it would go; absent until there is a text and an answer. */
  readonly plan?: PlanView;
  readonly error?: Failure;
}

/** What can be set. */
export type Setting = Partial<Pick<Trial, 'text' | 'model' | 'app' | 'tags' | 'asIf'>>;

const EMPTY: Trial = { text: '', model: 'auto', app: 'window', tags: [], asIf: {} };

/** A prompt that is tried out and never sent: where it would go if things were as they are set here. @param draftOf what is edited in the policy and not saved */
export function createTrial(api: Pick<Api, 'plan'>, draftOf: () => Draft, pauseMs = 150) {
  const store = createStore<Trial>()(() => EMPTY);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  async function ask(): Promise<void> {
    const own = new AbortController();
    asking = own;
    const { text, model, app, tags, asIf } = store.getState();
    const draft = draftOf();
    const whatIf = Object.keys(draft).length === 0 ? asIf : { ...asIf, policy: { ...draft } };
    const outcome = await api.plan(
      { text, model: model.trim() || 'auto', tags: [...tags], whatIf, ...(app.trim() === '' ? {} : { app: app.trim() }) },
      own.signal,
    );
    if (own.signal.aborted) return;
    store.setState(
      ({ error: _, plan: __, ...rest }) => ({ ...rest, ...(outcome.ok ? { plan: outcome.value } : { error: outcome.error }) }),
      true,
    );
  }

  /** Decides anew, once one stops changing things. */
  function decide(): void {
    clearTimeout(timer);
    asking?.abort();
    if (store.getState().text.trim() === '') store.setState(({ error: _, plan: __, ...rest }) => rest, true);
    else timer = setTimeout(() => void ask(), pauseMs);
  }

  return {
    store,
    decide,
    set(change: Setting): void {
      store.setState(change);
      decide();
    },
  };
}
