import { expect, test } from 'vitest';
import { createChangeWatch } from '../../electron/ledger/experience-changes.ts';
import { createExperience } from '../../shared/routing/experience.ts';

const SEEN = {
  load: 0,
  isHere: true,
  inputTokens: 600,
  cachedTokens: 0,
  outputTokens: 100,
  promptTokensPerSecond: 600,
  tokensPerSecond: 50,
  firstTokenMs: 1030,
  queueMs: 0,
  loadMs: 0,
};

test('a model whose file or settings change is measured anew, and one that is away for a while is not', () => {
  const experience = createExperience();
  const look = createChangeWatch(experience);
  const model = { id: 'a', bytes: 1, modifiedAt: 1, settings: { threads: 4, gpuLayers: 10 } };
  const isKnown = (...models: Parameters<typeof look>[0]) => {
    look(models);
    return experience.curveOf('a') !== undefined;
  };
  look([model]);
  const learn = () => experience.learn('a', SEEN);
  learn();
  expect(isKnown()).toBe(true);
  expect(isKnown({ ...model, settings: { gpuLayers: 10, threads: 4 } })).toBe(true);
  expect(isKnown({ ...model, settings: { ...model.settings, systemPrompt: 'Be kind.', keepAliveMs: 1 } } as typeof model)).toBe(true);
  expect(isKnown({ ...model, settings: { threads: 4, gpuLayers: 0 } })).toBe(false);
  learn();
  expect(isKnown({ ...model, settings: { threads: 4, gpuLayers: 0 }, bytes: 2 })).toBe(false);
  experience.compare(
    'a',
    { costNanoDollars: 1, firstTokenMs: 1, totalMs: 100, outputTokens: 1 },
    { costNanoDollars: 1, firstTokenMs: 1, totalMs: 200, outputTokens: 1 },
  );
  look([model]);
  expect(experience.errorsOf('a').totalMs?.median).toBe(0.5);
  expect(experience.takeChanged()).toEqual(['a']);
});
