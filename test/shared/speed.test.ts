import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandOf, type Speed, type SpeedCurve, speedAt } from '../../shared/routing/speed.ts';

const speed = (tokensPerSecond: number): Speed => ({
  promptTokensPerSecond: tokensPerSecond * 6,
  tokensPerSecond,
  overheadMs: 20,
});
const curve = (...rates: (number | undefined)[]): SpeedCurve => ({ bands: rates.map((rate) => (rate === undefined ? rate : speed(rate))) });

test('a load falls into its quarter', () => {
  expect([0, 0.24, 0.25, 0.5, 0.75, 1, 1.2, -0.1].map(bandOf)).toEqual([0, 0, 1, 2, 3, 3, 3, 0]);
});

test('where it was measured, it is as fast as measured', () => {
  const known = curve(40, undefined, 12, undefined);
  expect(speedAt(known, 0.1, 8, 7)).toEqual({ speed: speed(40), basis: 'measured' });
  expect(speedAt(known, 0.6, 8, 7)).toEqual({ speed: speed(12), basis: 'measured' });
});

test('where it was not, it has the share of its threads that still finds a core', () => {
  const known = curve(40, undefined, undefined, undefined);
  // 8 cores, 7 threads: all have one in the middle of the first quarter, 4 of 7 at half a load, a tenth at the least.
  const half = speedAt(known, 0.5, 8, 7);
  expect(half?.basis).toBe('scaled');
  expect(half?.speed.tokensPerSecond).toBeCloseTo((40 * 4) / 7);
  expect(half?.speed.promptTokensPerSecond).toBeCloseTo((240 * 4) / 7);
  expect(half?.speed.overheadMs).toBe(20);
  expect(speedAt(known, 1, 8, 7)?.speed.tokensPerSecond).toBeCloseTo(4);
  // One thread of eight cores never shares its own.
  expect(speedAt(known, 0.85, 8, 1)?.speed.tokensPerSecond).toBe(40);
});

test('a busier measurement is the least that a quieter load can have, and tells of a quieter one alone', () => {
  expect(speedAt(curve(40, undefined, undefined, 30), 0.7, 8, 7)?.speed.tokensPerSecond).toBe(30);
  const alone = speedAt(curve(undefined, undefined, undefined, 10), 0, 8, 8);
  expect(alone?.basis).toBe('scaled');
  expect(alone?.speed.tokensPerSecond).toBeCloseTo(80);
});

test('the load of this computer is nothing to a target elsewhere', () => {
  expect(speedAt(curve(50), 0.95, 8, 0)?.speed).toEqual(speed(50));
  expect(speedAt({ bands: [] }, 0.5, 8, 7)).toBeUndefined();
});

test('more load is never faster, whatever was measured', () => {
  const rate = fc.option(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { nil: undefined });
  const load = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(rate, rate, rate, rate),
      load,
      load,
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 0, max: 64 }),
      (rates, one, other, cores, threads) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const calm = speedAt(curve(...rates), less, cores, threads);
        const busy = speedAt(curve(...rates), more, cores, threads);
        if (calm === undefined || busy === undefined) {
          expect(rates.every((each) => each === undefined)).toBe(true);
          return;
        }
        expect(busy.speed.tokensPerSecond).toBeLessThanOrEqual(calm.speed.tokensPerSecond * (1 + 1e-9));
        expect(busy.speed.promptTokensPerSecond).toBeLessThanOrEqual(calm.speed.promptTokensPerSecond * (1 + 1e-9));
        expect(busy.speed.tokensPerSecond).toBeGreaterThan(0);
      },
    ),
    { numRuns: 2000 },
  );
});
