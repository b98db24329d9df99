import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../electron/ledger/database.ts';
import { openProviderKeys } from '../../../electron/platform/provider-keys.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import type { Engine } from '../../../shared/routing/ports.ts';
import { permitFor } from '../../egress/servers.ts';
import { doorForTests } from '../../fakes/door.ts';
import { finish, request, start } from '../../fakes/ports.ts';
import { providersIn } from '../../fakes/providers.ts';
import { OLLAMA, serve, VLLM } from './servers.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-fleet-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const provider = (id: string, extra: Partial<Provider> = {}): Provider => ({
  id,
  name: id,
  kind: 'openai-compatible',
  dialect: 'openai',
  baseUrl: `https://${id}.example/v1`,
  zone: 'cloud',
  models: [{ id: 'm' }],
  ...extra,
});
const answering: Engine = {
  async *chat() {
    yield start;
    yield finish;
  },
};

describe('the fleet of providers', () => {
  test('has every model at every provider, with what deciding needs to know, until its provider goes', () => {
    const { providers, fleet } = providersIn(database);
    const ground = { promise: 'no-training', source: 'a contract', date: '2026-01-01' } as const;
    const price = { input: 1, output: 2, source: 'x', date: '2026-01-01' };
    providers.store.add(
      provider('a', {
        zone: 'trusted',
        ground,
        region: 'EU',
        price,
        models: [{ id: 'x/y:70b', contextWindow: 10, quality: 0.5, abilities: ['chat'] }],
      }),
    );
    providers.store.add(provider('b', { disabled: true }));
    expect(fleet.targets()).toEqual([
      {
        id: 'a/x/y:70b',
        name: 'x/y:70b (a)',
        zone: 'trusted',
        ground,
        region: 'EU',
        contextWindow: 10,
        abilities: ['chat'],
        provider: 'a',
        speaks: 'openai',
        parameters: 70e9,
        quality: 0.5,
        price,
        loaded: true,
        inFlight: 0,
      },
    ]);
    expect(fleet.placeOf('a/x/y:70b')).toEqual({ name: 'x/y:70b (a)', zone: 'trusted', origins: ['https://a.example'] });
    const engine = fleet.engine('a/x/y:70b');
    expect(fleet.engine('a/x/y:70b')).toBe(engine);
    providers.store.change(provider('a', { zone: 'trusted', models: [{ id: 'x/y:70b' }] }));
    // Without a ground it is the cloud, for the door too.
    expect(fleet.placeOf('a/x/y:70b')?.zone).toBe('cloud');
    const stale = { ...ground, date: '2025-01-01' };
    providers.store.change(provider('a', { zone: 'trusted', ground: stale, models: [{ id: 'x/y:70b' }] }));
    expect(fleet.placeOf('a/x/y:70b')?.zone).toBe('cloud');
    providers.store.remove('a');
    expect([fleet.targets(), fleet.has('a/x/y:70b'), fleet.placeOf('a/x/y:70b')]).toEqual([[], false, undefined]);
    expect(() => fleet.engine('a/x/y:70b')).toThrow('is gone');
  });

  test('says what keeps a provider from answering: a key that it needs, a language that is not spoken', async () => {
    const keys = await openProviderKeys(join(folder, 'secrets'), Date.now, {});
    const { providers, fleet } = providersIn(database, { keys, dialects: { openai: () => answering } });
    providers.store.add(provider('a', { kind: 'openai', baseUrl: 'https://api.openai.com/v1' }));
    providers.store.add(provider('b', { dialect: 'bedrock' }));
    expect(fleet.targets().map(({ fault }) => fault)).toEqual([
      'a needs a key. Add one with: lintel providers key add a',
      'Lintel cannot speak to b yet.',
    ]);
    providers.store.change(provider('b', { kind: 'anthropic', baseUrl: 'http://127.0.0.1:9/v1' }));
    expect(fleet.targets()[1]?.fault).toBeUndefined();
    await keys.add('a', 'sk-0123456789');
    expect(fleet.targets()[0]?.fault).toBeUndefined();
  });

  test('makes a pool of one model at several servers of a kind, or of those that the user puts together', () => {
    const { providers, fleet } = providersIn(database);
    const near = { zone: 'lan', kind: 'vllm' } as const;
    providers.store.add(provider('a', { ...near, baseUrl: 'http://192.168.1.2:8000/v1', models: [{ id: 'm' }, { id: 'alone' }] }));
    providers.store.add(provider('b', { ...near, baseUrl: 'http://192.168.1.3:8000/v1' }));
    providers.store.add(provider('c', { ...near, kind: 'ollama', baseUrl: 'http://192.168.1.4:11434/v1' }));
    providers.store.add(provider('d'));
    providers.store.add(provider('e'));
    providers.store.add(provider('f', { pool: 'mine' }));
    providers.store.add(provider('g', { pool: 'mine' }));
    const pools = fleet.targets().map(({ id, pool }) => [id, pool]);
    expect(pools).toEqual([
      ['a/m', 'vllm/m'],
      ['a/alone', undefined],
      ['b/m', 'vllm/m'],
      ['c/m', undefined],
      ['d/m', undefined],
      ['e/m', undefined],
      ['f/m', 'mine/m'],
      ['g/m', 'mine/m'],
    ]);
  });
});

