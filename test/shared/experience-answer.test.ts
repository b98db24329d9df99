import { expect, test } from 'vitest';
import { createScanner } from '../../shared/privacy/scanner.ts';
import { createExperience } from '../../shared/routing/experience.ts';
import { learnFrom } from '../../shared/routing/experience-answer.ts';
import type { Prediction } from '../../shared/routing/plan.ts';
import { predict } from '../../shared/routing/predict/predict.ts';
import type { Answer } from '../../shared/routing/record.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

const expected: Prediction = {
  ...{ costNanoDollars: 0, firstTokenMs: 200, totalMs: 2000, quality: 0.5, energyJoules: 1 },
  ...{ outputTokens: 150, cachedTokens: 0, basis: 'estimated', score: 1 },
};

const answer = (rest: Partial<Answer> = {}): Answer => ({
  requestId: 'r',
  status: 'done',
  target: { targetId: 'a', name: 'A', zone: 'device', expected },
  usage: { inputTokens: 300, cachedInputTokens: 0, outputTokens: 100, costNanoDollars: 0 },
  timings: { queueMs: 0, loadMs: 0, firstTokenMs: 1020, totalMs: 3000, promptTokensPerSecond: 300, tokensPerSecond: 50 },
  ...rest,
});

test('an answer teaches how its target is, and how far off the prediction was', () => {
  const experience = createExperience();
  learnFrom(experience, answer(), 0.6);
  expect(experience.curveOf('a')?.bands[2]).toMatchObject({ tokensPerSecond: 50, promptTokensPerSecond: 300 });
  expect(experience.errorsOf('a')).toMatchObject({ totalMs: { median: 0.333, count: 1 }, outputTokens: { median: 0.5, count: 1 } });
});

test('one that failed, or that nobody gave, teaches nothing', () => {
  const experience = createExperience();
  learnFrom(experience, answer({ status: 'failed' }), 0);
  const { target: _, ...nobody } = answer();
  learnFrom(experience, nobody, 0);
  expect(experience.takeChanged()).toEqual([]);
});

test('one that was cut short teaches its speed alone, and so does one that began elsewhere', () => {
  for (const rest of [{ status: 'cancelled' }, { sentence: 'The first one was busy.' }] satisfies Partial<Answer>[]) {
    const experience = createExperience();
    learnFrom(experience, answer(rest), 0);
    expect(experience.curveOf('a')?.bands[0]?.tokensPerSecond).toBeCloseTo(50);
    expect(experience.errorsOf('a')).toEqual({});
  }
});

test('several answers at once say nothing of the speed of one', () => {
  const experience = createExperience();
  learnFrom(experience, answer({ finishReasons: ['stop', 'stop'] }), 0);
  expect(experience.curveOf('a')).toBeUndefined();
});

test('what was learned at one load foretells another, and a busier computer takes longer', () => {
  const experience = createExperience();
  learnFrom(experience, answer(), 0);
  const speed = experience.curveOf('a');
  const known = target('a', { threads: 2, loaded: true, ...(speed === undefined ? {} : { speed }) });
  const traits = traitsOf(request('Tell me of the sea.'), createScanner(), [known], 0.6);
  const at = (cpuOthers: number) => predict(known, traits, { ...SITUATION.hardware, cpuOthers });
  expect(at(0).basis).toBe('measured');
  expect(at(0.9)).toMatchObject({ basis: 'measured', outputTokens: at(0).outputTokens });
  expect(at(0.9).totalMs).toBeGreaterThan(at(0).totalMs * 3);
});
