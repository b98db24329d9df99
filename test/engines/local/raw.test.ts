import { afterAll, expect, test } from 'vitest';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

const subject = createSubject();
afterAll(() => subject.dispose());

const TEXT = 'Once upon a time';
const asked = (text: string, rest: object = {}) =>
  ask(subject.engine, subject.targetId, requestOf(text, { isRaw: true, sampling: { temperature: 0 }, maxOutputTokens: 8, ...rest }));

test('a raw text is gone on with as it is, without the chat template', async () => {
  const raw = await asked(TEXT);
  const chat = await asked(TEXT, { isRaw: undefined });
  const [few = 0, many = 0] = [raw.finish?.usage.inputTokens, chat.finish?.usage.inputTokens];
  expect(few).toBeGreaterThan(0);
  expect(many).toBeGreaterThan(few);
  expect(raw.finish?.usage.outputTokens).toBeGreaterThan(0);
});

test('going on with what came is the same as having had more of it at once', async () => {
  const first = await asked(TEXT, { maxOutputTokens: 4 });
  const both = await asked(TEXT, { maxOutputTokens: 8 });
  expect(both.text.startsWith(first.text)).toBe(true);
  const rest = await asked(TEXT + first.text, { maxOutputTokens: 4 });
  expect(rest.finish?.usage.inputTokens).toBeGreaterThan(first.finish?.usage.inputTokens ?? 0);
});

test('its stop texts hold, an empty one is answered, and one that is too long is refused', async () => {
  const whole = await asked(TEXT, { maxOutputTokens: 12 });
  const stop = whole.text.trim().slice(2, 4);
  const cut = await asked(TEXT, { maxOutputTokens: 12, stop: [stop] });
  expect(cut.text).not.toContain(stop);
  expect((await asked('')).finish).toBeDefined();
  expect((await asked('word '.repeat(20_000))).error?.code).toBe('context-overflow');
});
