import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSchedule, type Look } from '../../electron/platform/hardware-schedule.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const elapsed = () => performance.now();

/** A look that takes so long, and the moments at which it began. */
function slow(tookMs: number, rest: Partial<Look> = {}) {
  const began: number[] = [];
  const look = async () => {
    began.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, tookMs));
  };
  return { began, look: { everyMs: 1000, look, ...rest } };
}

test('what starts programs rests three hundred times as long as it took, and never looks twice at once', async () => {
  const [file, program, hung] = [slow(100), slow(100, { startsProgram: true }), slow(1e9)];
  const schedule = createSchedule([file.look, program.look, hung.look], (everyMs) => everyMs, elapsed);
  const start = performance.now();
  await vi.advanceTimersByTimeAsync(65_000);
  expect(file.began.length).toBeGreaterThanOrEqual(64);
  expect(program.began.map((at) => Math.round((at - start) / 1000))).toEqual([0, 30, 60]);
  expect(hung.began).toHaveLength(1);
  schedule.paceChanged();
  await vi.advanceTimersByTimeAsync(5000);
  expect(hung.began).toHaveLength(1);
  expect(program.began).toHaveLength(3);
  schedule.stop();
});

test('a new pace counts at once for what would have waited by the old one', async () => {
  let factor = 100;
  const { began, look } = slow(0);
  const schedule = createSchedule([look], (everyMs) => everyMs * factor, elapsed);
  await vi.advanceTimersByTimeAsync(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(began).toHaveLength(1);
  factor = 2;
  schedule.paceChanged();
  await vi.advanceTimersByTimeAsync(1);
  expect(began).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2001);
  expect(began).toHaveLength(3);
  schedule.stop();
});

test('the first round is over when all were tried, failed ones included, or when it is stopped', async () => {
  const failing: Look = { everyMs: 1000, look: () => Promise.reject(new Error('not there')) };
  const over = createSchedule([failing, slow(50).look], (everyMs) => everyMs, elapsed);
  await vi.advanceTimersByTimeAsync(60);
  await over.first;
  over.stop();
  const stopped = createSchedule([slow(1e9).look], (everyMs) => everyMs, elapsed);
  stopped.stop();
  await stopped.first;
});

test('a look that is asked for comes at once, goes on by its pace, and is never two at a time', async () => {
  const { began, look } = slow(50);
  const schedule = createSchedule([look], (everyMs) => everyMs, elapsed);
  await vi.advanceTimersByTimeAsync(60);
  expect(began).toHaveLength(1);
  schedule.lookNow();
  schedule.lookNow();
  await vi.advanceTimersByTimeAsync(1);
  expect(began).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(60);
  schedule.stop();
  schedule.lookNow();
  await vi.advanceTimersByTimeAsync(5000);
  expect(began).toHaveLength(2);
});
