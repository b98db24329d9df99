import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from '../../renderer/api.ts';
import { createPrediction } from '../../renderer/stores/prediction.ts';
import type { PlanView } from '../../shared/api/views.ts';
import { plan } from './samples.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers each text after as many milliseconds as it says. */
function slowPlans() {
  const asked: { text: string; signal: AbortSignal }[] = [];
  const api: Pick<Api, 'plan'> = {
    plan: async ({ text }, signal) => {
      asked.push({ text, signal });
      await new Promise((resolve) => setTimeout(resolve, Number(text)));
      if (text === '13') return { ok: false, error: { code: 'internal', message: 'No.', retryable: false } };
      return { ok: true, value: { ...plan, sentence: text } satisfies PlanView };
    },
  };
  return { asked, prediction: createPrediction(api, 150) };
}

describe('the prediction', () => {
  it('waits for a pause in typing', async () => {
    const { asked, prediction } = slowPlans();
    prediction.about({ text: '1' });
    await vi.advanceTimersByTimeAsync(100);
    prediction.about({ text: '2' });
    await vi.advanceTimersByTimeAsync(149);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(10);
    expect(asked.map(({ text }) => text)).toEqual(['2']);
    expect(prediction.store.getState().plan?.sentence).toBe('2');
  });

  it('stops an older question, and never shows its late answer', async () => {
    const { asked, prediction } = slowPlans();
    prediction.about({ text: '900' });
    await vi.advanceTimersByTimeAsync(200);
    prediction.about({ text: '5' });
    expect(asked[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(prediction.store.getState().plan?.sentence).toBe('5');
  });

  it('shows nothing for no text, and nothing rather than what is no longer true', async () => {
    const { prediction } = slowPlans();
    prediction.about({ text: '5' });
    await vi.advanceTimersByTimeAsync(500);
    prediction.about({ text: '13' });
    await vi.advanceTimersByTimeAsync(500);
    expect(prediction.store.getState()).toEqual({});
    prediction.about({ text: '5' });
    await vi.advanceTimersByTimeAsync(500);
    prediction.about(undefined);
    expect(prediction.store.getState()).toEqual({});
  });
});
