import { describe, expect, it } from 'vitest';
import { CUT_OFF } from '../../renderer/api.ts';
import { applyLines, beginTurn, EMPTY_THREAD, isStale, isUnsettled, settle, stopTurn } from '../../renderer/stores/thread.ts';
import { answer, ended, message, near, opened, plan, question, said, started } from './samples.ts';

const begun = beginTurn(EMPTY_THREAD, { text: 'Hello' });
const growing = applyLines(begun, [opened, started, said('Good '), said('day')]);

describe('a turn', () => {
  it('shows the question before it is stored', () => {
    expect(begun).toMatchObject({ messages: [], turn: { prompt: { text: 'Hello' } } });
  });

  it('grows its answer, and names who answers', () => {
    expect(growing.messages).toEqual([question, { ...message('a1'), plan, text: 'Good day' }]);
    expect(growing.turn).toMatchObject({ replyId: 'a1', target: near });
  });

  it('comes to the same line by line', () => {
    const lines = [opened, started, said('Good '), said('day'), ended()];
    expect(lines.reduce((thread, line) => applyLines(thread, [line]), begun)).toEqual(applyLines(begun, lines));
  });

  it('ends with the account of the answer', () => {
    const done = applyLines(growing, [said('.'), ended()]);
    expect(done.turn).toBeUndefined();
    expect(done.messages[1]).toMatchObject({ text: 'Good day.', status: 'done', answer: answer() });
    expect(isUnsettled(done)).toBe(false);
  });

  it('keeps what was said when it is stopped, fails or is cut off', () => {
    expect(stopTurn(growing).messages[1]).toMatchObject({ text: 'Good day', status: 'cancelled' });
    const failed = applyLines(growing, [{ type: 'error', error: { code: 'internal', message: 'It broke.', retryable: false } }]);
    expect(failed.messages[1]).toMatchObject({ text: 'Good day', status: 'failed' });
    expect(failed.failure).toMatchObject({ error: { message: 'It broke.' }, replyId: 'a1' });
    const cut = applyLines(growing, [{ type: 'error', error: CUT_OFF }]);
    expect(cut.messages[1]?.status).toBe('interrupted');
    for (const thread of [stopTurn(growing), failed, cut]) expect(isUnsettled(thread)).toBe(true);
  });

  it('holds an error without a stored question, and a new turn clears it', () => {
    const refused = applyLines(begun, [{ type: 'error', error: { code: 'storage-full', message: 'Full.', retryable: false } }]);
    expect(refused).toEqual({
      load: 'ready',
      messages: [],
      failure: { error: { code: 'storage-full', message: 'Full.', retryable: false } },
    });
    expect(beginTurn(refused, { text: 'Again' }).failure).toBeUndefined();
  });

  it('ignores lines that come after it was stopped', () => {
    expect(applyLines(stopTurn(growing), [said('more'), ended()])).toEqual(stopTurn(growing));
  });
});

describe('taking main’s account', () => {
  const stored = message('a1', { text: 'Good', status: 'cancelled', answer: answer({ status: 'cancelled' }) });

  it('replaces what the window held', () => {
    const settled = settle(stopTurn(growing), { updatedAt: 2, messages: [question, stored] });
    expect(settled.messages).toEqual([question, stored]);
    expect(isUnsettled(settled)).toBe(false);
  });

  it('does not start a stopped answer again while main still writes it down', () => {
    expect(settle(stopTurn(growing), { updatedAt: 2, messages: [question, message('a1', { text: 'Good' })] }).messages[1]?.status).toBe(
      'cancelled',
    );
  });

  it('shows an answer that another window is getting', () => {
    expect(settle(EMPTY_THREAD, { updatedAt: 2, messages: [question, message('a1', { text: 'Go' })] }).messages[1]?.status).toBe(
      'streaming',
    );
  });

  it('waits while a turn runs', () => {
    expect(settle(growing, { updatedAt: 2, messages: [] })).toBe(growing);
  });

  it('forgets that reading failed', () => {
    const failed = { load: 'failed', messages: [], failure: { error: CUT_OFF } } as const;
    expect(settle(failed, { updatedAt: 2, messages: [question] })).toEqual({ load: 'ready', messages: [question], updatedAt: 2 });
  });

  it('keeps the messages that are as they were, so that nothing is drawn again', () => {
    const before = settle(EMPTY_THREAD, { updatedAt: 2, messages: [question, stored] });
    const more = [question, stored, message('q2', { role: 'user', text: 'More', status: 'done' })];
    const after = settle(before, { updatedAt: 3, messages: structuredClone(more) });
    expect(after.messages).toEqual(more);
    expect(after.messages[0]).toBe(question);
    expect(after.messages[1]).toBe(stored);
  });

  it('takes an account that came late', () => {
    const before = settle(stopTurn(growing), {
      updatedAt: 2,
      messages: [question, message('a1', { text: 'Good day', status: 'cancelled' })],
    });
    expect(settle(before, { updatedAt: 2, messages: [question, { ...stored, text: 'Good day' }] }).messages[1]?.answer).toEqual(
      stored.answer,
    );
  });
});

describe('a thread beside main’s list', () => {
  const read = settle(EMPTY_THREAD, { updatedAt: 2, messages: [question] });

  it('is stale once another window asked in it, or deleted it', () => {
    expect(isStale(read, { updatedAt: 2 })).toBe(false);
    expect(isStale(read, { updatedAt: 3 })).toBe(true);
    expect(isStale(read, undefined)).toBe(true);
    expect(isStale(undefined, { updatedAt: 2 })).toBe(true);
  });

  it('is left alone while a turn of this window runs', () =>
    expect(isStale(beginTurn(read, { text: 'More' }), { updatedAt: 3 })).toBe(false));

  it('is not read over and over once it is known to be gone', () => {
    expect(isStale({ load: 'failed', messages: [], failure: { error: CUT_OFF } }, undefined)).toBe(false);
  });
});
