import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProviderCalls } from '../../electron/api/providers.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { openProviderKeys, type ProviderKeys } from '../../electron/platform/provider-keys.ts';
import { providerInput, providerPatch } from '../../shared/api/providers.ts';
import { LLAMA_SERVER, serve } from '../engines/remote/servers.ts';
import { doorForTests } from '../fakes/door.ts';
import { providersIn } from '../fakes/providers.ts';

const KEY = 'sk-canary-0123456789abcd';
const ENVIRONMENT = { OPENAI_API_KEY: 'sk-environment-0123456wxyz', GROQ_API_KEY: ' ' };

let folder: string;
let database: Database;
let keys: ProviderKeys;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-provider-calls-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  keys = await openProviderKeys(join(folder, 'secrets'), Date.now, ENVIRONMENT);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function calls() {
  const door = doorForTests();
  const { providers, fleet } = providersIn(database, { door, keys, environment: ENVIRONMENT });
  const made = createProviderCalls(providers);
  return {
    door,
    fleet,
    ...made,
    add: (input: object) => made.addProvider({ body: providerInput.parse(input), id: '' }),
    change: (id: string, patch: object) => made.changeProvider({ id, body: providerPatch.parse(patch) }),
    with: (id: string) => ({ id, body: {} }),
  };
}
const list = { data: [{ id: 'a', context_length: 1000 }, { id: 'b' }] };
const COMPATIBLE = { name: 'My Cloud', kind: 'openai-compatible', zone: 'cloud' };

describe('adding a provider', () => {
  test('asks once for its models, with its key, and never shows more of that than its end', async () => {
    const server = await serve({ '/v1/models': list }, ({ headers }) => headers.authorization === `Bearer ${KEY}`);
    const { add, providers, door } = calls();
    const added = await add({ ...COMPATIBLE, baseUrl: `${server.origin}/v1/`, key: KEY });
    expect(added).toMatchObject({
      id: 'my-cloud',
      baseUrl: `${server.origin}/v1`,
      check: { ok: true, models: 2, sentence: 'My Cloud answers and lists 2 models.' },
      offered: [{ id: 'a', contextWindow: 1000 }, { id: 'b' }],
      keys: [{ lastFour: 'abcd' }],
    });
    expect(server.asked).toEqual(['GET /v1/models']);
    expect(JSON.stringify([added, await providers({ id: '', body: undefined }), door.rows])).not.toContain('sk-canary');
  });

  test('keeps it where it does not answer, wants another key or lists nothing, and says so', async () => {
    const locked = await serve({ '/v1/models': list }, () => false);
    const bare = await serve({});
    const page = await serve({ '/v1/models': '<html>' });
    const moved = await serve({ '/v1/models': 302 });
    const { add, providers } = calls();
    const sentence = async (name: string, rest: object) => {
      const added = await add({ ...COMPATIBLE, name, ...rest });
      return 'check' in added ? added.check?.sentence : undefined;
    };
    expect(await sentence('a', { baseUrl: `${locked.origin}/v1` })).toContain(
      'wants a key (401). Add one with: lintel providers key add a',
    );
    expect(await sentence('b', { baseUrl: `${locked.origin}/v1`, key: KEY })).toContain('does not accept the key (401)');
    expect(await sentence('c', { baseUrl: `${bare.origin}/v1` })).toContain('lists no models there (404)');
    expect(await sentence('d', { baseUrl: `${page.origin}/v1` })).toContain('not with a list of models');
    expect(await sentence('e', { baseUrl: `${moved.origin}/v1` })).toContain('wants to be asked elsewhere (302)');
    expect(await sentence('f', { baseUrl: 'http://127.0.0.1:9/v1' })).toMatch(/./);
    expect(await sentence('g', { baseUrl: 'http://127.0.0.1:9/v1', models: [{ id: 'm' }] })).toBeUndefined();
    expect(await providers({ id: '', body: undefined })).toHaveLength(7);
  });

  test('knows from the kind what nobody said: address, language, zone, key; and reads more of llama-server', async () => {
    const server = await serve(LLAMA_SERVER);
    const { add } = calls();
    expect(await add({ name: 'O', kind: 'openai', models: [{ id: 'gpt-4o' }] })).toMatchObject({
      baseUrl: 'https://api.openai.com/v1',
      dialect: 'openai',
      zone: 'cloud',
      notice: 'O needs a key. Add one with: lintel providers key add o',
      offered: [{ contextWindow: 128_000, price: { input: 2.5e9, output: 10e9 } }],
    });
    expect(await add({ name: 'Box', kind: 'llama-server', baseUrl: server.origin })).toMatchObject({
      baseUrl: `${server.origin}/v1`,
      zone: 'device',
      offered: [{ id: 'qwen3-4b', contextWindow: 8192, abilities: expect.arrayContaining(['images']) }],
    });
    expect(await add({ name: 'Far box', kind: 'vllm', baseUrl: 'http://192.168.7.7:8000', models: [{ id: 'm' }] })).toMatchObject({
      zone: 'lan',
    });
    await expect(add({ name: 'Az', kind: 'azure' })).rejects.toThrow('with your resource in it');
    await expect(add({ name: '你好', kind: 'openai' })).rejects.toThrow('needs a letter');
  });

  test('gives it no key that was left of another of its name', async () => {
    const { add } = calls();
    await keys.add('my-cloud', KEY);
    expect((await add({ ...COMPATIBLE, baseUrl: 'http://127.0.0.1:9/v1', models: [{ id: 'm' }] })).keys).toEqual([]);
    await expect(add({ ...COMPATIBLE, name: 'Other', baseUrl: 'http://127.0.0.1:9/v1', key: 'a\nb' })).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(readdirSync(join(folder, 'secrets'))).toEqual([]);
  });
});

