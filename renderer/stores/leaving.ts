import { createStore } from 'zustand/vanilla';
import type { Prompt } from '../../shared/api/contract.ts';
import type { PlanView } from '../../shared/api/views.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Api } from '../api.ts';
import { errorText } from '../said.ts';
import { NEW } from './chat.ts';
import type { Preview } from './privacy.ts';

type LetGo = Prompt['letGo'];
/** Sends what was looked at. */
type Go = (letGo?: LetGo) => void;

/** What is shown of a prompt before it goes. */
export interface Leaving {
  /** The conversation, and what would leave; absent: nothing is on show. */
  readonly shown?: { readonly key: string; readonly preview: Preview; readonly go: Go };
  /** Why a conversation's prompt was not sent: nobody could be asked where it would go. */
  readonly problem?: { readonly key: string; readonly sentence: string };
}

interface LeavingParts {
  /** What stands in the composer. */
  prompt(key: string): Prompt;
  send(key: string, letGo?: LetGo): void;
  /** Sends a prompt that stands in no composer. */
  ask(key: string, prompt: Prompt): void;
}

/** Shows what would leave before it goes: when somebody asks, and before the first prompt of a conversation that may go masked. */
export function createLeaving(api: Pick<Api, 'plan' | 'preview'>, parts: LeavingParts) {
  const store = createStore<Leaving>()(() => ({}));
  /** Conversations whose person has seen it once. */
  const seen = new Set<string>();
  let asking: string | undefined;

  const fail = (key: string, sentence: string) => store.setState({ problem: { key, sentence } }, true);

  async function show(key: string, prompt: Prompt, go: Go): Promise<void> {
    const outcome = await api.preview(prompt);
    if (outcome.ok) store.setState({ shown: { key, preview: outcome.value, go } }, true);
    else fail(key, errorText(outcome.error));
  }

  /** Sends at once what was seen before or stays whole wherever it goes; else shows it first. */
  async function guard(key: string, prompt: Prompt, go: Go): Promise<void> {
    if (asking === key) return;
    store.setState({}, true);
    const isSparing = (prompt.cleared ?? []).length > 0;
    if (seen.has(key) && !isSparing) return go();
    asking = key;
    const outcome = await api.plan(prompt, AbortSignal.timeout(ASK_MS));
    asking = undefined;
    if (!outcome.ok) fail(key, errorText(outcome.error));
    else if (outcome.value.permitted.some(({ masked }) => masked) || (isSparing && mayGoOut(outcome.value))) await show(key, prompt, go);
    else go();
  }

  return {
    store,
    /** Shows what stands in the composer. */
    show: (key: string) => show(key, parts.prompt(key), (letGo) => parts.send(key, letGo)),
    close: () => store.setState({}, true),
    /** Sends what was shown. @param zone how far it may go as it is; absent: as it was planned */
    go(zone?: Exclude<Zone, 'device'>) {
      const { shown } = store.getState();
      if (shown === undefined) return;
      store.setState({}, true);
      seen.add(shown.key);
      shown.go(zone === undefined ? undefined : { zone, seen: shown.preview.seen });
    },
    send: (key: string) => guard(key, parts.prompt(key), (letGo) => parts.send(key, letGo)),
    /** Sends a prompt that stands in no composer: a question put otherwise, or once more. */
    async ask(key: string, prompt: Prompt | undefined) {
      if (prompt === undefined) return;
      await guard(key, prompt, (letGo) => parts.ask(key, letGo === undefined ? prompt : { ...prompt, letGo }));
    },
    /** What was seen in the composer of a new conversation was seen in that conversation, and not in the next new one. */
    opened(key: string, id: string) {
      if (seen.has(key)) seen.add(id);
      seen.delete(NEW);
    },
  };
}

/** Milliseconds to wait for the plan; main decides in far less. */
const ASK_MS = 5_000;

/** Whether a plan lets a prompt leave this device. */
const mayGoOut = ({ permitted }: PlanView) => permitted.some(({ zone }) => zone !== 'device');
