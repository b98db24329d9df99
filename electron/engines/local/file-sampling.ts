import type { ModelSettings } from '../../../shared/models/settings.ts';

type Sampling = NonNullable<ModelSettings['sampling']>;

/** llama.cpp's names (`general.sampling.…`) for what a model's maker recommends, and the least and most that makes sense. */
const KEYS: Readonly<Record<keyof Sampling, readonly [name: string, least: number, most: number]>> = {
  temperature: ['temp', 0, 5],
  topP: ['top_p', 0, 1],
  topK: ['top_k', 0, 1_000_000],
  minP: ['min_p', 0, 1],
  repeatPenalty: ['penalty_repeat', 0.1, 10],
};

/** How the maker of a model recommends to sample it. What is no number, or an impossible one, is passed over. @param general the `general` part of the file's metadata */
export function samplingInFile(general: object): Sampling {
  const said: unknown = 'sampling' in general ? general.sampling : undefined;
  if (typeof said !== 'object' || said === null) return {};
  const values = new Map<string, unknown>(Object.entries(said));
  return Object.fromEntries(
    Object.entries(KEYS).flatMap(([field, [name, least, most]]) => {
      const value = values.get(name);
      return typeof value === 'number' && value >= least && value <= most ? [[field, value]] : [];
    }),
  );
}
