import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { type Manners, type ServedFile, startHub } from './hub-server.ts';
import { createSubject } from './subject.ts';

const model = Buffer.from(makeModel(PRESETS.starter));
const REF = 'hf:river/models:Q4_0';
const NAME = 'river-Q4_0.gguf';

describe('downloads', () => {
  let folder: string;
  const open: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-download-'));
  });
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function begin(manners: Manners = {}, extra: Parameters<typeof createSubject>[2] = {}) {
    const file: ServedFile = { bytes: model, etag: '"one"', ...manners };
    const files = new Map([[NAME, file]]);
    const hub = await startHub(files);
    const subject = createSubject(folder, hub.url, extra);
    open.push(hub, subject);
    return { ...subject, hub, file, files };
  }
  const finished = async () => (await readdir(folder)).filter((name) => name.endsWith('.gguf')).sort();
  const expectWhole = async (name = NAME) => expect(model.equals(await readFile(join(folder, name)))).toBe(true);

  test('come whole, in several ranges, and leave nothing behind', async () => {
    const { pull, hub, downloads } = await begin();
    let changes = 0;
    downloads.onChange(() => changes++);
    const view = await pull(REF);
    expect(view).toMatchObject({ state: 'done', bytes: model.length, totalBytes: model.length, files: [NAME] });
    await expectWhole();
    expect(await readdir(join(folder, '.downloads'))).toEqual([]);
    expect(new Set(hub.asked.map(({ range }) => range)).size).toBeGreaterThan(3);
  });

  test.each<[string, () => Manners]>([
    ['the server has no ranges', () => ({ ranges: false })],
    [
      'connections break at random bytes',
      () => ({ cutAfter: () => (Math.random() < 0.5 ? Math.floor(Math.random() * 65_536) : undefined) }),
    ],
    [
      'the server is busy at first',
      () => ({ refusals: [{ status: 503, retryAfter: '0' }, { status: 429, retryAfter: '1' }, { status: 500 }] }),
    ],
  ])('come whole though %s', async (_, manners) => {
    const { pull } = await begin(manners(), { patience: { tries: 25, firstWaitMs: 1, longestWaitMs: 1_500 } });
    expect(await pull(REF)).toMatchObject({ state: 'done' });
    await expectWhole();
  });

  test('wait as long as Retry-After says', async () => {
    const { pull } = await begin({ refusals: [{ status: 429, retryAfter: '1' }] });
    const before = performance.now();
    expect(await pull(REF)).toMatchObject({ state: 'done' });
    expect(performance.now() - before).toBeGreaterThan(990);
  });

  test.each<[string, Manners, string]>([
    ['a wrong checksum', { claimed: { sha256: 'ab'.repeat(32) } }, 'checksum differs'],
    ['a web page', { html: true }, 'leads to a web page'],
    ['packed bytes', { gzip: true }, 'in a way that Lintel did not ask for'],
    ['another size than announced', { claimed: { bytes: model.length + 5 } }, 'were announced'],
    ['a body cut short for ever', { ranges: false, cutAfter: () => 1000 }, 'failed'],
    ['a length too long', { ranges: false, lengthOff: 10 }, 'were announced'],
    ['a gone file', { refusals: [{ status: 404 }] }, `no ${NAME}`],
    ['a locked file', { refusals: [{ status: 403 }] }, 'accept terms'],
    ['a server that stays busy', { refusals: Array.from({ length: 50 }, () => ({ status: 503 })) }, 'busy or broken (503)'],
  ])('never give %s the final name', async (_, manners, sentence) => {
    const { pull, faults } = await begin(manners);
    expect(await pull(REF)).toMatchObject({ state: 'failed', error: expect.stringContaining(sentence) });
    expect(await finished()).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('refuse what is no GGUF, at an address without a checksum', async () => {
    const { pull, files, hub } = await begin();
    files.set('x.gguf', { bytes: Buffer.alloc(200_000, 7), etag: '"x"' });
    expect(await pull(`${hub.url}/x.gguf`)).toMatchObject({ state: 'failed', error: expect.stringContaining('not a GGUF model') });
    files.set('y.gguf', { bytes: model.subarray(0, 3000), etag: '"y"' });
    expect(await pull(`${hub.url}/y.gguf`)).toMatchObject({ state: 'failed' });
    expect(await finished()).toEqual([]);
  });

  test('pause, are listed after a restart, resume without fetching twice, and start over when the file changed', async () => {
    const { downloads, hub, file, ended } = await begin({ slowMs: 15 });
    const { id } = await downloads.start(REF);
    while ((downloads.list()[0]?.bytes ?? 0) < 300_000) await new Promise((resolve) => setTimeout(resolve, 5));
    const paused = await downloads.pause(id);
    expect(paused.state).toBe('paused');
    expect(paused.bytes).toBeGreaterThan(0);

    const next = createSubject(folder, hub.url);
    open.push(next);
    await next.downloads.restore();
    expect(next.downloads.list()).toEqual([expect.objectContaining({ id, state: 'paused', bytes: paused.bytes })]);
    const before = hub.asked.length;
    const changed = Buffer.concat([model.subarray(0, -4), Buffer.from([1, 2, 3, 4])]);
    Object.assign(file, { slowMs: undefined, bytes: changed, etag: '"two"' });
    next.downloads.resume(id);
    // The hub promised the first file's checksum: the second one is not it, and every piece of it was asked for.
    expect(await next.ended(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('checksum differs') });
    expect(new Set(hub.asked.slice(before).map(({ range }) => range)).size).toBeGreaterThanOrEqual(Math.ceil(model.length / 65_536));
    Object.assign(file, { bytes: model, etag: '"one"' });
    next.downloads.resume(id);
    expect(await next.ended(id)).toMatchObject({ state: 'done' });
    await expectWhole();
    await expect(ended(id)).resolves.toMatchObject({ state: 'paused' });
  });

  test('leave nothing when cancelled', async () => {
    const { downloads } = await begin({ slowMs: 15 });
    const { id } = await downloads.start(REF);
    while ((downloads.list()[0]?.bytes ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await downloads.cancel(id);
    expect(downloads.list()).toEqual([]);
    expect(await readdir(join(folder, '.downloads'))).toEqual([]);
    await expect(downloads.pause(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('never replace a file: the same is taken as it is, another gets a neighbour', async () => {
    const { pull, hub } = await begin();
    await writeFile(join(folder, NAME), 'precious');
    expect(await pull(REF)).toMatchObject({ state: 'done', files: ['river-Q4_0-2.gguf'] });
    expect(await readFile(join(folder, NAME), 'utf8')).toBe('precious');
    await expectWhole('river-Q4_0-2.gguf');
    await writeFile(join(folder, NAME), model);
    const before = hub.asked.length;
    expect(await pull(REF)).toMatchObject({ state: 'done', files: [NAME] });
    expect(hub.asked.slice(before).filter(({ path }) => path.includes('/resolve/'))).toEqual([]);
  });

  test('begin once when asked twice, also by another spelling', async () => {
    const { downloads, ended } = await begin({ slowMs: 5 });
    const [one, two] = await Promise.all([downloads.start(REF), downloads.start(REF)]);
    const three = await downloads.start(`hf:river/models/${NAME}`);
    expect([two?.id, three.id]).toEqual([one?.id, one?.id]);
    expect(await ended(one?.id ?? '')).toMatchObject({ state: 'done' });
    expect(await finished()).toEqual([NAME]);
  });

  test('bring the shards of a model as one', async () => {
    const { downloads, files, ended } = await begin();
    files.set('big-Q8_0-00001-of-00002.gguf', { bytes: model, etag: '"a"' });
    files.set('big-Q8_0-00002-of-00002.gguf', { bytes: model, etag: '"b"' });
    const view = await ended((await downloads.start('hf:river/models:Q8_0')).id);
    expect(view).toMatchObject({ state: 'done', totalBytes: 2 * model.length });
    expect(await finished()).toEqual(['big-Q8_0-00001-of-00002.gguf', 'big-Q8_0-00002-of-00002.gguf']);
  });

  test('say how much room is missing, before and while they run', async () => {
    // Room at the first two looks, none later, until the person makes some.
    let looks = 0;
    const free = [0, 2 ** 40, 2 ** 40];
    const { downloads, pull, ended } = await begin({}, { freeBytes: async () => free[looks++] ?? 0, parallel: () => 1 });
    const view = await pull(REF);
    expect(view).toMatchObject({ state: 'failed', bytes: 0, error: expect.stringMatching(/0\.3 GB more are needed/) });
    downloads.resume(view.id);
    const stopped = await ended(view.id);
    expect(stopped).toMatchObject({ state: 'failed', error: expect.stringContaining('more are needed') });
    expect(stopped.bytes).toBe(2 * 64 * 1024);
    free.push(...Array.from({ length: 10_000 }, () => 2 ** 40));
    downloads.resume(view.id);
    expect(await ended(view.id)).toMatchObject({ state: 'done' });
    await expectWhole();
  });
});
