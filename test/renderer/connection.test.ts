import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createConnection, type StateView } from '../../renderer/stores/connection.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { SITUATION } from '../fakes/ports.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const state: StateView = {
  version: '1',
  dataFolder: '/d',
  modelsFolder: '/d/models',
  policy: DEFAULT_POLICY,
  isStayForced: false,
  models: [],
  hardware: SITUATION.hardware,
  notices: [],
};

it('tells of every answer, keeps what main last said while it is silent, looks often, and tells when it is back', async () => {
  let isUp = true;
  let looks = 0;
  const answers: boolean[] = [];
  const connection = createConnection(
    {
      state: async () => {
        looks += 1;
        return isUp ? { ok: true, value: state } : { ok: false, error: { code: 'unreachable', message: 'Silent.', retryable: true } };
      },
    },
    (isBack) => void answers.push(isBack),
  );
  await connection.look();
  expect(connection.store.getState()).toEqual({ phase: 'up', state });
  expect(answers).toEqual([true]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(answers).toEqual([true, false]);

  isUp = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(connection.store.getState()).toMatchObject({ phase: 'down', state, error: { code: 'unreachable' } });
  const before = looks;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(looks - before).toBeGreaterThanOrEqual(3);

  isUp = true;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(connection.store.getState()).toEqual({ phase: 'up', state });
  expect(answers).toEqual([true, false, true]);

  connection.stop();
  const last = looks;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).toBe(last);
});
