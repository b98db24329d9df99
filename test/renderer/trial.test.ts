import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Api } from '../../renderer/api.ts';
import type { Draft } from '../../renderer/stores/routing.ts';
import { createTrial } from '../../renderer/stores/trial.ts';
import { plan } from './samples.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers after 50 ms, and refuses the text “no”. */
function open() {
  const asked: { body: Parameters<Api['plan']>[0]; signal: AbortSignal }[] = [];
  let draft: Draft = {};
  const api: Pick<Api, 'plan'> = {
    plan: async (body, signal) => {
      asked.push({ body, signal });
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (body.text === 'no') return { ok: false, error: { code: 'bad-request', message: 'No.', retryable: false } };
      return { ok: true, value: { ...plan, sentence: body.text } };
    },
  };
  const trial = createTrial(api, () => draft, 150);
  return { asked, trial, edit: (next: Draft) => (draft = next), state: () => trial.store.getState() };
}

it('asks once one stops changing things, as if all that is set were so', async () => {
  const { asked, trial, edit, state } = open();
  trial.set({ text: 'Hello', app: ' work ', model: ' ' });
  trial.set({ tags: ['private'], asIf: { cpu: 0.9, memoryFreeGib: 2 } });
  edit({ objective: 'fastest' });
  await vi.advanceTimersByTimeAsync(200);
  const whatIf = { cpu: 0.9, memoryFreeGib: 2, policy: { objective: 'fastest' } };
  expect(asked.map(({ body }) => body)).toEqual([{ text: 'Hello', model: 'auto', app: 'work', tags: ['private'], whatIf }]);
  expect(state().plan?.sentence).toBe('Hello');
});

it('lets only the last question count, keeps errors apart from plans, and asks nothing without a text', async () => {
  const { asked, trial, state } = open();
  trial.set({ text: 'first' });
  await vi.advanceTimersByTimeAsync(160);
  trial.set({ text: 'no' });
  expect(asked[0]?.signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(300);
  expect(state()).toMatchObject({ error: { message: 'No.' } });
  expect(state().plan).toBeUndefined();
  trial.set({ text: ' ' });
  await vi.advanceTimersByTimeAsync(300);
  expect(state().error).toBeUndefined();
  expect(asked).toHaveLength(2);
});
