import { createStore } from 'zustand/vanilla';
import type { Finding } from '../../shared/privacy/finding.ts';
import type { Api } from '../api.ts';

/** What the scan found, and the text that it was found in. */
export interface Findings {
  readonly text: string;
  readonly findings: readonly Finding[];
}

const NOTHING: Findings = { text: '', findings: [] };

/** Longer texts are searched once they are sent, and not while they are typed. */
const LONGEST = 100_000;

/** What counts in the text that is being typed. Asks after a pause; only the last question counts. */
export function createFindings(api: Pick<Api, 'scanText'>, pauseMs = 120) {
  const store = createStore<Findings>()(() => NOTHING);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  const ask = async (text: string) => {
    const abort = new AbortController();
    asking = abort;
    const outcome = await api.scanText(text, abort.signal);
    if (!abort.signal.aborted && outcome.ok) store.setState({ text, findings: outcome.value }, true);
  };
  return {
    store,
    about(text: string) {
      clearTimeout(timer);
      asking?.abort();
      if (text.trim() === '' || text.length > LONGEST) store.setState(NOTHING, true);
      else timer = setTimeout(() => void ask(text), pauseMs);
    },
  };
}

/** The findings that still stand where they were found, as the text is now: what comes before an edit does. */
export function standing({ text: before, findings }: Findings, text: string): readonly Finding[] {
  if (before === text) return findings;
  let same = 0;
  while (same < before.length && same < text.length && before[same] === text[same]) same++;
  return findings.filter(({ end }) => end <= same);
}