describe('changing a provider', () => {
  test('keeps its keys at its address, and takes them from whoever is at another', async () => {
    const { add, change, fleet } = calls();
    await add({ ...COMPATIBLE, baseUrl: 'http://127.0.0.1:9/v1', key: KEY, models: [{ id: 'm' }] });
    expect((await change('my-cloud', { baseUrl: 'http://127.0.0.1:9/v2', region: 'EU' })).keys).toHaveLength(1);
    expect(fleet.targets()[0]).toMatchObject({ region: 'EU' });
    const moved = await change('my-cloud', { baseUrl: 'http://127.0.0.1:10/v1', region: null });
    expect(moved.keys).toEqual([]);
    expect('region' in moved).toBe(false);
    expect(readdirSync(join(folder, 'secrets'))).toEqual([]);
    const variable = { keyVariable: 'OPENAI_API_KEY' };
    expect((await change('my-cloud', variable)).keys).toMatchObject([{ variable: 'OPENAI_API_KEY', lastFour: 'wxyz' }]);
    // A variable's key is meant for who was there, too, unless it is named again.
    expect((await change('my-cloud', { baseUrl: 'http://127.0.0.1:11/v1' })).keys).toEqual([]);
    expect((await change('my-cloud', { baseUrl: 'http://127.0.0.1:12/v1', ...variable })).keys).toHaveLength(1);
  });

  test('refuses an address that nothing could be sent to, and a zone that it is not in', async () => {
    const { add, change } = calls();
    await add({ ...COMPATIBLE, baseUrl: 'http://192.168.1.1/v1', models: [{ id: 'm' }] });
    await expect(change('my-cloud', { zone: 'device' })).rejects.toThrow('not this computer');
    await expect(change('my-cloud', { baseUrl: 'http://api.example.com/v1' })).rejects.toThrow('https only');
    expect(await change('my-cloud', { zone: 'trusted' })).toMatchObject({ notice: expect.stringContaining('counts as the cloud') });
    await expect(add({ ...COMPATIBLE, name: 'Near', zone: 'lan', baseUrl: 'http://203.0.114.7:8000/v1' })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('not an address of your local network'),
    });
    await expect(change('my-cloud', { zone: 'lan', baseUrl: 'https://[2a00:1450::1]/v1' })).rejects.toThrow('not an address of your local');
    for (const host of ['192.168.1.9', '127.0.0.1', '[fd12::1]', '[::1]', 'gpu-box.local'])
      expect(await change('my-cloud', { zone: 'lan', baseUrl: `http://${host}:8000/v1` })).toMatchObject({ zone: 'lan' });
    await expect(change('no', {})).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('a list is fetched on request, at most once a day unless asked, and not where models were chosen', async () => {
  const server = await serve({ '/v1/models': list });
  const { add, providerModels, change } = calls();
  const models = (refresh: boolean) => providerModels({ id: 'my-cloud', body: { refresh } });
  await add({ ...COMPATIBLE, baseUrl: `${server.origin}/v1` });
  expect((await models(false)).check).toBeUndefined();
  server.live['/v1/models'] = { data: [{ id: 'c' }] };
  expect((await models(true)).provider.offered.map(({ id }) => id)).toEqual(['c']);
  await change('my-cloud', { models: [{ id: 'a' }] });
  database.handle.exec(`UPDATE providers SET listed = json_set(listed, '$.at', 0)`);
  const again = calls();
  expect((await again.providerModels({ id: 'my-cloud', body: { refresh: false } })).listed.map(({ id }) => id)).toEqual(['c']);
  await again.change('my-cloud', { models: [] });
  expect((await again.providerModels({ id: 'my-cloud', body: { refresh: false } })).check?.ok).toBe(true);
  expect(server.asked).toHaveLength(3);
});

test('keys of the environment are offered by their end, and no longer once they are used', async () => {
  const { add, importableKeys } = calls();
  expect(await importableKeys({ id: '', body: undefined })).toEqual([
    { variable: 'OPENAI_API_KEY', kind: 'openai', name: 'OpenAI', lastFour: 'wxyz' },
  ]);
  await add({ name: 'O', kind: 'openai', keyVariable: 'OPENAI_API_KEY', models: [{ id: 'gpt-4o' }] });
  expect(await importableKeys({ id: '', body: undefined })).toEqual([]);
});
