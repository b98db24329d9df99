import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createSubject, type LocalSubject } from './subject.ts';

const OPENING = 'You answer from the notes of the house by the river. '.repeat(40);
const part = (text: string) => [{ type: 'text' as const, text }];
const conversation = (...texts: string[]) => [
  { role: 'system' as const, content: part(OPENING) },
  ...texts.map((text, index) => ({ role: index % 2 === 0 ? ('user' as const) : ('assistant' as const), content: part(text) })),
];

let folder: string;
let subject: LocalSubject;
/** Has no other sequence to copy from, nor anything of an earlier chat in its only one. */
let single: LocalSubject;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-prefix-'));
  const path = join(folder, 'model.gguf');
  await writeFile(path, makeModel(PRESETS.long));
  subject = createSubject(path);
  single = createSubject(path, { settings: { sequences: 1 } });
});
afterAll(async () => {
  await Promise.all([subject.dispose(), single.dispose()]);
  await rm(folder, { recursive: true });
});

const greedy = (on: LocalSubject, ...texts: string[]) =>
  ask(on.engine, on.targetId, requestOf('', { messages: conversation(...texts), sampling: { temperature: 0 }, maxOutputTokens: 24 }));
const fresh = async (...texts: string[]) => {
  await ask(single.engine, single.targetId, requestOf('Something else entirely.', { maxOutputTokens: 1 }));
  return greedy(single, ...texts);
};

test('an app learns of the reuse of its own requests alone, while the work is saved all the same', async () => {
  const secret = 'The password is green stone and nobody may know it, whoever asks for it and however kindly.';
  const asked = async (app: string, last: string) => {
    const messages = conversation(`${secret.slice(0, -20)}${last}`);
    const { finish } = await ask(subject.engine, subject.targetId, requestOf('', { app, messages, maxOutputTokens: 1 }));
    return finish?.usage.cachedInputTokens ?? Number.NaN;
  };
  const guess = async (app: string) => [await asked(app, 'A wrong guess of a word.'), await asked(app, secret.slice(-20))] as const;
  expect(await asked('victim', secret.slice(-20))).toBe(0);
  const [wrong, right] = await guess('spy');
  expect(wrong).toBe(0);
  // The spy's own first guess shares all but the last words; that the victim sent those, it does not learn.
  const [, repeated] = await guess('second spy');
  expect(repeated).toBe(right);
  expect(await asked('third spy', secret.slice(-20))).toBe(0);
  expect(await asked('victim', secret.slice(-20))).toBeGreaterThan(right);
});

test('a new conversation takes over an opening that another one holds, which keeps it', async () => {
  const first = await greedy(subject, 'Where is the key?');
  expect(first.finish?.usage.cachedInputTokens).toBe(0);
  const { inputTokens = 0 } = first.finish?.usage ?? {};

  const other = await greedy(subject, 'Who lives there now?');
  expect(other.finish?.usage.cachedInputTokens).toBeGreaterThan(inputTokens - 20);
  expect(other.text).toBe((await fresh('Who lives there now?')).text);

  const next = await greedy(subject, 'Where is the key?', first.text, 'And the lamp?');
  // All of the first turn is still there, its answer included.
  expect(next.finish?.usage.cachedInputTokens).toBeGreaterThanOrEqual(inputTokens + 20);
  expect(next.text).toBe((await fresh('Where is the key?', first.text, 'And the lamp?')).text);
});

test('conversations with one opening, asked at once, answer as each would alone', async () => {
  const questions = ['What is in the attic?', 'What is in the cellar?', 'What is behind the door?', 'What is under the stairs?'];
  const answers = await Promise.all(questions.map((question) => greedy(subject, question)));
  for (const [index, question] of questions.entries()) {
    const alone = await fresh(question);
    expect(answers[index]?.finish?.usage.inputTokens).toBe(alone.finish?.usage.inputTokens);
    // Batched together, near ties may fall the other way, but not from the first words on.
    expect(answers[index]?.text.slice(0, 12)).toBe(alone.text.slice(0, 12));
  }
});
