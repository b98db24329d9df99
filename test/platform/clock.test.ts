import { expect, test } from 'vitest';
import { createClock } from '../../electron/platform/clock.ts';
import { createCancel } from '../../shared/chat/signal.ts';

test('a wait ends with its time, or with its signal, and never rejects', async () => {
  const clock = createClock();
  const { signal, cancel } = createCancel();
  const before = clock.elapsed();
  await clock.wait(20, signal);
  expect(clock.elapsed() - before).toBeGreaterThanOrEqual(19);
  const long = clock.wait(2 ** 40, signal);
  cancel();
  await long;
  await clock.wait(2 ** 40, signal);
});

test('a signal of its own follows its parent, and forgets it once it is cancelled', () => {
  const parent = new AbortController();
  const [first, second] = [createCancel(parent.signal), createCancel(parent.signal)];
  const heard: string[] = [];
  first.signal.addEventListener('abort', () => heard.push('first'));
  second.signal.addEventListener('abort', () => heard.push('second'));
  first.cancel('late');
  first.cancel('later');
  parent.abort('gone');
  expect(heard).toEqual(['first', 'second']);
  expect([first.signal.reason, second.signal.reason]).toEqual(['late', 'gone']);
  expect(createCancel(parent.signal).signal).toMatchObject({ aborted: true, reason: 'gone' });
});
