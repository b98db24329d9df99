import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ask, chat, fold, requestOf } from '../../conformance/chat.ts';
import { BOXED_MODEL, createSubject, isAlive, type LocalSubject } from './subject.ts';

const subjects: LocalSubject[] = [];
const create = (path?: string) => {
  const subject = createSubject(path);
  subjects.push(subject);
  return subject;
};
afterEach(async () => {
  for (const subject of subjects.splice(0)) await subject.dispose();
});

for (const signal of ['SIGKILL', 'SIGABRT'] as const) {
  test(`${signal} mid-stream is a retryable error for every chat, and the next chat gets a fresh worker`, async () => {
    const subject = create();
    const other = ask(subject.engine, subject.targetId, requestOf('Tell me more.', { sampling: { temperature: 0 } }));
    const events = [];
    for await (const event of chat(subject.engine, subject.targetId, requestOf('Tell me.', { sampling: { temperature: 0 } }))) {
      events.push(event);
      if (event.type === 'text' && subject.pids[0] !== undefined && isAlive(subject.pids[0])) process.kill(subject.pids[0], signal);
    }
    const { error, text } = fold(events);
    expect(text).not.toBe('');
    expect(error).toMatchObject({ code: 'engine-crashed', retryable: true });
    expect(error?.message).toContain(signal);
    expect((await other).error?.code).toBe('engine-crashed');
    expect(subject.local.state('boxed')).toEqual({ loaded: false, inFlight: 0 });
    const next = await ask(subject.engine, subject.targetId, requestOf('Again.', { maxOutputTokens: 5 }));
    expect(next.finish).toBeDefined();
    expect(new Set(subject.pids).size).toBe(2);
  });
}

test('a worker that dies while loading fails the load, not the program', async () => {
  const subject = create();
  const asked = ask(subject.engine, subject.targetId, requestOf('Hello.'));
  await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(1);
  process.kill(subject.pids[0] ?? Number.NaN, 'SIGKILL');
  expect((await asked).error).toMatchObject({ code: 'model-load-failed', retryable: true });
});

test('cancelling while the model loads answers at once, and ends a load that nobody waits for', async () => {
  const subject = create();
  const controllers = [new AbortController(), new AbortController()] as const;
  const [first, second] = controllers.map(({ signal }) => ask(subject.engine, subject.targetId, requestOf('Hello.'), signal));
  await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(1);
  const pid = subject.pids[0] ?? Number.NaN;
  controllers[0].abort();
  expect((await first)?.finish).toMatchObject({ reason: 'cancelled', usage: { outputTokens: 0 } });
  expect(subject.local.state('boxed')).toEqual({ loaded: false, inFlight: 1 });
  expect(isAlive(pid)).toBe(true);
  controllers[1].abort();
  expect((await second)?.finish?.reason).toBe('cancelled');
  expect(subject.local.state('boxed')).toEqual({ loaded: false, inFlight: 0 });
  await expect.poll(() => isAlive(pid), { interval: 5 }).toBe(false);
  expect((await ask(subject.engine, subject.targetId, requestOf('Hello.', { maxOutputTokens: 2 }))).finish).toBeDefined();
  expect(subject.pids).toHaveLength(2);
});

test('a corrupt, a truncated and a missing file are load errors, not hangs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-crash-'));
  try {
    const bytes = await readFile(BOXED_MODEL);
    const files = { corrupt: Buffer.from('not a model at all'), truncated: bytes.subarray(0, 200_000) };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const answers = await Promise.all(
      ['corrupt', 'truncated', 'missing'].map((name) => {
        const subject = create(join(folder, name));
        return ask(subject.engine, subject.targetId, requestOf('Hello.'));
      }),
    );
    for (const { error } of answers) {
      expect(error).toMatchObject({ code: 'model-load-failed' });
      expect(error?.message).toMatch(/^“Boxed” could not be loaded: .+\. Try again/);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('dispose ends the workers and tells the chats under way', async () => {
  const subject = create();
  const asked = ask(subject.engine, subject.targetId, requestOf('Tell me.', { sampling: { temperature: 0 } }));
  await expect.poll(() => subject.said.some((message) => message.type === 'pieces'), { timeout: 10_000 }).toBe(true);
  await subject.dispose();
  expect((await asked).error?.code).toBe('cancelled');
  expect(subject.pids.map(isAlive)).toEqual([false]);
  const late = await ask(subject.engine, subject.targetId, requestOf('Hello?'));
  expect(late.error?.code).toBe('cancelled');
});

test('a worker whose parent is killed ends by itself, in the middle of an answer', async () => {
  const parent = fork(fileURLToPath(new URL('./orphan-parent.ts', import.meta.url)), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [pid] = (await once(parent, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { interval: 10 }).toBe(false);
});

test('a worker that dies takes nothing of another model along', async () => {
  const subject = create();
  const other = { ...subject.model, id: 'other', name: 'Other' };
  const engine = subject.local.engine(other);
  await ask(engine, 'other', requestOf('Hello.', { maxOutputTokens: 2 }));
  const answer = ask(engine, 'other', requestOf('Tell me.', { maxOutputTokens: 400, sampling: { temperature: 0 } }));
  const asked = ask(subject.engine, subject.targetId, requestOf('Hello.'));
  await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(2);
  process.kill(subject.pids[1] ?? Number.NaN, 'SIGKILL');
  expect((await asked).error?.code).toBe('model-load-failed');
  expect((await answer).finish).toMatchObject({ reason: 'length', usage: { outputTokens: 400 } });
  expect(subject.local.residence(subject.model)).toMatchObject({ phase: 'unloaded', inFlight: 0 });
  expect(subject.local.residence(other)).toMatchObject({ phase: 'loaded', inFlight: 0 });
});

test('a worker that dies before it is told to load fails the load, and a person who waits for it hears why', async () => {
  const subject = create();
  const loading = expect(subject.local.load(subject.model)).rejects.toMatchObject({
    code: 'model-load-failed',
    message: expect.stringContaining('its process was ended by SIGKILL'),
  });
  await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(1);
  process.kill(subject.pids[0] ?? Number.NaN, 'SIGKILL');
  await loading;
  await subject.local.load(subject.model);
  expect(subject.local.state('boxed').loaded).toBe(true);
});
