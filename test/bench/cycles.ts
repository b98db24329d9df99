import { readdir } from 'node:fs/promises';
import { createLoadSampler } from '../../electron/platform/load.ts';
import { createMemorySampler } from '../../electron/platform/memory.ts';
import { ask, requestOf } from '../conformance/chat.ts';
import { createSubject, isAlive } from '../engines/local/subject.ts';

/** What this process holds. */
export interface Holding {
  readonly cycle: number;
  readonly rssMib: number;
  readonly heapMib: number;
  /** Open files; 0 where the system does not list them. */
  readonly files: number;
  /** Timers, pipes and processes that libuv knows. */
  readonly handles: number;
}

/**
 * Loads a model, asks it, and unloads it, again and again in one engine; what this process holds after every so many.
 * Throws when a cycle fails, or leaves a process behind.
 */
export async function* cycle(count: number, sampleEvery: number): AsyncGenerator<Holding> {
  const subject = createSubject(undefined, { memory: createMemorySampler(), load: createLoadSampler() });
  try {
    for (let index = 1; index <= count; index++) {
      const { finish, error } = await ask(subject.engine, subject.targetId, requestOf('Hello.', { maxOutputTokens: 4 }));
      if (finish === undefined) throw new Error(`cycle ${index}: ${error?.message}`);
      await subject.local.unload(subject.targetId);
      const pid = subject.pids.pop();
      if (pid === undefined || isAlive(pid)) throw new Error(`cycle ${index}: the worker is still there`);
      // What the test itself keeps would look like a leak.
      subject.said.length = 0;
      if (index % sampleEvery === 0 || index === 1) yield await holding(index);
    }
  } finally {
    await subject.dispose();
  }
}

async function holding(index: number): Promise<Holding> {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const files = await readdir('/proc/self/fd').catch(() => []);
  return {
    cycle: index,
    rssMib: rss / 2 ** 20,
    heapMib: heapUsed / 2 ** 20,
    files: files.length,
    handles: process.getActiveResourcesInfo().length,
  };
}
