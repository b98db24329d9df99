import { afterEach, expect, test } from 'vitest';
import { ask, chat, requestOf } from '../../conformance/chat.ts';
import { createSubject, type LocalSubject } from './subject.ts';

let subject: LocalSubject;
afterEach(() => subject.dispose());

const LONG = { sampling: { temperature: 0 } } as const;

test('a window’s chat gets its first token while 100 long streams of one app wait, within the time of one answer', async () => {
  subject = createSubject();
  const controller = new AbortController();
  const ended: number[] = [];
  const streams = Array.from({ length: 100 }, (_, index) =>
    ask(
      subject.engine,
      subject.targetId,
      requestOf(`Story ${index}.`, { ...LONG, app: 'app', maxOutputTokens: 500 }),
      controller.signal,
    ).then((answer) => {
      ended.push(performance.now());
      return answer;
    }),
  );
  await expect.poll(() => subject.said.some((message) => message.type === 'pieces'), { timeout: 20_000 }).toBe(true);
  for await (const event of chat(subject.engine, subject.targetId, requestOf('Hello.', { app: 'window', maxOutputTokens: 5 }))) {
    if (event.type !== 'text') continue;
    // Not before a place is free; before the next eight of the app are done.
    expect(ended.length).toBeLessThanOrEqual(8);
    break;
  }
  controller.abort();
  await Promise.all(streams);
});

test('100 streams of one app are all answered', async () => {
  subject = createSubject();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      ask(subject.engine, subject.targetId, requestOf(`Story ${index}.`, { app: 'app', maxOutputTokens: 5 })),
    ),
  );
  for (const { error, text } of answers) {
    expect(error).toBeUndefined();
    expect(text).not.toBe('');
  }
});

test('what waits has a limit, for each app and for all; beyond it the answer is to try again', async () => {
  subject = createSubject();
  const controller = new AbortController();
  const send = (app: string, count: number) =>
    Array.from({ length: count }, () => ask(subject.engine, subject.targetId, requestOf('Hello.', { ...LONG, app }), controller.signal));
  const accepted = send('a', 128);
  const [refused] = await Promise.all(send('a', 1));
  expect(refused?.error).toMatchObject({ code: 'overloaded', retryable: true });
  expect(refused?.error?.message).toBe(
    '128 requests of this app wait for “Boxed” already, and it takes no more. Try again when some of them are answered.',
  );
  accepted.push(...['b', 'c', 'd'].flatMap((app) => send(app, 128)));
  const [overall] = await Promise.all(send('e', 1));
  expect(overall?.error?.message).toMatch(/^512 requests wait for/);
  expect(overall?.events).toHaveLength(1);
  controller.abort();
  for (const { finish } of await Promise.all(accepted)) expect(finish?.reason).toBe('cancelled');
  const next = await ask(subject.engine, subject.targetId, requestOf('Hello.', { app: 'a', maxOutputTokens: 2 }));
  expect(next.finish).toBeDefined();
});

test('a chat that takes over a used sequence comes in beside streams that generate, not after them', async () => {
  subject = createSubject();
  const say = (app: string, text: string, maxOutputTokens: number) =>
    ask(subject.engine, subject.targetId, requestOf(text, { ...LONG, app, maxOutputTokens }));
  // Every sequence holds something that has to go.
  await Promise.all(Array.from({ length: 8 }, (_, index) => say(`app ${index}`, `Once upon a time, number ${index}.`, 4)));
  let ended = 0;
  const streams = Array.from({ length: 4 }, (_, index) => say('app', `Story ${index}.`, 1800).finally(() => (ended += 1)));
  await expect.poll(() => subject.said.filter(({ type }) => type === 'start').length).toBe(12);
  for (let round = 0; round < 3; round++) expect((await say('other', `Hello ${round}.`, 3)).finish).toBeDefined();
  expect(ended).toBe(0);
  for (const { finish } of await Promise.all(streams)) expect(finish?.usage.outputTokens).toBe(1800);
});
