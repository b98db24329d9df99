import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';
import { heard } from '../said.ts';

export type Departure = Reply<'egressLog'>['entries'][number];
export type Verdict = Reply<'egressVerify'>;

export interface Egress {
  /** Newest first. */
  readonly entries: readonly Departure[];
  readonly more: boolean;
  readonly loaded: boolean;
  /** What the last look at the chain found. */
  readonly verdict?: Verdict;
  readonly error?: Failure;
}

/** Rows of a page. */
const PAGE = 50;
/** Milliseconds between two looks while the page is on show. */
const LOOK_MS = 5_000;

/** What left this computer. @param said told what ears should hear */
export function createEgress(
  api: Pick<Api, 'egressLog' | 'egressEntry' | 'egressVerify' | 'egressClearTexts'>,
  said: (sentence: string) => void,
) {
  const store = createStore<Egress>()(() => ({ entries: [], more: false, loaded: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fail = (error: Failure) => store.setState({ error });

  /** Reads as many as are on show already, so that what came meanwhile joins them. */
  async function look(isOver: () => boolean): Promise<void> {
    const wanted = Math.max(PAGE, store.getState().entries.length);
    const outcome = await api.egressLog({ limit: Math.min(wanted, 500) });
    if (isOver()) return;
    if (!outcome.ok) fail(outcome.error);
    // Pages further down stay as they were read.
    else if (wanted <= 500) store.setState({ ...outcome.value, loaded: true });
    timer = setTimeout(() => void look(isOver), LOOK_MS);
  }

  return {
    store,
    /** Looks while the page is on show; call the result when it is not any more. */
    watch() {
      let isOver = false;
      void look(() => isOver);
      return () => {
        isOver = true;
        clearTimeout(timer);
      };
    },
    async older() {
      const { entries } = store.getState();
      const last = entries.at(-1);
      if (last === undefined) return;
      const outcome = await api.egressLog({ before: last.seq, limit: PAGE });
      if (outcome.ok) store.setState({ entries: [...entries, ...outcome.value.entries], more: outcome.value.more });
      else fail(outcome.error);
    },
    /** The exact text that left; nothing where it was not kept. */
    async text(seq: number): Promise<string | undefined> {
      const outcome = await api.egressEntry(seq);
      if (outcome.ok) return outcome.value.text;
      fail(outcome.error);
      return undefined;
    },
    async verify() {
      const outcome = await api.egressVerify();
      if (!outcome.ok) return fail(outcome.error);
      store.setState({ verdict: outcome.value });
      said(heard(outcome.value.sentence, outcome.value.said));
    },
    async clearTexts() {
      const outcome = await api.egressClearTexts();
      if (outcome.ok) said(`${outcome.value.cleared} texts are deleted.`);
      else fail(outcome.error);
    },
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
