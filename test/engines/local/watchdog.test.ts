import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWatchdog } from '../../../electron/engines/local/watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('silence beyond the patience of the moment is told once', () => {
  const onSilent = vi.fn();
  let patience = 15_000;
  const watchdog = createWatchdog({ patience: () => patience, onSilent });
  watchdog.watch();
  vi.advanceTimersByTime(14_000);
  watchdog.heard();
  vi.advanceTimersByTime(14_000);
  expect(onSilent).not.toHaveBeenCalled();
  patience = 2000;
  vi.advanceTimersByTime(250);
  expect(onSilent).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(onSilent).toHaveBeenCalledOnce();
});

test('nothing to wait for ends the watch, and the next one starts from nothing', () => {
  const onSilent = vi.fn();
  let patience: number | undefined = 1000;
  const watchdog = createWatchdog({ patience: () => patience, onSilent });
  watchdog.watch();
  vi.advanceTimersByTime(900);
  patience = undefined;
  vi.advanceTimersByTime(250);
  expect(vi.getTimerCount()).toBe(0);
  patience = 1000;
  watchdog.watch();
  vi.advanceTimersByTime(900);
  expect(onSilent).not.toHaveBeenCalled();
});
