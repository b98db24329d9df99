import { expect, it } from 'vitest';
import type { Api, Outcome } from '../../renderer/api.ts';
import { NEW } from '../../renderer/stores/chat.ts';
import { createLeaving } from '../../renderer/stores/leaving.ts';
import type { PlanView, PreviewView } from '../../shared/api/views.ts';
import { far, near, plan } from './samples.ts';

const MASKED: PlanView = { ...plan, permitted: [near, { ...far, masked: true }] };
const preview: PreviewView = { plan: MASKED, messages: [], seen: 'f'.repeat(64) };

/** A window whose main plans so, and all that was sent. */
function open(planned: Outcome<PlanView> = { ok: true, value: MASKED }) {
  const sent: unknown[] = [];
  const api: Pick<Api, 'plan' | 'preview'> = { plan: async () => planned, preview: async () => ({ ok: true, value: preview }) };
  const leaving = createLeaving(api, {
    prompt: () => ({ text: 'Hello' }),
    send: (key, letGo) => void sent.push([key, letGo]),
    ask: (key, prompt) => void sent.push([key, prompt]),
  });
  return { leaving, sent, shown: () => leaving.store.getState().shown?.key };
}

it('shows what may go masked before the first such prompt of every conversation, wherever in the plan it stands', async () => {
  const { leaving, sent, shown } = open();
  await leaving.send(NEW);
  expect([shown(), sent]).toEqual([NEW, []]);
  leaving.go();
  leaving.opened(NEW, 'c1');
  expect(sent).toEqual([[NEW, undefined]]);
  await leaving.send('c1');
  expect(sent).toHaveLength(2);
  // Another new conversation is not the one that was seen.
  await leaving.send(NEW);
  expect([shown(), sent.length]).toEqual([NEW, 2]);
});

it('shows it for a question that is asked again, too, and takes along what the person let go', async () => {
  const { leaving, sent, shown } = open();
  await leaving.ask('c1', { text: 'Again' });
  expect([shown(), sent]).toEqual(['c1', []]);
  leaving.go('cloud');
  expect(sent).toEqual([['c1', { text: 'Again', letGo: { zone: 'cloud', seen: preview.seen } }]]);
});

it('shows what the person called not sensitive wherever it may go out, every time', async () => {
  const cleared = [{ type: 'iban' as const, text: 'DE89' }];
  const { leaving, sent, shown } = open({ ok: true, value: plan });
  await leaving.ask('c1', { text: 'DE89', cleared });
  expect([shown(), sent]).toEqual(['c1', []]);
  leaving.go();
  await leaving.ask('c1', { text: 'DE89', cleared });
  expect([shown(), sent.length]).toEqual(['c1', 1]);
});

it('sends nothing when nobody can say where it would go, and says so', async () => {
  const { leaving, sent } = open({ ok: false, error: { code: 'timeout', message: 'It took too long.', retryable: true } });
  await leaving.send('c1');
  expect(sent).toEqual([]);
  expect(leaving.store.getState().problem).toEqual({ key: 'c1', sentence: 'It took too long.' });
});

it('sends at once what stays whole, and shows it when asked', async () => {
  const { leaving, sent, shown } = open({ ok: true, value: plan });
  await leaving.send('c1');
  expect(sent).toHaveLength(1);
  await leaving.show('c1');
  expect(shown()).toBe('c1');
  leaving.close();
  expect(sent).toHaveLength(1);
});
