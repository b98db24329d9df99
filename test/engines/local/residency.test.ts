import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { LocalEngineModel } from '../../../electron/engines/local/engine.ts';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import { ask, chat, requestOf } from '../../conformance/chat.ts';
import { createFakeMemory } from './machine.ts';
import { BOXED_MODEL, createSubject, isAlive, type LocalSubject } from './subject.ts';

const GIB = 2 ** 30;

let subject: LocalSubject;
afterEach(() => subject.dispose());

/** Models of the same small file that claim to be of these sizes. */
const modelOf = (id: string, gib = 0, rest: Partial<LocalEngineModel> = {}): LocalEngineModel => ({
  id,
  name: id.toUpperCase(),
  path: BOXED_MODEL,
  predictedBytes: gib * GIB,
  ...rest,
});

const say = (model: LocalEngineModel, rest: Partial<ChatRequest> = {}, signal?: AbortSignal) =>
  ask(subject.local.engine(model), model.id, requestOf('Hello.', { app: 'window', maxOutputTokens: 2, ...rest }), signal);
const phase = (model: LocalEngineModel) => subject.local.residence(model).phase;
const loaded = (...models: readonly LocalEngineModel[]) => models.filter((model) => phase(model) === 'loaded').map(({ id }) => id);

test('a model is kept for ten minutes after its last answer, and people see for how much longer', async () => {
  subject = createSubject();
  const model = modelOf('a');
  expect(subject.local.residence(model)).toEqual({ phase: 'unloaded', pinned: false, inFlight: 0, queued: 0 });
  await say(model);
  const residence = subject.local.residence(model);
  expect(residence).toMatchObject({ phase: 'loaded', pinned: false, inFlight: 0, queued: 0 });
  expect(residence.unloadsInMs).toBeGreaterThan(590_000);
  expect(residence.unloadsInMs).toBeLessThanOrEqual(600_000);
  expect(residence.bytes).toBeGreaterThan(20 * 2 ** 20);
});

test('the request says how long, else the model’s setting; the process and its memory are gone after that', async () => {
  subject = createSubject();
  const model = modelOf('a', 0, { settings: { keepAliveMs: 50 } });
  await say(model);
  await expect.poll(() => phase(model)).toBe('unloaded');
  expect(subject.pids.map(isAlive)).toEqual([false]);
  await say(model, { keepAliveMs: 300_000 });
  await sleep(100);
  expect(phase(model)).toBe('loaded');
  await say(model, { keepAliveMs: 0 });
  await expect.poll(() => phase(model)).toBe('unloaded');
  expect(subject.pids.map(isAlive)).toEqual([false, false]);
});

test('with a keep-alive of 0 the model goes when the last of its requests ends, not before', async () => {
  subject = createSubject();
  const model = modelOf('a');
  const answers = await Promise.all([1, 2, 3].map((seed) => say(model, { keepAliveMs: 0, maxOutputTokens: 100, sampling: { seed } })));
  expect(answers.every(({ finish }) => finish !== undefined)).toBe(true);
  expect(subject.pids).toHaveLength(1);
  await expect.poll(() => phase(model)).toBe('unloaded');
});

test('a model is loaded and unloaded when told to; telling twice is no mistake, and it is not taken from a running answer', async () => {
  subject = createSubject();
  const model = modelOf('a');
  const loading = Promise.all([subject.local.load(model, 80), subject.local.load(model, 80)]);
  await expect.poll(() => phase(model), { interval: 1 }).toBe('loading');
  expect(subject.local.residence(model).progress).toBeGreaterThanOrEqual(0);
  await loading;
  expect(phase(model)).toBe('loaded');
  await expect.poll(() => phase(model)).toBe('unloaded');
  await subject.local.load(model);
  expect(subject.local.residence(model).unloadsInMs).toBeGreaterThan(500_000);
  for await (const event of chat(subject.local.engine(model), 'a', requestOf('Tell me.', { maxOutputTokens: 200 }))) {
    if (event.type !== 'start') continue;
    await expect(subject.local.unload('a')).rejects.toMatchObject({
      code: 'overloaded',
      message: expect.stringContaining('answers 1 request now'),
    });
  }
  const pid = subject.pids.at(-1) ?? Number.NaN;
  await subject.local.unload('a');
  expect(isAlive(pid)).toBe(false);
  expect(phase(model)).toBe('unloaded');
  await subject.local.unload('a');
  await subject.local.unload('never-heard-of');
});

