import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createExperience } from '../../shared/routing/experience.ts';
import { ERRORS_KEPT } from '../../shared/routing/experience-errors.ts';
import { FIRST_TOKENS_KEPT, type Seen } from '../../shared/routing/experience-target.ts';
import { speedAt } from '../../shared/routing/speed.ts';

const here = (rest: Partial<Seen> = {}): Seen => ({
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
  ...rest,
});

/** A provider that takes 300 ms and another millisecond for every two tokens. */
const elsewhere = (inputTokens: number, cachedTokens = 0): Seen => {
  const { promptTokensPerSecond: _, ...rest } = here({ isHere: false, inputTokens, cachedTokens, tokensPerSecond: 80 });
  return { ...rest, firstTokenMs: 300 + (inputTokens - cachedTokens) / 2 };
};

test('one answer of this computer tells all of its speed at that load', () => {
  const experience = createExperience();
  expect(experience.curveOf('a')).toBeUndefined();
  experience.learn('a', here({ load: 0.3 }));
  const [idle, some, ...busy] = experience.curveOf('a')?.bands ?? [];
  expect([idle, ...busy]).toEqual([undefined, undefined, undefined]);
  expect(some?.tokensPerSecond).toBeCloseTo(50);
  expect(some?.promptTokensPerSecond).toBeCloseTo(600);
  // A second of the 1,030 ms was reading.
  expect(some?.overheadMs).toBeCloseTo(30);
});

test('what changed is followed, and a single slip is not', () => {
  const experience = createExperience();
  const rate = () => experience.curveOf('a')?.bands[0]?.tokensPerSecond ?? 0;
  for (let index = 0; index < 20; index++) experience.learn('a', here());
  experience.learn('a', here({ tokensPerSecond: 25 }));
  expect(rate()).toBeGreaterThan(40);
  for (let index = 0; index < 12; index++) experience.learn('a', here({ tokensPerSecond: 25 }));
  expect(rate()).toBeLessThan(27);
});

test('answers of a few tokens, and numbers that are none, teach nothing', () => {
  const experience = createExperience();
  experience.learn('a', here({ outputTokens: 3 }));
  for (const tokensPerSecond of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) experience.learn('a', here({ tokensPerSecond }));
  expect(experience.curveOf('a')).toBeUndefined();
});

test('a target that never told how it reads is taken to read no slower than it writes', () => {
  const experience = createExperience();
  const { promptTokensPerSecond: _, ...silent } = here({ load: 0.9, inputTokens: 10, firstTokenMs: 260 });
  experience.learn('a', silent);
  expect(experience.curveOf('a')?.bands[3]).toMatchObject({ promptTokensPerSecond: 50, overheadMs: 60 });
  // Once it did at another load, the ratio holds here, too.
  experience.learn('a', here());
  expect(experience.curveOf('a')?.bands[3]?.promptTokensPerSecond).toBeCloseTo(600);
});

test('a busier computer that seemed faster is averaged with the quieter one', () => {
  const experience = createExperience();
  experience.learn('a', here({ load: 0, tokensPerSecond: 40 }));
  experience.learn('a', here({ load: 0.5, tokensPerSecond: 50 }));
  experience.learn('a', here({ load: 0.9, tokensPerSecond: 10 }));
  const [idle, , half, busy] = experience.curveOf('a')?.bands ?? [];
  expect(idle?.tokensPerSecond).toBe(half?.tokensPerSecond);
  expect(idle?.tokensPerSecond).toBeCloseTo(1000 / 22.5);
  expect(busy?.tokensPerSecond).toBeCloseTo(10);
});

test('thousands of old answers at one load do not outvote new ones at another', () => {
  const experience = createExperience();
  for (let index = 0; index < 2000; index++) experience.learn('a', here({ load: 0.1, tokensPerSecond: 20 }));
  for (let index = 0; index < 10; index++) experience.learn('a', here({ load: 0.3, tokensPerSecond: 40 }));
  expect(experience.curveOf('a')?.bands[1]?.tokensPerSecond).toBeCloseTo(1000 / 37.5);
});

test('elsewhere, the wait for prompts of different lengths shows the reading speed', () => {
  const experience = createExperience();
  for (const tokens of [200, 4000, 900, 2500, 60, 7000, 1200, 300]) experience.learn('cloud', elsewhere(tokens, tokens / 4));
  const speed = speedAt(experience.curveOf('cloud') ?? { bands: [] }, 0.9, 8, 0)?.speed;
  expect(speed?.overheadMs).toBeCloseTo(300);
  expect(speed?.promptTokensPerSecond).toBeCloseTo(2000);
  expect(speed?.tokensPerSecond).toBeCloseTo(80);
});

test('elsewhere, prompts of one length show a wait and no reading speed', () => {
  const experience = createExperience();
  for (let index = 0; index < 10; index++) experience.learn('cloud', elsewhere(400));
  const speed = experience.curveOf('cloud')?.bands[0];
  expect(speed?.overheadMs).toBeCloseTo(500);
  expect(speed?.promptTokensPerSecond).toBe(1e6);
});

