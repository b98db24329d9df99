import { expect, test } from 'vitest';
import { changeOf, draftOf, supposedOf } from '../../renderer/screens/models/settings-draft.ts';
import { modelSettings, modelSettingsPatch, patched } from '../../shared/api/settings.ts';

const SET = {
  contextWindow: 4096,
  sequences: 2,
  gpuLayers: 0,
  flashAttention: false,
  threads: 3,
  cacheType: 'Q8_0',
  chatTemplate: '{{ messages }}',
  loras: [
    { path: '/models/a, b.gguf', scale: 0.5 },
    { path: '/models/c.gguf', scale: 1 },
  ],
  keepAliveMs: -1,
  keepCache: true,
  sampling: { temperature: 0.7, topP: 0.9, topK: 40, minP: 0.05, repeatPenalty: 1.1 },
  systemPrompt: 'Be brief.',
} as const;

test('a form that nobody touched changes no setting, and knows every one of them', () => {
  expect(Object.keys(SET).sort()).toEqual(Object.keys(modelSettings.shape).sort());
  const change = modelSettingsPatch.parse(changeOf(draftOf(SET)));
  expect(patched(SET, change)).toEqual(SET);
});

test('an empty form takes every setting back', () => {
  expect(patched(SET, modelSettingsPatch.parse(changeOf(draftOf({}))))).toEqual({});
});

test('what is no number is refused by main, and a decimal comma is one', () => {
  expect(modelSettingsPatch.safeParse(changeOf({ ...draftOf({}), sequences: 'many' })).success).toBe(false);
  expect(changeOf({ ...draftOf({}), temperature: '0,7' }).sampling).toEqual({ temperature: 0.7 });
});

test('only what memory and speed follow from is asked about', () => {
  expect(modelSettings.parse(supposedOf(draftOf(SET)))).toEqual({
    contextWindow: 4096,
    sequences: 2,
    gpuLayers: 0,
    flashAttention: false,
    threads: 3,
    cacheType: 'Q8_0',
  });
});
