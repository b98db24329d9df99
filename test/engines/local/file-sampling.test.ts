import { expect, test } from 'vitest';
import { samplingInFile } from '../../../electron/engines/local/file-sampling.ts';

test('reads what a model’s maker recommends, by llama.cpp’s names', () => {
  const sampling = { temp: 0.6, top_p: 0.9, top_k: 20, min_p: 0, penalty_repeat: 1.1, mirostat: 2 };
  expect(samplingInFile({ name: 'A model', sampling })).toEqual({ temperature: 0.6, topP: 0.9, topK: 20, minP: 0, repeatPenalty: 1.1 });
  expect(samplingInFile({ sampling: { temp: 0 } })).toEqual({ temperature: 0 });
});

test('passes over what is absent, no number, or impossible', () => {
  for (const general of [{}, { sampling: null }, { sampling: 'greedy' }, { sampling: [] }]) expect(samplingInFile(general)).toEqual({});
  expect(samplingInFile({ sampling: { temp: -1, top_p: 7, top_k: '40', min_p: Number.NaN, penalty_repeat: 0 } })).toEqual({});
});
