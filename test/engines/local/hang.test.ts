import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Patience } from '../../../electron/engines/local/supervisor.ts';
import { english } from '../../../shared/chat/english.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, chat, fold, requestOf } from '../../conformance/chat.ts';
import { BOXED_MODEL, createSubject, isAlive, type LocalSubject, SPIN, SPINNING_TEMPLATE } from './subject.ts';

let folder: string;
let spinsOnDemand: string;
let spinsAlways: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-hang-'));
  spinsOnDemand = join(folder, 'on-demand.gguf');
  spinsAlways = join(folder, 'always.gguf');
  await writeFile(spinsOnDemand, makeModel({ ...PRESETS.starter, chatTemplate: SPINNING_TEMPLATE }));
  const always = SPINNING_TEMPLATE.replace(/\{% if .*? %\}/, '{% if true %}');
  await writeFile(spinsAlways, makeModel({ ...PRESETS.starter, chatTemplate: always }));
});
afterAll(() => rm(folder, { recursive: true }));

const subjects: LocalSubject[] = [];
const create = (path: string, patience: Partial<Patience> = {}) => {
  const subject = createSubject(path, { patience });
  subjects.push(subject);
  return subject;
};
afterEach(async () => {
  for (const subject of subjects.splice(0)) await subject.dispose();
});

const say = ({ engine, targetId }: LocalSubject, said: string | Pick<ChatRequest, 'messages'>, signal?: AbortSignal, app = 'test') =>
  ask(engine, targetId, requestOf(String(said), { app, maxOutputTokens: 3, ...(typeof said === 'string' ? {} : said) }), signal);
const faultOf = ({ local, model }: LocalSubject) => {
  const fault = local.fault(model);
  return fault && english(fault);
};
const workerOf = (subject: LocalSubject) => subject.pids.at(-1) ?? Number.NaN;

test('a worker that hangs in a template is ended, that chat gets a retryable error, and all others a fresh worker', async () => {
  const subject = create(spinsOnDemand, { silentMs: 1500 });
  await say(subject, 'Hello.');
  const pid = workerOf(subject);
  const [spun, ...others] = await Promise.all([say(subject, SPIN), say(subject, 'And me?'), say(subject, 'Me, too?')]);
  expect(spun.error).toMatchObject({ code: 'engine-crashed', retryable: true });
  expect(spun.error?.message).toContain('stopped reacting and was ended');
  for (const { finish } of others) expect(finish).toBeDefined();
  await expect.poll(() => isAlive(pid), { interval: 5 }).toBe(false);
  expect((await say(subject, 'Hello again.')).finish).toBeDefined();
  expect(subject.pids).toHaveLength(2);
});

test('cancelling a chat that hangs in a template answers at once and frees the model within seconds', async () => {
  const subject = create(spinsOnDemand);
  await say(subject, 'Hello.');
  const pid = workerOf(subject);
  const controller = new AbortController();
  const asked = say(subject, SPIN, controller.signal);
  await sleep(300);
  const began = performance.now();
  controller.abort();
  expect((await asked).finish?.reason).toBe('cancelled');
  expect(performance.now() - began).toBeLessThan(100);
  await expect.poll(() => isAlive(pid), { timeout: 4000, interval: 20 }).toBe(false);
  expect(subject.local.state('boxed')).toEqual({ loaded: false, inFlight: 0 });
  expect((await say(subject, 'Hello again.')).finish).toBeDefined();
});

test('a worker that is stopped mid-stream is ended', async () => {
  const subject = create(BOXED_MODEL, { silentMs: 1500 });
  const events = [];
  const request = requestOf('Tell me.', { sampling: { temperature: 0 } });
  for await (const event of chat(subject.engine, subject.targetId, request)) {
    if (event.type === 'text' && events.length === 1) process.kill(workerOf(subject), 'SIGSTOP');
    events.push(event);
  }
  expect(fold(events).error).toMatchObject({ code: 'engine-crashed', retryable: true });
  await expect.poll(() => isAlive(workerOf(subject)), { interval: 5 }).toBe(false);
});

