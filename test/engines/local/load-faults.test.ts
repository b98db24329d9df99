import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLocalFleet } from '../../../electron/engines/local/fleet.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { BOXED_MODEL, createSubject, type LocalSubject } from './subject.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-faults-'));
});
afterAll(() => rm(folder, { recursive: true }));

let subject: LocalSubject;
afterEach(() => subject.dispose());

const hello = () => requestOf('Hello.', { maxOutputTokens: 2 });

/** A fleet of one model file, read from disk as the library does. */
async function fleetOf(path: string, local = subject.local) {
  const file = async () => {
    const { size, mtimeMs } = await stat(path);
    return { id: 'boxed', name: 'Boxed', path, bytes: size, modifiedAt: mtimeMs, parameters: 1, contextLength: 2048 };
  };
  let models = [await file()];
  return {
    fleet: createLocalFleet({ models: () => models }, local),
    async rescan() {
      models = [await file()];
    },
  };
}

test('a file that cannot be loaded is a fault of its target until it changes', async () => {
  const path = join(folder, 'broken.gguf');
  await writeFile(path, 'not a model at all');
  subject = createSubject(path);
  const { fleet, rescan } = await fleetOf(path);
  expect(fleet.targets()[0]?.fault).toBeUndefined();
  expect((await ask(fleet.engine('boxed'), 'boxed', hello())).error?.code).toBe('model-load-failed');
  expect(fleet.targets()[0]?.fault).toMatch(
    /^It could not be loaded: .+\. Lintel tries again in a minute, or as soon as its file has changed\.$/,
  );
  await copyFile(BOXED_MODEL, path);
  await rescan();
  expect(fleet.targets()[0]?.fault).toBeUndefined();
  expect((await ask(fleet.engine('boxed'), 'boxed', hello())).finish).toBeDefined();
  expect(fleet.targets()[0]).toMatchObject({ loaded: true });
});

test('after a minute one request tries again, and the others do not wait for it', async () => {
  const path = join(folder, 'again.gguf');
  await writeFile(path, 'not a model at all');
  let now = 0;
  subject = createSubject(path, { clock: { elapsed: () => now } });
  const { fleet } = await fleetOf(path);
  const fault = () => fleet.targets()[0]?.fault;
  await ask(fleet.engine('boxed'), 'boxed', hello());
  now = 59_999;
  expect(fault()).toBeDefined();
  now = 60_000;
  expect(fault()).toBeUndefined();
  const again = ask(fleet.engine('boxed'), 'boxed', hello());
  expect(fault()).toBeDefined();
  await copyFile(BOXED_MODEL, path);
  // Whether the worker read the old file or the new, a success is the end of the fault.
  if ((await again).error !== undefined) await ask(fleet.engine('boxed'), 'boxed', hello());
  expect(fault()).toBeUndefined();
});

test('one crash during a load is bad luck, two in a row are a fault, and an answer between them starts anew', async () => {
  subject = createSubject();
  const { fleet } = await fleetOf(BOXED_MODEL);
  const crash = async () => {
    const before = subject.pids.length;
    const asked = ask(fleet.engine('boxed'), 'boxed', hello());
    await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(before + 1);
    process.kill(subject.pids.at(-1) ?? Number.NaN, 'SIGKILL');
    expect((await asked).error?.code).toBe('model-load-failed');
    return fleet.targets()[0]?.fault;
  };
  expect(await crash()).toBeUndefined();
  expect((await ask(fleet.engine('boxed'), 'boxed', hello())).finish).toBeDefined();
  process.kill(subject.pids.at(-1) ?? Number.NaN, 'SIGKILL');
  await expect.poll(() => subject.local.state('boxed').loaded).toBe(false);
  expect(await crash()).toBeUndefined();
  expect(await crash()).toMatch(/^It failed 2 times in a row before it answered: its process was ended by SIGKILL\. /);
});

test('a load that was cancelled says nothing about the model', async () => {
  subject = createSubject();
  for (let round = 0; round < 3; round++) {
    const controller = new AbortController();
    const asked = ask(subject.engine, subject.targetId, hello(), controller.signal);
    await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(round + 1);
    controller.abort();
    expect((await asked).finish?.reason).toBe('cancelled');
  }
  expect(subject.local.fault(subject.model)).toBeUndefined();
});
