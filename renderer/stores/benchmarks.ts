import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { Api, Failure } from '../api.ts';

export type Round = Reply<'benchmarkModel'>;

/** A benchmark of one model, on its way or over. */
export interface Benchmark {
  /** Rounds that were measured; the one that may load the model does not count. */
  readonly rounds: readonly Round[];
  readonly isRunning: boolean;
  readonly error?: Failure;
}

/** Rounds that are measured, after one that loads the model and is left out. */
export const ROUNDS = 3;

/** Measures models, one at a time, with rounds that the model works through as with any prompt. @param ended told after one, with a sentence for ears */
export function createBenchmarks(api: Pick<Api, 'benchmarkModel'>, ended: (announcement: string, id: string) => void) {
  const store = createStore<Readonly<Record<string, Benchmark>>>()(() => ({}));
  const stops = new Map<string, AbortController>();

  async function run(id: string, signal: AbortSignal): Promise<Benchmark> {
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const outcome = await api.benchmarkModel(id, signal);
      if (!outcome.ok) return { rounds, isRunning: false, ...(signal.aborted ? {} : { error: outcome.error }) };
      if (round === 0) continue;
      rounds.push(outcome.value);
      store.setState({ [id]: { rounds: [...rounds], isRunning: true } });
    }
    return { rounds, isRunning: false };
  }

  return {
    store,
    async start({ id, name }: { readonly id: string; readonly name: string }) {
      if (stops.has(id)) return;
      const stop = new AbortController();
      stops.set(id, stop);
      store.setState({ [id]: { rounds: [], isRunning: true } });
      const result = await run(id, stop.signal);
      stops.delete(id);
      store.setState({ [id]: result });
      ended(i18next.t(stop.signal.aborted ? 'models:said.benchmarkStopped' : 'models:said.benchmarked', { name }), id);
    },
    stop: (id: string) => stops.get(id)?.abort(),
  };
}

/** The middle of what the rounds showed; undefined where none did. */
export function medianOf(rounds: readonly Round[], figure: 'promptTokensPerSecond' | 'tokensPerSecond'): number | undefined {
  const values = rounds.flatMap((round) => round[figure] ?? []).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
}