test('SIGKILL during the rendering of a prompt, and during its evaluation, is a retryable error', async () => {
  const subject = create(spinsOnDemand);
  for (const [said, ms] of [
    [SPIN, 300],
    ['mountain river forest '.repeat(600), 20],
  ] as const) {
    await say(subject, 'Hello.');
    const asked = say(subject, said);
    await sleep(ms);
    process.kill(workerOf(subject), 'SIGKILL');
    const { error } = await asked;
    expect(error).toMatchObject({ code: 'engine-crashed', retryable: true });
    expect(error?.message).toContain('SIGKILL');
  }
});

test('a model whose template never ends is in quarantine once two workers hung on it', async () => {
  const subject = create(spinsAlways, { silentMs: 1500 });
  for (const fault of [
    undefined,
    expect.stringMatching(/^Its engine stopped 2 times within ten minutes, the last time because it stopped reacting\. /),
  ]) {
    expect((await say(subject, 'Hello.', undefined, 'window')).error).toMatchObject({ code: 'engine-crashed', retryable: true });
    expect(faultOf(subject)).toEqual(fault);
  }
});

test('one app whose requests hang is kept out, and takes the model from nobody else', async () => {
  const subject = create(spinsOnDemand, { silentMs: 1500 });
  for (let round = 0; round < 2; round++) {
    const [spun, other] = await Promise.all([say(subject, SPIN, undefined, 'greedy'), say(subject, 'Hello.', undefined, 'other')]);
    expect(spun.error?.code).toBe('engine-crashed');
    expect(other.finish).toBeDefined();
  }
  const refused = await say(subject, 'Hello.', undefined, 'greedy');
  expect(refused.error).toMatchObject({ code: 'overloaded', message: expect.stringContaining('over requests of this app') });
  expect(subject.local.fault(subject.model)).toBeUndefined();
  expect((await say(subject, 'Hello.', undefined, 'other')).finish).toBeDefined();
  // What hangs for a second app is the model.
  expect((await say(subject, SPIN, undefined, 'other')).error?.code).toBe('engine-crashed');
  expect(faultOf(subject)).toMatch(/^Its engine stopped 2 times/);
});

test('a silent load is ended, too', async () => {
  const subject = create(BOXED_MODEL, { silentMs: 1500 });
  const asked = say(subject, 'Hello.');
  await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(1);
  process.kill(workerOf(subject), 'SIGSTOP');
  const { error } = await asked;
  expect(error).toMatchObject({ code: 'engine-crashed', retryable: true });
  expect(error?.message).toContain('stopped reacting while it loaded');
  await expect.poll(() => isAlive(workerOf(subject)), { interval: 5 }).toBe(false);
});

test('a worker that loads and reads long prompts is heard all the while', async () => {
  const path = join(folder, 'long.gguf');
  await writeFile(path, makeModel(PRESETS.long));
  const subject = create(path, { silentMs: 1500 });
  const prompts = [1, 2].map((number) => say(subject, `${number} ${'mountain river forest '.repeat(1600)}`));
  const began = performance.now();
  for (const { finish } of await Promise.all(prompts)) expect(['length', 'stop']).toContain(finish?.reason);
  const beats = subject.said.filter((message) => message.type === 'alive').length;
  expect(beats).toBeGreaterThanOrEqual(Math.floor((performance.now() - began) / 1500));
  expect(beats).toBeGreaterThan(0);
  expect(subject.pids).toHaveLength(1);
});

test('a worker that spins does not outlive a killed parent', async () => {
  const parent = fork(fileURLToPath(new URL('./orphan-parent.ts', import.meta.url)), [spinsOnDemand], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [pid] = (await once(parent, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 4000, interval: 10 }).toBe(false);
});
