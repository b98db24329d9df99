import { expect, it } from 'vitest';
import { idToTellApart, tellApart } from '../../renderer/ui/tell-apart.ts';
import { far, near } from './samples.ts';

const models = [
  { id: 'qwen-q4', name: 'Qwen' },
  { id: 'qwen-q8', name: 'Qwen' },
  { id: 'gemma', name: 'Gemma' },
] as const;

it('names the id where two models have one name, and only there', () => {
  expect(models.map((model) => tellApart(model, models))).toEqual(['Qwen (qwen-q4)', 'Qwen (qwen-q8)', 'Gemma']);
  expect(models.map((model) => idToTellApart(model, models))).toEqual(['qwen-q4', 'qwen-q8', undefined]);
});

it('takes the candidates of a plan, too, and one that is listed twice for one', () => {
  expect(tellApart(near, [near, near, far])).toBe('Near');
  expect(tellApart(near, [near, { ...far, name: 'Near' }])).toBe('Near (near)');
});