test('loading is learned apart from waiting', () => {
  const experience = createExperience();
  expect(experience.loadMsOf('a')).toBeUndefined();
  experience.learn('a', here({ firstTokenMs: 5030, loadMs: 4000 }));
  experience.learn('a', here());
  expect(experience.loadMsOf('a')).toBe(4000);
  expect(experience.curveOf('a')?.bands[0]?.overheadMs).toBeCloseTo(30);
});

test('the 95th percentile of first tokens needs twenty of them and follows the last', () => {
  const experience = createExperience();
  const wait = (firstTokenMs: number) => experience.learn('a', here({ firstTokenMs }));
  for (let index = 1; index <= 19; index++) wait(100 * index);
  expect(experience.p95FirstTokenMs('a')).toBeUndefined();
  wait(2000);
  expect(experience.p95FirstTokenMs('a')).toBe(1900);
  for (let index = 0; index < FIRST_TOKENS_KEPT; index++) wait(50);
  expect(experience.p95FirstTokenMs('a')).toBe(50);
});

test('the error of predictions is the median share, over the last two hundred', () => {
  const experience = createExperience();
  expect(experience.errorsOf('a')).toEqual({});
  const happened = { costNanoDollars: 0, firstTokenMs: 100, totalMs: 1000, outputTokens: 50 };
  for (const firstTokenMs of [100, 120, 300]) experience.compare('a', { ...happened, firstTokenMs, outputTokens: 40 }, happened);
  expect(experience.errorsOf('a')).toEqual({
    costNanoDollars: { median: 0, count: 3 },
    firstTokenMs: { median: 0.2, count: 3 },
    totalMs: { median: 0, count: 3 },
    outputTokens: { median: 0.2, count: 3 },
  });
  for (let index = 0; index < ERRORS_KEPT + 50; index++) experience.compare('a', { ...happened, totalMs: 1500 }, happened);
  expect(experience.errorsOf('a').totalMs).toEqual({ median: 0.5, count: ERRORS_KEPT });
  // What happened to be nothing is no division by it.
  experience.compare('b', { ...happened, costNanoDollars: 500 }, happened);
  expect(experience.errorsOf('b').costNanoDollars?.median).toBe(0.5);
});

test('the target that was not seen for longest is forgotten first', () => {
  const experience = createExperience(3);
  for (const id of ['a', 'b', 'c', 'a', 'd']) experience.learn(id, here());
  expect(['a', 'b', 'c', 'd'].filter((id) => experience.curveOf(id) !== undefined)).toEqual(['a', 'c', 'd']);
  expect([...experience.takeChanged()].sort()).toEqual(['a', 'c', 'd']);
  expect(experience.takeChanged()).toEqual([]);
});

test('what is kept as JSON and taken over again says the same', () => {
  const before = createExperience();
  for (let index = 0; index < 30; index++)
    before.learn('a', here({ load: (index % 4) / 4, firstTokenMs: 1000 + index, loadMs: index % 2 }));
  before.compare(
    'a',
    { costNanoDollars: 1, firstTokenMs: 2, totalMs: 3, outputTokens: 4 },
    { costNanoDollars: 1, firstTokenMs: 3, totalMs: 5, outputTokens: 2 },
  );
  const after = createExperience();
  const kept = before.kept('a');
  if (kept === undefined) throw new Error('nothing was kept');
  after.restore('a', JSON.parse(JSON.stringify(kept)));
  expect(after.curveOf('a')).toEqual(before.curveOf('a'));
  expect(after.p95FirstTokenMs('a')).toBe(before.p95FirstTokenMs('a'));
  expect(after.errorsOf('a')).toEqual(before.errorsOf('a'));
  expect(after.takeChanged()).toEqual([]);
});

test('whatever is seen, speeds are positive numbers that do not rise with the load', () => {
  const number = fc.oneof(fc.double({ min: 0, max: 1e7 }), fc.constant(Number.POSITIVE_INFINITY));
  const seen: fc.Arbitrary<Seen> = fc.record({
    load: fc.double({ min: 0, max: 1, noNaN: true }),
    isHere: fc.boolean(),
    inputTokens: fc.nat(100_000),
    cachedTokens: fc.nat(100_000),
    outputTokens: fc.nat(5000),
    promptTokensPerSecond: number,
    tokensPerSecond: number,
    firstTokenMs: number,
    queueMs: fc.nat(10_000),
    loadMs: fc.nat(10_000),
  });
  fc.assert(
    fc.property(fc.array(seen, { minLength: 1, maxLength: 40 }), (all) => {
      const experience = createExperience();
      for (const each of all) experience.learn('a', each);
      const rates = (experience.curveOf('a')?.bands ?? []).filter((band) => band !== undefined);
      for (const { promptTokensPerSecond, tokensPerSecond, overheadMs } of rates) {
        expect(promptTokensPerSecond).toBeGreaterThan(0);
        expect(tokensPerSecond).toBeGreaterThan(0);
        expect(overheadMs).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(promptTokensPerSecond + tokensPerSecond + overheadMs)).toBe(true);
      }
      for (const [index, band] of rates.entries()) {
        expect(band.tokensPerSecond).toBeLessThanOrEqual((rates[index - 1]?.tokensPerSecond ?? Number.POSITIVE_INFINITY) * (1 + 1e-9));
      }
    }),
  );
});
