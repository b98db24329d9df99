import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';

export type Policy = Reply<'policy'>;
export type Rehearsal = Reply<'rehearse'>;
export type Examples = Reply<'testPolicy'>;
export type Rehearsed = Rehearsal['rows'][number];

/** A change of the policy: what is edited on this page, or all that a file says. */
export type Draft = Partial<Omit<Policy, 'version'>>;

export interface Routing {
  /** The policy in force; absent until read. */
  readonly policy?: Policy;
  /** What was edited and not saved. Empty: nothing. */
  readonly draft: Draft;
  /** What becomes of the policy's own examples, under the draft where there is one. */
  readonly examples?: Examples;
  /** What the draft would have changed. */
  readonly rehearsal?: Rehearsal;
  readonly isRehearsing: boolean;
  /** Why the draft cannot be rehearsed or saved. */
  readonly problem?: Failure;
  readonly error?: Failure;
}

/** Requests that are replayed. */
const LAST = 1_000;

/** Milliseconds of quiet before a rehearsal. */
const PAUSE_MS = 300;

/** What decides where prompts go, edited as a draft that is rehearsed before it is saved. @param said told what ears should hear */
export function createRouting(
  api: Pick<Api, 'policy' | 'changePolicy' | 'rehearse' | 'testPolicy'>,
  said: (announcement: string) => void,
  pauseMs = PAUSE_MS,
) {
  const store = createStore<Routing>()(() => ({ draft: {}, isRehearsing: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  /** What belonged to the draft as it was. */
  function forget(): void {
    clearTimeout(timer);
    running?.abort();
    store.setState(({ rehearsal: _, problem: __, examples: ___, ...rest }) => ({ ...rest, isRehearsing: false }), true);
  }

  async function rehearse(draft: Draft): Promise<void> {
    const own = new AbortController();
    running = own;
    const outcome = await api.rehearse({ policy: draft, last: LAST }, own.signal);
    const tested =
      outcome.ok && (draft.tests ?? store.getState().policy?.tests ?? []).length > 0 ? await api.testPolicy({ ...draft }) : undefined;
    if (own.signal.aborted) return;
    if (tested?.ok === true) store.setState({ examples: tested.value });
    store.setState(outcome.ok ? { rehearsal: outcome.value, isRehearsing: false } : { problem: outcome.error, isRehearsing: false });
  }

  function edit(change: Draft): void {
    const { policy, draft: before } = store.getState();
    if (policy === undefined) return;
    const draft = differences({ ...before, ...change }, policy);
    forget();
    const isEmpty = Object.keys(draft).length === 0;
    store.setState({ draft, isRehearsing: !isEmpty });
    if (!isEmpty) timer = setTimeout(() => void rehearse(draft), pauseMs);
  }

  return {
    store,
    async load(): Promise<void> {
      const outcome = await api.policy();
      if (!outcome.ok) {
        store.setState({ error: outcome.error });
        return;
      }
      store.setState({ policy: outcome.value });
      // Another window may have saved meanwhile what is a draft here.
      edit({});
    },
    edit,
    /** Takes what a file says as a draft; gives why not, where main cannot use it. */
    async take(said: Readonly<Record<string, unknown>>): Promise<Failure | undefined> {
      const outcome = await api.rehearse({ policy: { ...said }, last: 1 }, new AbortController().signal);
      if (!outcome.ok) return outcome.error;
      edit(said as Draft);
      return undefined;
    },
    /** Runs the policy's own examples, as it is edited. */
    async runTests(): Promise<void> {
      const outcome = await api.testPolicy({ ...store.getState().draft });
      store.setState(outcome.ok ? { examples: outcome.value } : { error: outcome.error });
    },
    discard(): void {
      forget();
      store.setState({ draft: {} });
    },
    /** True once the draft is in force. @param force even where the policy's own examples fail under it */
    async save(force = false): Promise<boolean> {
      const outcome = await api.changePolicy({ ...store.getState().draft, ...(force ? { force } : {}) });
      if (!outcome.ok) {
        store.setState({ problem: outcome.error });
        return false;
      }
      forget();
      store.setState({ policy: outcome.value, draft: {} });
      said(i18next.t('routing:unsaved.saved', { version: outcome.value.version }));
      return true;
    },
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}

/** What of a draft is not so in the policy already. */
function differences(draft: Draft, policy: Policy): Draft {
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(policy[name as keyof Draft])),
  );
}
