import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LaunchWorker } from '../../electron/engines/local/launch.ts';
import { type FakeElectron, fakeElectron } from '../fakes/electron.ts';

let electron: FakeElectron;
let launch: LaunchWorker;

beforeEach(async () => {
  vi.resetModules();
  electron = fakeElectron();
  vi.doMock('electron', () => electron.module);
  launch = (await import('../../electron/windows/utility-worker.ts')).launchUtilityWorker;
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A worker, and the Electron process behind it. */
function started() {
  const worker = launch('/app/worker.js');
  const [child] = electron.workers;
  if (child === undefined) throw new Error('nothing was forked');
  const exited = vi.fn();
  worker.onExit(exited);
  return { worker, child, exited };
}

test('runs the entry with one native thread for decoding', () => {
  const { child } = started();
  expect(child.entry).toBe('/app/worker.js');
  expect(child.options.env).toMatchObject({ PATH: process.env.PATH, UV_THREADPOOL_SIZE: '1' });
});

test('sends and receives messages until the end', () => {
  const { worker, child } = started();
  const received = vi.fn();
  worker.onMessage(received);
  child.emit('message', { type: 'text', pieces: [] });
  worker.send({ type: 'cancel', id: 1 });
  child.emit('exit', 0);
  worker.send({ type: 'cancel', id: 2 });
  expect(received).toHaveBeenCalledExactlyOnceWith({ type: 'text', pieces: [] });
  expect(child.sent).toEqual([{ type: 'cancel', id: 1 }]);
});

test('what the worker prints goes to standard error', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { child } = started();
  child.stdout.write('out');
  child.stderr.write('err');
  await vi.waitFor(() => expect(written.mock.calls.join()).toMatch(/out.*err/s));
});

test.each([
  [0, { code: 0, signal: null }],
  [1, { code: 1, signal: null }],
  [6, { code: null, signal: 'SIGABRT' }],
  [134, { code: null, signal: 'SIGABRT' }],
  [9, { code: null, signal: 'SIGKILL' }],
  [139, { code: null, signal: 'SIGSEGV' }],
])('status %i is the end %o', (status, exit) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  const { child, exited } = started();
  child.emit('exit', status);
  expect(exited).toHaveBeenCalledExactlyOnceWith(exit);
});

test('on Windows a status is a code, however large', () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  const { child, exited } = started();
  child.emit('exit', 0xc0000005);
  expect(exited).toHaveBeenCalledExactlyOnceWith({ code: 0xc0000005, signal: null });
});

test('an end is told to whoever asks later, too', () => {
  const { worker, child } = started();
  child.emit('exit', 1);
  const late = vi.fn();
  worker.onExit(late);
  expect(late).toHaveBeenCalledExactlyOnceWith({ code: 1, signal: null });
});

test('a worker that was told to end ended by that signal', () => {
  const { worker, child, exited } = started();
  worker.kill('SIGTERM');
  expect(child.kills).toBe(1);
  child.emit('exit', 0);
  expect(exited).toHaveBeenCalledExactlyOnceWith({ code: null, signal: 'SIGTERM' });
  worker.kill('SIGKILL');
  expect(child.kills).toBe(1);
});

test.skipIf(process.platform === 'win32')('SIGKILL reaches the process itself, also when asked for before it exists', async () => {
  for (const moment of ['after', 'before']) {
    electron.workers.length = 0;
    const real = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const ended = once(real, 'exit');
    const { worker, child } = started();
    if (moment === 'before') worker.kill('SIGKILL');
    child.pid = real.pid;
    child.emit('spawn');
    if (moment === 'after') worker.kill('SIGKILL');
    expect(worker.pid).toBe(real.pid);
    expect(await ended).toEqual([null, 'SIGKILL']);
    // Gone, and Electron has not said so yet.
    worker.kill('SIGKILL');
  }
});

describe('trying a build of llama.cpp before it is loaded', () => {
  const TRIAL = join('/app', 'node_modules', 'node-llama-cpp', 'dist', 'bindings', 'utils', 'testBindingBinary.js');

  test('is done by the main process, for a worker that can start nothing', () => {
    const { worker, child } = started();
    const received = vi.fn();
    worker.onMessage(received);
    child.emit('message', { type: 'fork', fork: 1, entry: TRIAL });
    const trial = electron.workers[1];
    expect(trial?.entry).toBe(TRIAL);
    expect(trial?.options.env).toMatchObject({ TEST_BINDING_CP: 'true' });
    trial?.emit('message', { type: 'ready' });
    child.emit('message', { type: 'fork-hear', fork: 1, message: { type: 'start' } });
    expect(trial?.sent).toEqual([{ type: 'start' }]);
    trial?.emit('exit', 0);
    expect(child.sent).toEqual([
      { type: 'fork-said', fork: 1, message: { type: 'ready' } },
      { type: 'fork-ended', fork: 1, code: 0 },
    ]);
    expect(received).not.toHaveBeenCalled();
  });

  test('starts no other program, and not many at once', () => {
    const { child } = started();
    for (const entry of ['/tmp/evil.js', `${TRIAL}/../evil.js`, 'testBindingBinary.js'])
      child.emit('message', { type: 'fork', fork: 1, entry });
    expect(electron.workers).toHaveLength(1);
    expect(child.sent).toEqual(Array(3).fill({ type: 'fork-ended', fork: 1, code: 1 }));
    for (let fork = 2; fork < 10; fork += 1) child.emit('message', { type: 'fork', fork, entry: TRIAL });
    expect(electron.workers).toHaveLength(5);
  });

  test('ends when it is told to, and with its worker', () => {
    const { child } = started();
    for (const fork of [1, 2]) child.emit('message', { type: 'fork', fork, entry: TRIAL });
    child.emit('message', { type: 'fork-end', fork: 1 });
    expect(electron.workers.map(({ kills }) => kills)).toEqual([0, 1, 0]);
    child.emit('exit', 0);
    expect(electron.workers[2]?.kills).toBe(1);
    electron.workers[2]?.emit('exit', 15);
    expect(child.sent).toEqual([]);
  });
});