test('a load that is waited for by nobody but a person ends when that person unloads it', async () => {
  subject = createSubject();
  const model = modelOf('a');
  const loading = subject.local.load(model);
  await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(1);
  const ended = expect(loading).rejects.toMatchObject({ code: 'cancelled' });
  await subject.local.unload('a');
  await ended;
  expect(subject.pids.map(isAlive)).toEqual([false]);
  expect(subject.local.fault(model)).toBeUndefined();
});

test('changed settings are taken over at the next idle moment, and how long to keep it needs no new load', async () => {
  subject = createSubject();
  await say(modelOf('a'));
  await say(modelOf('a', 0, { settings: { keepAliveMs: 400_000 } }));
  expect(subject.pids).toHaveLength(1);
  subject.local.update(modelOf('a', 0, { settings: { threads: 1 } }));
  await expect.poll(() => phase(modelOf('a'))).toBe('unloaded');
  await say(modelOf('a', 0, { settings: { threads: 1 } }));
  expect(subject.pids).toHaveLength(2);
  // While it answers it stays; the answer is not cut off.
  const answer = say(modelOf('a', 0, { settings: { threads: 1 } }), { maxOutputTokens: 300, sampling: { temperature: 0 } });
  await expect.poll(() => subject.local.state('a').inFlight).toBe(1);
  subject.local.update(modelOf('a', 0, { settings: { threads: 2 } }));
  expect((await answer).finish?.usage.outputTokens).toBe(300);
  await expect.poll(() => subject.local.state('a').loaded).toBe(false);
});

test('what does not fit is refused with the numbers before a process is started, and counts as no fault', async () => {
  const memory = createFakeMemory(3);
  subject = createSubject(BOXED_MODEL, { memory, memoryHeadroomBytes: () => GIB });
  const model = modelOf('a', 5.2);
  const { error } = await say(model);
  expect(error).toMatchObject({ code: 'out-of-memory', retryable: true });
  expect(error?.message).toBe(
    '“A” needs about 5.2 GiB, and 2.0 GiB are free beside other programs and 1.0 GiB of headroom. Close other programs, or choose a smaller model or a smaller context window.',
  );
  expect(subject.pids).toHaveLength(0);
  expect(subject.local.fault(model)).toBeUndefined();
  expect(phase(model)).toBe('unloaded');
  memory.availableGib = 7;
  await memory.refresh();
  expect((await say(model)).finish).toBeDefined();
});

test('where the usual room for chats does not fit, a model is loaded with the least', async () => {
  const memory = createFakeMemory(3);
  subject = createSubject(BOXED_MODEL, { memory, memoryHeadroomBytes: () => GIB });
  const least = { settings: { contextWindow: 512, sequences: 1 }, predictedBytes: 1.5 * GIB };
  const model = modelOf('a', 5.2, { least });
  expect((await say(model)).finish).toBeDefined();
  expect(subject.local.state('a').contextWindow).toBe(512);
  const { error } = await say(modelOf('b', 5.2, { least: { ...least, predictedBytes: 2.5 * GIB } }));
  expect(error?.message).toContain('“B” needs about 2.5 GiB');
});

test('a model whose file is gone leaves the memory as soon as it is idle, pinned or not', async () => {
  subject = createSubject();
  const [gone, kept] = [modelOf('a'), modelOf('b')];
  await subject.local.load(gone, -1);
  await subject.local.load(kept, -1);
  const answering = say(gone, { maxOutputTokens: 40, keepAliveMs: -1 });
  await expect.poll(() => subject.local.residence(gone).inFlight).toBe(1);
  subject.local.retain(['b']);
  expect((await answering).finish).toBeDefined();
  await expect.poll(() => loaded(gone, kept)).toEqual(['b']);
});

test('the least recently used idle model makes room; busy and pinned ones stay, and nothing goes for nothing', async () => {
  const memory = createFakeMemory(10);
  subject = createSubject(BOXED_MODEL, { memory, memoryHeadroomBytes: () => 0 });
  const [a, b, c, d] = [
    modelOf('a', 3, { bytes: 3 * GIB }),
    modelOf('b', 3, { bytes: 3 * GIB }),
    modelOf('c', 3, { bytes: 3 * GIB }),
    modelOf('d', 3, { bytes: 3 * GIB }),
  ];
  await say(b);
  await say(a);
  await say(c);
  expect(loaded(a, b, c)).toEqual(['a', 'b', 'c']);
  await say(d);
  expect(loaded(a, b, c, d)).toEqual(['a', 'c', 'd']);
  await say(a, { keepAliveMs: -1 });
  const controller = new AbortController();
  const long = say(c, { maxOutputTokens: 100_000, sampling: { temperature: 0 } }, controller.signal);
  await expect.poll(() => subject.local.state('c').inFlight).toBe(1);
  expect((await say(modelOf('big', 6))).error?.code).toBe('out-of-memory');
  expect(loaded(a, b, c, d)).toEqual(['a', 'c', 'd']);
  await say(b);
  expect(loaded(a, b, c, d)).toEqual(['a', 'b', 'c']);
  expect(subject.local.residence(a)).toMatchObject({ pinned: true });
  controller.abort();
  await long;
});

