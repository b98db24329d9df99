import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createModelCalls } from '../../electron/api/model-calls.ts';
import { createModelSource } from '../../electron/api/model-source.ts';
import { openSecret } from '../../electron/platform/secrets.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { doorForTests } from '../fakes/door.ts';
import { startHub } from '../models/download/hub-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-model-calls-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a gated model: searched, refused without a token, fetched with one that is never shown', async () => {
  const model = Buffer.from(makeModel(PRESETS.starter));
  const hub = await startHub(new Map([['river-Q4_0.gguf', { bytes: model, etag: '"one"' }]]), true);
  const hubToken = await openSecret(join(folder, 'hub-token'), undefined);
  let installed = 0;
  const source = createModelSource({
    settings: () => ({ downloads: { hubEndpoint: `${hub.url}/`, parallel: 2 } }),
    modelsFolder: folder,
    hubToken,
    door: doorForTests(),
    onInstalled: async () => {
      installed++;
    },
    log: { warn: () => {}, error: () => {} },
  });
  try {
    const calls = createModelCalls(source, hubToken);
    const nothing = { body: undefined, id: '' };
    await expect(calls.startDownload({ body: { ref: 'hf:river/models' }, id: '' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('accept them there, then add your Hugging Face token'),
    });
    expect(calls.hubToken(nothing)).toEqual({ hasToken: false });
    await expect(calls.setHubToken({ body: { token: 'two words' }, id: '' })).rejects.toMatchObject({ code: 'bad-request' });
    expect(await calls.setHubToken({ body: { token: 'hf_good' }, id: '' })).toEqual({ hasToken: true });
    expect((await stat(join(folder, 'hub-token'))).mode & 0o777).toBe(0o600);

    expect(await calls.searchHub({ body: { q: 'river' }, id: '' })).toEqual([
      { repo: 'river/models', downloads: 12, likes: 3, gated: false },
    ]);
    expect(await calls.hubFiles({ body: { repo: 'river/models' }, id: '' })).toMatchObject({
      gated: false,
      files: [{ path: 'river-Q4_0.gguf', bytes: model.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    await expect(calls.hubFiles({ body: { repo: '../../x' }, id: '' })).rejects.toMatchObject({ code: 'bad-request' });
    const { id } = await calls.startDownload({ body: { ref: 'hf:river/models' }, id: '' });
    const now = async () => (await calls.downloads(nothing)).find((one) => one.id === id);
    await expect.poll(async () => (await now())?.state, { timeout: 10_000 }).toBe('done');
    expect(model.equals(await readFile(join(folder, 'river-Q4_0.gguf')))).toBe(true);
    expect(installed).toBe(1);
    expect(JSON.stringify([await now(), calls.hubToken(nothing)])).not.toContain('hf_good');
    expect(await calls.cancelDownload({ body: undefined, id })).toEqual({ cancelled: true });
    expect((await stat(join(folder, 'river-Q4_0.gguf'))).size).toBe(model.length);
    expect(await calls.removeHubToken(nothing)).toEqual({ hasToken: false });
    await expect(stat(join(folder, 'hub-token'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await openSecret(join(folder, 'hub-token'), ' hf_env ')).read()).toBe('hf_env');
  } finally {
    await source.close();
    await hub.close();
  }
});
