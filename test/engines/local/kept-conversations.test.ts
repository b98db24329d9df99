import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

const LONG = 'The river runs behind the old house near the north bridge. '.repeat(100);
const KEPT = /^[0-9a-f]{64}\.(kv|json)$/;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-kept-'));
  path = join(folder, 'model.gguf');
  await writeFile(path, makeModel(PRESETS.long));
});
afterEach(() => rm(folder, { recursive: true }));

const cacheRoot = () => join(folder, 'cache');
async function files(): Promise<string[]> {
  const all = await readdir(cacheRoot(), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** One chat on a worker of its own. @param isKept waits until the worker has written what it keeps */
async function chatOnce(settings: ModelSettings, isKept = false) {
  const subject = createSubject(path, { cacheRoot: cacheRoot(), settings });
  try {
    const request = requestOf(LONG, { sampling: { temperature: 0 }, maxOutputTokens: 16 });
    const answer = await ask(subject.engine, subject.targetId, request);
    for (let waited = 0; isKept && (await files()).length < 2; waited += 100) {
      if (waited > 15_000) throw new Error('Nothing was kept.');
      await sleep(100);
    }
    return answer;
  } finally {
    await subject.dispose();
  }
}

test('a long conversation goes on after a reload without being evaluated again, with the same answer', async () => {
  const first = await chatOnce({ keepCache: true }, true);
  expect(first.finish?.usage.cachedInputTokens).toBe(0);
  for (const file of await files()) {
    expect(file).toMatch(new RegExp(`[/\\\\]${KEPT.source.slice(1)}`));
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
  const again = await chatOnce({ keepCache: true });
  const { inputTokens = 0 } = again.finish?.usage ?? {};
  expect(inputTokens).toBeGreaterThan(1024);
  expect(again.finish?.usage.cachedInputTokens).toBe(inputTokens - 1);
  expect(again.text).toBe(first.text);
});

test('a file that was damaged is not read but deleted, and the chat is answered all the same', async () => {
  const first = await chatOnce({ keepCache: true }, true);
  const [state = ''] = (await files()).filter((file) => file.endsWith('.kv'));
  const bytes = await readFile(state);
  bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 4096);
  await writeFile(state, bytes);
  const again = await chatOnce({ keepCache: true });
  expect(again.finish?.usage.cachedInputTokens).toBe(0);
  expect(again.text).toBe(first.text);
  expect(await files()).not.toContain(state);
});

test('nothing is read that another kind of context wrote', async () => {
  await chatOnce({ keepCache: true }, true);
  const other = await chatOnce({ keepCache: true, contextWindow: 16_384 });
  expect(other.error).toBeUndefined();
  expect(other.finish?.usage.cachedInputTokens).toBe(0);
});

test('without the setting nothing is kept, and what was kept is deleted', async () => {
  await chatOnce({ keepCache: true }, true);
  expect((await files()).length).toBe(2);
  await chatOnce({});
  expect(await files()).toEqual([]);
});

test('what is kept can be forgotten, whether the model is in memory or not, and what is in memory then is not kept later', async () => {
  await chatOnce({ keepCache: true }, true);
  const subject = createSubject(path, { cacheRoot: cacheRoot(), settings: { keepCache: true } });
  try {
    await subject.local.forgetKept();
    expect(await files()).toEqual([]);
    const long = (text: string) => requestOf(text, { sampling: { temperature: 0 }, maxOutputTokens: 16 });
    await ask(subject.engine, subject.targetId, long(LONG));
    await expect.poll(async () => (await files()).length, { timeout: 15_000 }).toBe(2);
    const answering = ask(subject.engine, subject.targetId, long(`Another one. ${LONG}`));
    await expect.poll(() => subject.said.filter(({ type }) => type === 'start').length).toBe(2);
    await subject.local.forgetKept();
    await expect.poll(files).toEqual([]);
    await answering;
    // Longer than a worker rests before it keeps something.
    await sleep(3000);
    expect(await files()).toEqual([]);
  } finally {
    await subject.dispose();
  }
});

test('what is kept of a model that is not listed any more goes, and of no other', async () => {
  await chatOnce({ keepCache: true }, true);
  const other = join(cacheRoot(), 'f'.repeat(32));
  await mkdir(other);
  await writeFile(join(other, 'state.kv'), 'of a model that went');
  const subject = createSubject(path, { cacheRoot: cacheRoot() });
  await subject.local.keepOnly([subject.model]);
  expect((await files()).length).toBe(2);
  await subject.local.keepOnly([{ ...subject.model, version: 'another content' }]);
  expect(await files()).toEqual([]);
  // Where nothing was ever kept, there is nothing to do.
  await createSubject(path, { cacheRoot: join(folder, 'nowhere') }).local.keepOnly([]);
  await subject.dispose();
});
