import { copyFile, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLocalFleet, type LocalFleet } from '../../../electron/engines/local/fleet.ts';
import { english } from '../../../shared/chat/english.ts';
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
    /^It could not be loaded: .+\. Lintel tries again in a minute, or as soon as its file or its settings have changed\.$/,
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

const QUARANTINED =
  /^Its engine stopped 2 times within ten minutes, the last time because its process was ended by SIGKILL\. It stays in quarantine until you release it \(the button beside it, or “lintel models release boxed”\), its file or its settings change, or Lintel starts anew\.$/;

/** Kills the worker in the middle of a load, or after it. */
async function crash(during: 'load' | 'rest', fleet: LocalFleet): Promise<string | undefined> {
  if (during === 'load') {
    const before = subject.pids.length;
    const asked = ask(fleet.engine('boxed'), 'boxed', hello());
    await expect.poll(() => subject.pids.length, { interval: 1 }).toBe(before + 1);
    process.kill(subject.pids.at(-1) ?? Number.NaN, 'SIGKILL');
    expect((await asked).error?.code).toBe('model-load-failed');
  } else {
    expect((await ask(fleet.engine('boxed'), 'boxed', hello())).finish).toBeDefined();
    process.kill(subject.pids.at(-1) ?? Number.NaN, 'SIGKILL');
    await expect.poll(() => subject.local.state('boxed').loaded).toBe(false);
  }
  return fleet.targets()[0]?.fault;
}

test('one crash is bad luck, a second within ten minutes is quarantine, loading or not; release lifts it', async () => {
  subject = createSubject();
  const { fleet } = await fleetOf(BOXED_MODEL);
  expect(await crash('load', fleet)).toBeUndefined();
  expect(await crash('rest', fleet)).toMatch(QUARANTINED);
  const refusal = fleet.refusal('boxed');
  expect(refusal && english(refusal)).toMatch(QUARANTINED);
  expect(fleet.refusal('gone')).toBeUndefined();
  expect(fleet.residences()[0]).toMatchObject({ phase: 'quarantined', reason: expect.stringMatching(QUARANTINED) });
  const refused = await ask(fleet.engine('boxed'), 'boxed', hello());
  expect(refused.error).toMatchObject({ code: 'model-faulty', retryable: false });
  await expect(fleet.load('boxed', undefined)).rejects.toMatchObject({ code: 'model-faulty' });
  expect(subject.pids).toHaveLength(2);
  fleet.release('boxed');
  expect(fleet.targets()[0]?.fault).toBeUndefined();
  expect((await ask(fleet.engine('boxed'), 'boxed', hello())).finish).toBeDefined();
});

test('a changed file lifts quarantine', async () => {
  const path = join(folder, 'changing.gguf');
  await copyFile(BOXED_MODEL, path);
  subject = createSubject(path);
  const { fleet, rescan } = await fleetOf(path);
  await crash('load', fleet);
  expect(await crash('load', fleet)).toMatch(QUARANTINED);
  await utimes(path, new Date(), new Date(Date.now() + 5000));
  await rescan();
  expect(fleet.targets()[0]?.fault).toBeUndefined();
});

test('crashes more than ten minutes apart are bad luck each', async () => {
  let now = 0;
  subject = createSubject(BOXED_MODEL, { clock: { elapsed: () => now } });
  const { fleet } = await fleetOf(BOXED_MODEL);
  await crash('load', fleet);
  now = 600_000;
  expect(await crash('load', fleet)).toBeUndefined();
  now += 599_999;
  expect(await crash('load', fleet)).toMatch(QUARANTINED);
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
