import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ollama } from 'ollama';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPortModels } from '../../../electron/api/port-models.ts';
import { createLocalFleet } from '../../../electron/engines/local/fleet.ts';
import type { App } from '../../../electron/gateway/app.ts';
import { openCatalog } from '../../../electron/models/catalog.ts';
import { createRemoval } from '../../../electron/models/removal.ts';
import { createClock } from '../../../electron/platform/clock.ts';
import type { CatalogEntry } from '../../../shared/models/catalog.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { BOXED_MODEL, createSubject } from '../../engines/local/subject.ts';
import { libraryOf } from '../../fakes/library.ts';
import { fakePorts, target } from '../../fakes/ports.ts';
import { type ServedFile, startHub } from '../../models/download/hub-server.ts';
import { createSubject as createDownloading } from '../../models/download/subject.ts';
import { KEY, openPort, type Port } from '../port-for.ts';

let folder: string;
let port: Port;
const closing: (() => Promise<unknown>)[] = [];

const EMBEDDER = makeModel(PRESETS.embedder);
const files = new Map<string, ServedFile>([['river-Q4_0.gguf', { bytes: EMBEDDER, etag: '"one"' }]]);

/** A suggested model, whose file the hub of these tests has. */
const SUGGESTED = { ...(await openCatalog('resources/catalog.json')())[0], id: 'river-1b', repo: 'river/models' } as CatalogEntry;
Object.assign(SUGGESTED, { quantisations: [{ name: 'Q4_0', bytes: 1 }] });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-port-models-'));
  writeFileSync(join(folder, 'starter.gguf'), readFileSync(BOXED_MODEL));
});
afterEach(async () => {
  await port.close();
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** The port before a real library, a real engine and real downloads from a hub on this computer. */
async function open(app: Partial<App> = {}) {
  const library = libraryOf(folder);
  await library.rescan();
  const here = createSubject(join(folder, 'starter.gguf'));
  const fleet = createLocalFleet(library, here.local);
  const hub = await startHub(files);
  const { downloads, close } = createDownloading(folder, hub.url, { onInstalled: () => library.rescan() });
  const removal = createRemoval({ library, isLoaded: (id) => here.local.state(id).loaded, unload: fleet.unload });
  const forgotten: string[] = [];
  const models = createPortModels({
    ...{ library, fleet, downloads, removal },
    settings: (id) => (id === 'starter' ? { contextWindow: 512, sampling: { temperature: 0.3 } } : undefined),
    forgetSettings: (id) => void forgotten.push(id),
    catalog: async () => [SUGGESTED],
  });
  closing.push(
    () => library.close(),
    () => here.dispose(),
    () => hub.close(),
    close,
  );
  const ports = { ...fakePorts([]), clock: createClock() };
  const far = target('shop/far', { zone: 'cloud', abilities: ['chat', 'images'], contextWindow: 9000 });
  port = await openPort({ ...ports, fleet: { targets: () => [...fleet.targets(), far], engine: fleet.engine } }, { app, models });
  const client = new Ollama({ host: port.address, headers: { authorization: `Bearer ${KEY}` } });
  return { client, library, fleet, downloads, hub, forgotten };
}

describe('what Ollama’s client sees of the models', () => {
  it('lists those here and elsewhere, with what Ollama tells of them', async () => {
    const { client } = await open();
    const { models } = await client.list();
    expect(models.map(({ name }) => name)).toEqual([
      ...['auto:latest', 'auto:private', 'auto:fast', 'auto:cheap', 'auto:best'],
      ...['starter:latest', 'shop/far:latest'],
    ]);
    const starter = models.find(({ name }) => name === 'starter:latest');
    expect(starter).toMatchObject({ model: 'starter:latest', details: { format: 'gguf', family: expect.any(String) } });
    expect(starter?.size).toBe(readFileSync(BOXED_MODEL).length);
    expect(starter?.digest).toMatch(/^[\da-f]{64}$/);
    expect(new Date(starter?.modified_at ?? '').getTime()).toBeGreaterThan(0);
    expect(starter?.details.parameter_size).toMatch(/^[\d.]+[MB]$/);
  });

  it('shows one: abilities, window and what the user set', async () => {
    const { client } = await open();
    const shown = await client.show({ model: 'starter:latest' });
    expect(shown.capabilities).toEqual(expect.arrayContaining(['completion', 'tools']));
    const info = shown.model_info as unknown as Record<string, unknown>;
    const architecture = String(info['general.architecture']);
    expect(Number(info[`${architecture}.context_length`])).toBeGreaterThan(0);
    expect(shown.parameters).toMatch(/temperature +0\.3/);
    expect((await client.show({ model: 'shop/far' })).capabilities).toEqual(['completion', 'vision']);
    await expect(client.show({ model: 'nobody' })).rejects.toMatchObject({ status_code: 404 });
  });

  it('loads one without a prompt, tells that it is in memory, and until when', async () => {
    const { client } = await open();
    expect((await client.ps()).models).toEqual([]);
    const loaded = await client.generate({ model: 'starter', prompt: '', keep_alive: '20m' });
    expect(loaded).toMatchObject({ model: 'starter', response: '', done: true, done_reason: 'load' });
    const { models } = await client.ps();
    expect(models.map(({ name }) => name)).toEqual(['starter:latest']);
    expect(models[0]?.size).toBeGreaterThan(0);
    const leftMs = new Date(models[0]?.expires_at ?? 0).getTime() - Date.now();
    expect(leftMs).toBeGreaterThan(15 * 60_000);
    expect(leftMs).toBeLessThan(25 * 60_000);
    // Whoever else uses it is not left without it.
    expect(await client.chat({ model: 'starter', messages: [], keep_alive: 0 })).toMatchObject({ done_reason: 'unload' });
    expect((await client.ps()).models).toHaveLength(1);
  });

  it('a key that may manage models takes one out of memory', async () => {
    const { client } = await open({ canManageModels: true });
    await client.chat({ model: 'starter', messages: [] });
    await client.chat({ model: 'starter', messages: [], keep_alive: 0 });
    expect((await client.ps()).models).toEqual([]);
    await expect(client.chat({ model: 'nobody', messages: [] })).rejects.toMatchObject({ status_code: 404 });
  });

  it('tells the version of the API that is spoken', async () => {
    const { client } = await open();
    expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('keeps to the models of the key', async () => {
    const { client } = await open({ allowed: ['shop/*'] });
    expect((await client.list()).models.map(({ name }) => name).filter((name) => !name.startsWith('auto'))).toEqual(['shop/far:latest']);
    await expect(client.show({ model: 'starter' })).rejects.toMatchObject({ status_code: 404 });
    await expect(client.chat({ model: 'starter', messages: [] })).rejects.toMatchObject({ status_code: 403 });
  });
});

describe('fetching and deleting models', () => {
  it('takes a key that may', async () => {
    const { client, hub } = await open();
    await expect(client.pull({ model: 'hf.co/river/models:Q4_0' })).rejects.toMatchObject({
      status_code: 403,
      message: expect.stringContaining('may not fetch or delete models'),
    });
    await expect(client.delete({ model: 'starter' })).rejects.toMatchObject({ status_code: 403 });
    expect(hub.asked).toEqual([]);
    expect((await client.list()).models.map(({ name }) => name)).toContain('starter:latest');
  });

  it('fetches one into the library, saying how far it is, and the model is there', async () => {
    const { client } = await open({ canManageModels: true });
    const lines = await Array.fromAsync(await client.pull({ model: 'hf.co/river/models:Q4_0', stream: true }));
    expect(lines[0]).toEqual({ status: 'pulling manifest' });
    expect(lines.at(-1)).toEqual({ status: 'success' });
    const progress = lines.filter(({ total }) => total !== undefined);
    expect(progress.length).toBeGreaterThan(0);
    for (const line of progress) {
      expect(line.total).toBe(EMBEDDER.length);
      expect(line.completed).toBeLessThanOrEqual(line.total);
    }
    const shown = await client.show({ model: 'river-q4_0' });
    expect(shown.capabilities).toEqual(['embedding']);
    // What is there is not fetched again.
    expect(await client.pull({ model: 'river-q4_0' })).toEqual({ status: 'success' });
  });

  it.each(['river-1b', 'river:1b', 'river-1b:q4_0', 'hf:river/models:Q4_0'])('knows %s as a model that Lintel suggests', async (name) => {
    const { client, downloads } = await open({ canManageModels: true });
    expect(await client.pull({ model: name })).toEqual({ status: 'success' });
    expect(downloads.list()[0]?.ref).toBe('hf:river/models:Q4_0');
  });

  it('says what it cannot fetch, with a status before anything was streamed', async () => {
    const { client } = await open({ canManageModels: true });
    await expect(client.pull({ model: 'llama9:7b' })).rejects.toMatchObject({
      status_code: 404,
      message: expect.stringContaining('hf.co/owner/repo'),
    });
    await expect(client.pull({ model: 'hf.co/river/models:Q9_Z' })).rejects.toThrow();
  });

  it('pauses a download whose caller leaves, which goes on when it is asked for again', async () => {
    files.set('slow-Q8_0.gguf', { bytes: EMBEDDER, etag: '"slow"', slowMs: 30 });
    const { client, downloads } = await open({ canManageModels: true });
    const stream = await client.pull({ model: 'hf.co/river/models:Q8_0', stream: true });
    for await (const line of stream) if (line.total !== undefined) break;
    stream.abort();
    await expect.poll(() => downloads.list()[0]?.state).toBe('paused');
    files.set('slow-Q8_0.gguf', { bytes: EMBEDDER, etag: '"slow"' });
    expect(await client.pull({ model: 'hf.co/river/models:Q8_0' })).toEqual({ status: 'success' });
    expect(downloads.list()).toHaveLength(1);
    files.delete('slow-Q8_0.gguf');
  });

  it('deletes one with what was set for it', async () => {
    const { client, forgotten } = await open({ canManageModels: true });
    await client.delete({ model: 'starter:latest' });
    expect((await client.list()).models.map(({ name }) => name)).not.toContain('starter:latest');
    expect(forgotten).toEqual(['starter']);
    await expect(client.delete({ model: 'starter' })).rejects.toMatchObject({ status_code: 404 });
  });

  it.each(['/api/create', '/api/copy', '/api/push', '/api/blobs/sha256:0'])('%s is refused with a sentence', async (path) => {
    await open({ canManageModels: true });
    const response = await port.post(path, {});
    expect(response.status).toBe(400);
    expect((await response.json()).error).toContain('is not done here');
  });
});