describe('the load of replicas', () => {
  const chat = async (engine: Engine, id: string) => {
    for await (const _ of engine.chat(permitFor(id, 'lan'), request('hello'), new AbortController().signal));
  };

  test('is read from what they publish while they are used, with their key, and not before', async () => {
    const one = await serve(VLLM, ({ headers }) => headers.authorization === 'Bearer sk-0123456789abc');
    const two = await serve(VLLM);
    const keys = await openProviderKeys(join(folder, 'secrets'), Date.now, {});
    const door = doorForTests();
    const { providers, fleet, loads } = providersIn(database, { door, keys, dialects: { openai: () => answering } });
    const models = [{ id: 'm' }];
    providers.store.add(provider('one', { zone: 'lan', kind: 'vllm', baseUrl: `${one.origin}/v1`, models }));
    providers.store.add(provider('two', { zone: 'lan', kind: 'vllm', baseUrl: `${two.origin}/v1`, models }));
    await keys.add('one', 'sk-0123456789abc');
    expect(fleet.targets().map(({ inFlight }) => inFlight)).toEqual([0, 0]);
    expect([one.asked, two.asked]).toEqual([[], []]);
    await chat(fleet.engine('one/m'), 'one/m');
    await expect.poll(() => fleet.targets().map(({ inFlight }) => inFlight)).toEqual([5, 0]);
    one.live['/metrics'] = 'vllm:num_requests_running 1\nvllm:num_requests_waiting 0\n';
    await expect.poll(() => fleet.targets()[0]?.inFlight, { timeout: 8_000 }).toBe(1);
    expect(two.asked).toEqual([]);
    expect(new Set(one.asked)).toEqual(new Set(['GET /metrics']));
    // One stay, one row of the egress log.
    expect(door.rows.map(({ departure }) => [departure.kind, departure.zone])).toEqual([['server-load', 'lan']]);
    expect(JSON.stringify(door.rows)).not.toContain('sk-0123456789abc');
    loads.close();
    door.close();
  });

  test('says of Ollama which models are in its memory; of servers that are gone nothing stays known', async () => {
    const one = await serve({ ...OLLAMA, '/api/ps': { models: [{ name: 'other' }] } });
    const { providers, fleet, loads } = providersIn(database, { dialects: { openai: () => answering } });
    const models = [{ id: 'llama3.1:8b' }];
    for (const [id, baseUrl] of [
      ['one', `${one.origin}/v1`],
      ['two', 'http://127.0.0.1:9/v1'],
    ] as const)
      providers.store.add(provider(id, { zone: 'lan', kind: 'ollama', baseUrl, models }));
    await chat(fleet.engine('one/llama3.1:8b'), 'one/llama3.1:8b');
    await chat(fleet.engine('two/llama3.1:8b'), 'two/llama3.1:8b');
    await expect.poll(() => fleet.targets().map(({ loaded }) => loaded)).toEqual([false, true]);
    await one.close();
    await expect.poll(() => fleet.targets().map(({ loaded }) => loaded), { timeout: 15_000 }).toEqual([true, true]);
    loads.close();
  });
});
