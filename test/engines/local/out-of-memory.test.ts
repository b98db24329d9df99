import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { forkWorker } from '../../../electron/engines/local/fork.ts';
import type { LaunchWorker, WorkerExit } from '../../../electron/engines/local/launch.ts';
import { speaksOfMemory } from '../../../electron/engines/local/memory-words.ts';
import type { ChatEvent } from '../../../shared/chat/event.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, chat, fold, requestOf } from '../../conformance/chat.ts';
import { createFakeMemory } from './machine.ts';
import { BOXED_MODEL, createSubject, isAlive, type LocalSubject } from './subject.ts';

let subject: LocalSubject;
afterEach(() => subject.dispose());

const say = (text = 'Hello.') => ask(subject.engine, subject.targetId, requestOf(text, { maxOutputTokens: 3 }));

/** Address space that a process takes now, in bytes. */
const spaceOf = (pid: number) => Number(execFileSync('ps', ['-o', 'vsz=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;

/** A launcher whose workers get this much more address space than they take when they are told to load; undefined: no limit. */
function limited(room: (pid: number) => number | undefined): LaunchWorker {
  return (entry) => {
    const worker = forkWorker(entry);
    return {
      ...worker,
      send(message) {
        const { pid } = worker;
        if (message.type !== 'load' || pid === undefined) {
          worker.send(message);
          return;
        }
        // Once its own program is loaded: a worker that cannot even start is another matter.
        setTimeout(() => {
          const bytes = room(pid);
          if (bytes !== undefined) execFileSync('prlimit', ['--pid', String(pid), `--as=${spaceOf(pid) + bytes}`]);
          worker.send(message);
        }, 500);
      },
    };
  };
}

describe.runIf(process.platform === 'linux')('a worker that gets no more memory', () => {
  const mebibyte = 2 ** 20;
  let folder: string;
  let large: string;
  /** What llama.cpp and a small model take. */
  let small: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-memory-'));
    large = join(folder, 'large.gguf');
    // Small weights; 256 MiB of keys and values for a single conversation.
    await writeFile(large, makeModel({ ...PRESETS.long, layers: 32, width: 256, heads: 4, kvHeads: 4, feedForward: 256 }));
    let before = 0;
    const measured = createSubject(BOXED_MODEL, {
      launch: limited((pid) => {
        before = spaceOf(pid);
        return undefined;
      }),
    });
    await measured.local.load(measured.model);
    small = spaceOf(measured.pids[0] ?? Number.NaN) - before;
    await measured.dispose();
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('while it loads: the error says so, nothing is left behind, and the next load works', async () => {
    let bytes: number | undefined = small + 100 * mebibyte;
    subject = createSubject(large, { launch: limited(() => bytes) });
    const { error } = await say();
    expect(error).toMatchObject({ code: 'out-of-memory', retryable: true });
    expect(error?.message).toMatch(/^Memory did not suffice to load “Boxed”: .+\. Close other programs, or choose/);
    await expect.poll(() => subject.pids.map(isAlive)).toEqual([false]);
    expect(subject.local.state('boxed')).toEqual({ loaded: false, inFlight: 0 });
    bytes = undefined;
    expect((await say()).finish).toBeDefined();
  });
});

test('a worker that the kernel ended for want of memory is told apart from one that somebody killed', async () => {
  const kills = { outOfMemoryKills: 4 };
  const memory = createFakeMemory(8, 16);
  const counted = { ...memory, refresh: async () => ({ ...(await memory.refresh()), ...kills }), latest: () => last };
  let last = await counted.refresh();
  subject = createSubject(BOXED_MODEL, { memory: counted });
  for (const [more, code] of [
    [0, 'engine-crashed'],
    [1, 'out-of-memory'],
  ] as const) {
    last = await counted.refresh();
    const events: ChatEvent[] = [];
    for await (const event of chat(subject.engine, subject.targetId, requestOf('Tell me.', { sampling: { temperature: 0 } }))) {
      if (event.type === 'text' && !events.some(({ type }) => type === 'text')) {
        kills.outOfMemoryKills += more;
        process.kill(subject.pids.at(-1) ?? Number.NaN, 'SIGKILL');
      }
      events.push(event);
    }
    expect(fold(events).error).toMatchObject({ code, retryable: true });
  }
});

test('a process that cannot be started for want of memory says so', async () => {
  let exit: WorkerExit | undefined = { code: null, signal: null, lastWords: 'Error: spawn ENOMEM' };
  const launch: LaunchWorker = (entry) => {
    if (exit === undefined) return forkWorker(entry);
    const ended = exit;
    return {
      pid: undefined,
      send: () => undefined,
      onMessage: () => undefined,
      onExit: (listener) => void setImmediate(() => listener(ended)),
      kill: () => undefined,
    };
  };
  subject = createSubject(BOXED_MODEL, { launch });
  expect((await say()).error?.code).toBe('out-of-memory');
  exit = undefined;
  expect((await say()).finish).toBeDefined();
});

test('words of memory are known from others', () => {
  subject = createSubject();
  const words = [
    'ggml_aligned_malloc: insufficient memory (attempted to allocate 2048.00 MB)',
    'ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 2147483648',
    'llama_kv_cache: failed to allocate buffer for kv cache',
    'mmap failed: Cannot allocate memory',
    "terminate called after throwing an instance of 'std::bad_alloc'",
    'FATAL ERROR: CALL_AND_RETRY_LAST Allocation failed - JavaScript heap out of memory',
    'alloc_tensor_range: failed to allocate Vulkan0 buffer of size 1',
    'CUDA error: out of memory',
    'libllama.so: failed to map segment from shared object',
    'A context size of 8192 is too large for the available VRAM',
  ];
  for (const said of words) expect([said, speaksOfMemory(said)]).toEqual([said, true]);
  for (const said of ['GGML_ASSERT(n_tokens > 0) failed', 'invalid magic characters', 'tensor data is not within the file bounds'])
    expect(speaksOfMemory(said)).toBe(false);
});