test('two loads at once do not take the same memory', async () => {
  const memory = createFakeMemory(5);
  subject = createSubject(BOXED_MODEL, { memory, memoryHeadroomBytes: () => 0 });
  const [a, b] = [modelOf('a', 3, { bytes: 3 * GIB }), modelOf('b', 3, { bytes: 3 * GIB })];
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, subject.pids.filter(isAlive).length);
  }, 2);
  const answers = await Promise.all([say(a), say(b)]);
  clearInterval(watch);
  // The second waits for the first load, and then for the first to be idle; or it is told that it does not fit.
  for (const { error, finish } of answers)
    expect(finish ?? error?.code).toSatisfy((end) => end === 'out-of-memory' || typeof end === 'object');
  expect(answers.some(({ finish }) => finish !== undefined)).toBe(true);
  expect(most).toBe(1);
});

test('telemetry says how much memory the model takes', async () => {
  subject = createSubject();
  const { finish } = await say(modelOf('a'));
  expect(finish?.telemetry?.memoryBytes).toBeGreaterThan(20 * 2 ** 20);
});

test('whoever waits in line learns the place, and background work comes last', async () => {
  subject = createSubject();
  const model = modelOf('a');
  const controller = new AbortController();
  const order: string[] = [];
  const send = (name: string, rest: Partial<ChatRequest>) =>
    say(model, { maxOutputTokens: 400, sampling: { temperature: 0 }, ...rest }, controller.signal).then((answer) => {
      order.push(name);
      return answer;
    });
  const running = Array.from({ length: 8 }, (_, index) => send(`running ${index}`, { app: index === 0 ? 'other' : 'first' }));
  await expect.poll(() => subject.said.filter(({ type }) => type === 'start').length, { timeout: 10_000 }).toBe(8);
  const background = send('background', { app: 'first', priority: 'background', maxOutputTokens: 1 });
  const rest = Array.from({ length: 6 }, (_, index) => send(`waiting ${index}`, { app: 'second', maxOutputTokens: 1 }));
  await Promise.all([...running, ...rest]);
  const { events } = await background;
  const places = events.flatMap((event) => (event.type === 'queued' ? [event.position] : []));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(Math.max(...places)).toBeGreaterThan(0);
  expect(events.findLastIndex(({ type }) => type === 'queued')).toBeLessThan(events.findIndex(({ type }) => type === 'start'));
  expect(order.indexOf('background')).toBeGreaterThan(order.indexOf('waiting 4'));
});

test('what the person pinned no program unpins, shortens or pins for good', async () => {
  subject = createSubject();
  const model = modelOf('a');
  const program = { app: 'program' } as const;
  const left = () => subject.local.residence(model).unloadsInMs;
  await subject.local.load(model, -1);
  for (const keepAliveMs of [undefined, 0, 50, 100_000]) {
    await say(model, { ...program, ...(keepAliveMs === undefined ? {} : { keepAliveMs }) });
    expect(subject.local.residence(model).pinned).toBe(true);
  }
  await say(model);
  expect(subject.local.residence(model).pinned).toBe(true);
  // The person takes the pin away again.
  await subject.local.load(model, 300_000);
  expect(left()).toBeLessThanOrEqual(300_000);
  await say(model, { ...program, keepAliveMs: -1 });
  expect(subject.local.residence(model).pinned).toBe(false);
  expect(left()).toBeGreaterThan(3_500_000);
  expect(left()).toBeLessThanOrEqual(3_600_000);
  await say(model, { ...program, keepAliveMs: 0 });
  expect(left()).toBeGreaterThan(500_000);
  expect(subject.pids).toHaveLength(1);
});

test('a request that is refused before it begins changes nothing about how long a model is kept', async () => {
  subject = createSubject();
  const model = modelOf('a');
  await subject.local.load(model, 200_000);
  const twice = [{ name: 'look' }, { name: 'look' }];
  for (const app of ['window', 'program']) {
    expect((await say(model, { app, tools: twice, keepAliveMs: app === 'window' ? 0 : 3_600_000 })).error?.code).toBe('bad-request');
    expect(phase(model)).toBe('loaded');
    expect(subject.local.residence(model).unloadsInMs).toBeLessThanOrEqual(200_000);
  }
});
