import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysFrom, daysOf } from '../../renderer/stores/periods.ts';
import { pathsOf } from '../../renderer/ui/charts/line.ts';
import { labelled, ticksTo } from '../../renderer/ui/charts/scale.ts';
import { placeStacks } from '../../renderer/ui/charts/stacks.ts';
import { stagesOf } from '../../renderer/ui/charts/stages.ts';

describe('the axis', () => {
  it('begins at zero, ends at round values beyond the greatest, and has few lines', () => {
    expect(ticksTo(0.16)).toEqual([0, 0.05, 0.1, 0.15, 0.2]);
    expect(ticksTo(7)).toEqual([0, 2, 4, 6, 8]);
    expect(ticksTo(100)).toEqual([0, 25, 50, 75, 100]);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), (most) => {
        const ticks = ticksTo(most);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1) ?? 0).toBeGreaterThanOrEqual(most * (1 - 1e-6));
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('is there for nothing, too', () => {
    for (const most of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) expect(ticksTo(most)).toEqual([0, 1]);
  });

  it('labels no more places than there is room for', () => {
    const isLabelled = labelled(30, 300, 48);
    expect(Array.from({ length: 30 }, (_, index) => index).filter(isLabelled)).toEqual([0, 5, 10, 15, 20, 25]);
  });
});

describe('stacked bars', () => {
  it('stand on nothing where what they show is next to nothing', () => {
    const { stacks, ticks } = placeStacks([{ name: 'day', parts: [{ kind: 'a', value: Number.MIN_VALUE }] }], 100, 200);
    expect(stacks[0]?.boxes[0]?.y).toBe(200);
    expect(stacks[0]?.boxes[0]?.height).toBeCloseTo(0, 6);
    expect(ticks.map(({ value }) => value)).toEqual([0, 1]);
  });

  it('stand on zero, part on part, within their area and never over each other', () => {
    const stacks = fc.array(
      fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { maxLength: 4 }).map((values) => ({
        name: 'day',
        parts: values.map((value, index) => ({ kind: String(index), value })),
      })),
      { minLength: 1, maxLength: 90 },
    );
    fc.assert(
      fc.property(stacks, fc.integer({ min: 100, max: 2000 }), (bars, width) => {
        let end = 0;
        for (const bar of placeStacks(bars, width, 200).stacks) {
          expect(bar.x).toBeGreaterThanOrEqual(end - 1e-6);
          end = bar.x + bar.width;
          let bottom = 200;
          for (const box of bar.boxes) {
            expect(box.y + box.height).toBeCloseTo(bottom, 6);
            bottom = box.y;
          }
          expect(bottom).toBeGreaterThanOrEqual(-1e-6);
        }
        expect(end).toBeLessThanOrEqual(width + 1e-6);
      }),
    );
  });
});

describe('a line', () => {
  it('runs from the first to the last moment and breaks where nobody measured', () => {
    const points = [0, 1, 2, 3, 100, 101].map((at) => ({ at, value: at === 3 ? 2 : 0.5 }));
    expect(pathsOf(points, [0, 101], 1, 101, 10)).toEqual(['M0.0 5.0L1.0 5.0L2.0 5.0L3.0 0.0', 'M100.0 5.0L101.0 5.0']);
    expect(pathsOf([], [0, 0], 1, 100, 10)).toEqual([]);
  });
});

describe('the stages of an answer', () => {
  it('add up to its whole time', () => {
    const stages = stagesOf({ queueMs: 100, loadMs: 300, firstTokenMs: 1000, totalMs: 4000 });
    expect(stages.map(({ name, ms }) => [name, ms])).toEqual([
      ['queue', 100],
      ['load', 300],
      ['read', 600],
      ['write', 3000],
    ]);
    expect(stages.at(-1)).toMatchObject({ start: 0.25, share: 0.75 });
  });

  it('tell the tries before it apart', () => {
    const own = { queueMs: 0, loadMs: 0, firstTokenMs: 200 };
    expect(stagesOf({ queueMs: 50, loadMs: 0, firstTokenMs: 1200, totalMs: 2000, own }).map(({ name, ms }) => [name, ms])).toEqual([
      ['before', 1000],
      ['read', 200],
      ['write', 800],
    ]);
    expect(stagesOf({ queueMs: 0, loadMs: 0, firstTokenMs: 0, totalMs: 0 })).toEqual([]);
  });
});

describe('the time that is looked at', () => {
  it('is a whole month, the one before, or days up to today', () => {
    expect(daysOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(daysOf('lastMonth', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(daysOf('days30', '2026-03-10')).toEqual({ from: '2026-02-09', to: '2026-03-10' });
    expect(daysFrom('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  });
});
