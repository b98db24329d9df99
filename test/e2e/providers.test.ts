import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../shared/api/contract.ts';
import type { EgressEntry } from '../../shared/privacy/egress.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import { openStubCloud, type StubCloud } from '../stub-cloud/cloud.ts';
import { type LintelProcess, lintel, newDataFolder, startLintel } from './lintel-process.ts';

const KEY = ['sk', 'canary', '0123456789abcdefWXYZ'].join('-');
const SECOND_KEY = ['sk', 'canary', 'second', '0123456789QRST'].join('-');
/** With the switch on from outside nothing may be sent, so nothing of this can be. */
const stays = process.env.LINTEL_STAY_ON_DEVICE === '1';

const dataFolder = newDataFolder();
let cloud: StubCloud;
let started: LintelProcess;
let appKey: string;
const said: string[] = [];

beforeAll(async () => {
  cloud = await openStubCloud();
  started = await startLintel({ dataFolder });
  appKey = await started.createKey();
});
afterAll(async () => {
  await started.stop({ keepData: true });
  await cloud.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** `lintel …` beside the running Lintel, with what it wrote kept for the search for keys. */
async function cli(argv: readonly string[], options: { input?: string; environment?: Record<string, string> } = {}) {
  const result = await lintel([...argv, '--data-dir', dataFolder], options);
  said.push(result.stdout, result.stderr);
  return result;
}
const json = async <Value>(...argv: string[]) => JSON.parse((await cli([...argv, '--json'])).stdout) as Value;
const add = (...argv: string[]) =>
  cli(
    ['providers', 'add', '--name', 'Stub', '--kind', 'openai-compatible', '--base-url', `${cloud.address}/v1`, '--zone', 'cloud', ...argv],
    {
      environment: { STUB_KEY: KEY },
    },
  );
const ask = (content: string, body: object = {}) =>
  fetch(`${started.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${appKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'auto', max_tokens: 16, messages: [{ role: 'user', content }], ...body }),
  });
const targetOf = async (answer: Response) => {
  const { model } = (await answer.json()) as { model: string };
  return model;
};
const prompts = () => cloud.visits.filter(({ method }) => method === 'POST');

/** Prompts go where they are answered best, which is the cloud. */
const outward = async () => {
  await cli(['policy', 'apply', '-'], { input: JSON.stringify({ objective: 'best-answer' }) });
};

describe.skipIf(stays)('a cloud that is added beside a running Lintel', () => {
  test('answers at once, with its key, and its price is in the plan', async () => {
    const added = await add('--key-env', 'STUB_KEY', '--models', 'echo,openai.text', '--price-in', '2.5', '--price-out', '10');
    expect(added).toMatchObject({ code: 0, stdout: 'Added Stub (stub) in zone cloud, with 2 models.\n' });
    // Models that are named cost no look.
    expect(cloud.visits).toEqual([]);
    const answer = await ask('one two three', { model: 'stub/echo' });
    expect(answer.status).toBe(200);
    expect(await targetOf(answer)).toBe('stub/echo');
    expect(prompts()).toHaveLength(1);
    expect(prompts()[0]).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } });
    const plan = await json<Plan>('route', 'Explain why the sky is blue.');
    const stub = plan.permitted.find(({ targetId }) => targetId === 'stub/echo');
    expect(stub?.zone).toBe('cloud');
    const { costNanoDollars = 0, outputTokens = 0 } = stub?.expected ?? {};
    // $10 a million tokens of answer, and some cents for the prompt.
    expect(costNanoDollars).toBeGreaterThanOrEqual(outputTokens * 10_000);
    expect(costNanoDollars).toBeLessThan(outputTokens * 10_000 + 1e6);
    const models = (await (await fetch(`${started.address}/v1/models`, { headers: { authorization: `Bearer ${appKey}` } })).json()) as {
      data: { id: string }[];
    };
    expect(models.data.map(({ id }) => id)).toEqual(expect.arrayContaining(['stub/echo', 'stub/openai.text']));
  });

  test('takes prompts of “auto” where the objective prefers it, and the log says what left', async () => {
    await outward();
    expect(await targetOf(await ask('Prove that there are infinitely many primes.'))).toMatch(/^stub\//);
    const [sent] = await json<EgressEntry[]>('ledger', 'sent');
    expect(sent).toMatchObject({ kind: 'prompt', zone: 'cloud', host: new URL(cloud.address).host, ending: { outcome: 'sent' } });
  });

  test('gets nothing that a tag keeps home, by name or by “auto”', async () => {
    const before = prompts().length;
    const home = await ask('secretplans of ours', { metadata: { lintel: { tags: ['private'] } } });
    expect(await targetOf(home)).not.toMatch(/^stub\//);
    const refused = await ask('secretplans of ours', { model: 'stub/echo', metadata: { lintel: { tags: ['private'] } } });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(prompts()).toHaveLength(before);
  });

  test('gets what was found only masked, and its answer is put right', async () => {
    const answer = await ask('Write to anna.weber@example.org please', { model: 'stub/echo' });
    expect(answer.status).toBe(200);
    const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
    expect(choices[0]?.message.content).toContain('anna.weber@example.org');
    const { body } = prompts().at(-1) ?? { body: '' };
    expect(body).toContain('[EMAIL_1]');
    expect(body).not.toContain('anna.weber');
  });

  test('gets nothing while Lintel stays on this device, though its address is here', async () => {
    await cli(['policy', 'stay', 'on']);
    const before = cloud.visits.length;
    expect(await targetOf(await ask('Prove that there are infinitely many primes.'))).not.toMatch(/^stub\//);
    expect((await ask('one', { model: 'stub/echo' })).status).toBeGreaterThanOrEqual(400);
    expect((await cli(['providers', 'test', 'stub'])).code).toBe(1);
    expect(cloud.visits).toHaveLength(before);
    await cli(['policy', 'stay', 'off']);
  });

  test('goes on with its second key where the first is refused', async () => {
    const second = await cli(['providers', 'key', 'add', 'stub'], { input: `${SECOND_KEY}\n` });
    expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^The key …QRST is kept as stub\./) });
    cloud.keys.set(KEY, 401);
    expect((await ask('one two', { model: 'stub/echo' })).status).toBe(200);
    expect(prompts().at(-1)?.headers.authorization).toBe(`Bearer ${SECOND_KEY}`);
    const tested = await json<Reply<'testProvider'>>('providers', 'test', 'stub');
    expect(tested.checks.map(({ ok, key }) => [ok, key?.lastFour])).toEqual([
      [false, 'WXYZ'],
      [true, 'QRST'],
    ]);
    cloud.keys.clear();
    const keys = await json<{ id: string; lastFour: string }[]>('providers', 'key', 'list', 'stub');
    expect(keys.map(({ lastFour }) => lastFour)).toEqual(['WXYZ', 'QRST']);
    const several = await cli(['providers', 'key', 'remove', 'Stub']);
    expect([several.code, several.stderr]).toEqual([2, expect.stringContaining(`Stub has several keys. There are: ${keys[0]?.id}, `)]);
    expect((await cli(['providers', 'key', 'remove', keys[1]?.id ?? ''])).code).toBe(0);
  });

  test('goes by its id or its name, in any case, and what there is not is said with what there is', async () => {
    for (const argv of [
      ['test', 'STUB'],
      ['models', 'Stub'],
      ['key', 'list', 'sTuB'],
      ['set', 'Stub', '--on'],
      ['model', 'STUB', 'echo'],
    ])
      expect([argv, (await cli(['providers', ...argv])).code]).toEqual([argv, 0]);
    for (const name of ['My Cloud', '../x/y', '..', ''])
      for (const argv of [['remove'], ['test'], ['set'], ['key', 'list']]) {
        const { code, stderr } = await cli(['providers', ...argv, name]);
        expect([argv, name, code, stderr]).toEqual([argv, name, 1, `There is no provider “${name}”. There are: stub (Stub)\n`]);
      }
    expect((await cli(['providers', 'key', 'remove', 'a/b'])).stderr).toContain('There is no key “a/b”. There are: stub.');
  }, 60_000);

  test('survives a restart, and its key is nowhere but in the secret store and in what goes to it', async () => {
    await started.stop({ keepData: true });
    said.push(started.errors());
    started = await startLintel({ dataFolder });
    expect((await ask('one two', { model: 'stub/echo' })).status).toBe(200);
    expect(prompts().at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    const token = (JSON.parse(readFileSync(join(dataFolder, 'instance.json'), 'utf8')) as { token: string }).token;
    for (const path of ['/providers', '/state', '/provider-variables', '/egress', '/settings'])
      said.push(await (await fetch(`${started.address}/ui${path}`, { headers: { authorization: `Bearer ${token}` } })).text());
    said.push((await cli(['ledger', 'export', '--csv'])).stdout, (await cli(['providers', 'list'])).stdout, started.errors());
    expect(said.join('\n')).not.toContain('sk-canary');
    expect(said.join('\n')).toContain('WXYZ');
    const holders = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dataFolder, name))
      .filter((path) => statSync(path).isFile() && readFileSync(path, 'latin1').includes('sk-canary'));
    expect(holders.map((path) => path.slice(dataFolder.length + 1).split(/[\\/]/)[0])).toEqual(['secrets']);
    if (process.platform !== 'win32') expect(holders.map((path) => statSync(path).mode & 0o777)).toEqual([0o600]);
  });

  test('is gone at once when it is removed, with its key', async () => {
    expect(await cli(['providers', 'remove', 'stub'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Removed Stub') });
    const before = cloud.visits.length;
    expect((await ask('one', { model: 'stub/echo' })).status).toBe(404);
    expect(await targetOf(await ask('Prove that there are infinitely many primes.'))).not.toMatch(/^stub\//);
    expect(cloud.visits).toHaveLength(before);
    expect(await json('providers', 'list')).toEqual([]);
    expect(readdirSync(join(dataFolder, 'secrets'))).toEqual([]);
    expect((await cli(['providers', 'remove', 'stub'])).code).toBe(1);
  });
});

test.skipIf(stays)(
  'a provider without named models is asked for its list, and a key that the server’s environment holds is not kept',
  async () => {
    cloud.models = ['echo', 'text-embedding-stub', 'whisper-stub'];
    const added = await add('--key-env', 'NOT_SET_HERE');
    expect(added.stderr).toContain('NOT_SET_HERE is not set here, so it is read where Lintel runs.');
    expect(added.stderr).toContain('lists 3 models');
    const [provider] = await json<Reply<'providers'>>('providers', 'list');
    expect(provider).toMatchObject({ keyVariable: 'NOT_SET_HERE', keys: [], notice: expect.stringContaining('NOT_SET_HERE is not set') });
    expect(provider?.offered.map(({ id, contextWindow, abilities }) => [id, contextWindow, abilities[0]])).toEqual([
      ['echo', 8192, 'chat'],
      ['text-embedding-stub', 8192, 'embeddings'],
    ]);
    const changed = await cli(['providers', 'set', 'stub', '--models', 'echo', '--price-in', '1', '--price-out', '2']);
    expect(changed.stdout).toContain('with 1 model');
    expect((await cli(['providers', 'models', 'stub'])).stdout).toMatch(/stub\/echo\s+8192\s+\$1\.00 \/ \$2\.00/);
    const corrected = await cli([
      'providers',
      'model',
      'stub',
      'echo',
      '--context',
      '5000',
      '--abilities',
      'chat,tools',
      '--quality',
      '0.4',
    ]);
    expect(corrected.stdout).toMatch(/contextWindow\s+5000/);
    expect((await cli(['providers', 'model', 'stub', 'echo', '--context', 'many'])).code).toBe(2);
    expect((await cli(['providers', 'model', 'stub', 'echo', '--forget', '--json'])).stdout).toContain('"contextWindow":8192');
    expect((await cli(['providers', 'set', 'stub', '--off'])).stderr).toContain('switched off');
    expect((await ask('one', { model: 'stub/echo' })).status).toBe(404);
    await cli(['providers', 'remove', 'stub']);
  },
);

test.skipIf(stays)('keys that were deleted with the old address are said to be, with how to add them', async () => {
  await add('--key-env', 'STUB_KEY', '--models', 'echo');
  const same = await cli(['providers', 'set', 'Stub', '--base-url', `${cloud.address}/v2`]);
  expect(same.stderr).not.toContain('deleted');
  const moved = await cli(['providers', 'set', 'Stub', '--base-url', 'http://127.0.0.1:9/v1']);
  expect(moved.code).toBe(0);
  expect(moved.stderr).toContain(
    'Stub has another address now, so its key was deleted. Add one for there with: lintel providers key add stub < file',
  );
  expect(await json('providers', 'key', 'list', 'stub')).toEqual([]);
  expect((await cli(['providers', 'remove', 'STUB'])).code).toBe(0);
});

test.skipIf(stays)('what cannot be a provider is refused with what to do', async () => {
  const wrong = async (...argv: string[]) => {
    const { code, stderr } = await cli(['providers', 'add', '--name', 'Wrong', '--kind', 'openai-compatible', ...argv]);
    return `${code} ${stderr}`;
  };
  expect(await wrong()).toContain('2 Give its base address with --base-url.');
  expect(await wrong('--base-url', 'http://api.example.com/v1', '--zone', 'cloud')).toContain('over https only');
  expect(await wrong('--base-url', 'https://me:pw@api.example.com/v1')).toContain('must not hold a name or password');
  expect(await wrong('--base-url', 'https://nas.local/v1', '--zone', 'cloud')).toContain('not on the public internet');
  expect(await wrong('--base-url', 'http://192.168.1.9/v1', '--zone', 'device')).toContain('not this computer');
  expect(await wrong('--base-url', 'http://8.8.8.8/v1', '--zone', 'lan')).toMatch(
    /^2 .*8\.8\.8\.8 is not an address of your local network/,
  );
  expect(await wrong('--base-url', 'https://api.example.com/v1', '--price-in', '2')).toContain('both --price-in and --price-out');
  expect(await wrong('--kind', 'nosuch')).toContain('There is no kind of provider “nosuch”');
  expect(await json('providers', 'list')).toEqual([]);
});

test.skipIf(stays)('servers are found where the user says, and are added as what they are', async () => {
  cloud.models = ['echo'];
  const port = new URL(cloud.address).port;
  const [found] = await json<Reply<'findServers'>>('providers', 'discover', '127.0.0.1', '--ports', port);
  expect(found).toMatchObject({ kind: 'ollama', baseUrl: `${cloud.address}/v1`, models: ['echo'] });
  const added = await cli(['providers', 'add', '--name', 'Box', '--kind', 'ollama', '--base-url', cloud.address]);
  expect(added.stdout).toBe('Added Box (box) in zone device, with 1 model.\n');
  // What is private may go to a server on this computer.
  const answer = await ask('secretplans of ours', { model: 'box/echo', metadata: { lintel: { tags: ['private'] } } });
  expect(answer.status).toBe(200);
  await cli(['providers', 'remove', 'box']);
});

test.skipIf(stays).each([
  ['anthropic', '/v1', 'x-api-key', 'canary-key-anthropic'],
  ['google', '/v1beta', 'x-goog-api-key', 'canary-key-google'],
  ['vertex', '/v1/projects/p/locations/europe-west4', 'x-goog-api-key', 'canary-key-vertex'],
  ['mistral', '/v1', 'authorization', 'Bearer canary-key-mistral'],
  ['cohere', '/v2', 'authorization', 'Bearer canary-key-cohere'],
  ['bedrock', '', 'authorization', 'Bearer canary-key-bedrock'],
  ['azure', '/openai/v1', 'api-key', 'canary-key-azure'],
  ['perplexity', '', 'authorization', 'Bearer canary-key-perplexity'],
])('a provider of kind %s is spoken to in its own way, with its key where it wants it', async (kind, path, header, sent) => {
  const key = sent.replace('Bearer ', '');
  await cli(
    [
      'providers',
      'add',
      '--name',
      kind,
      '--kind',
      kind,
      '--base-url',
      `${cloud.address}${path}`,
      '--zone',
      'cloud',
      '--models',
      'echo',
      '--key-env',
      'ITS_KEY',
    ],
    {
      environment: { ITS_KEY: key },
    },
  );
  const answer = await ask('one two three', { model: `${kind}/echo` });
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as { choices: { message: { content: string } }[] }).choices[0]?.message.content).toContain('two');
  expect(prompts().at(-1)?.headers[header]).toBe(sent);
  expect(said.join('\n')).not.toContain(key);
  await cli(['providers', 'remove', kind]);
});

test.skipIf(stays)('two servers of one model are one pool: when one goes, the other answers', async () => {
  const second = await openStubCloud();
  for (const [name, address] of [
    ['Box 1', cloud.address],
    ['Box 2', second.address],
  ] as const)
    await cli(['providers', 'add', '--name', name, '--kind', 'vllm', '--base-url', address, '--zone', 'lan', '--models', 'echo']);
  const plan = await json<Plan>('route', 'Prove that there are infinitely many primes.');
  expect(
    plan.permitted
      .filter(({ pool }) => pool === 'vllm/echo')
      .map(({ targetId }) => targetId)
      .sort(),
  ).toEqual(['box-1/echo', 'box-2/echo']);
  const answered = new Set<string>();
  for (let turn = 0; turn < 12; turn++) answered.add(await targetOf(await ask('Prove that there are infinitely many primes.')));
  expect([...answered].sort()).toEqual(['box-1/echo', 'box-2/echo']);
  // While they are used, they are asked how busy they are, and nothing else.
  await expect.poll(() => second.visits.filter(({ method }) => method === 'GET').map(({ path }) => path)).toContain('/metrics');
  expect(new Set(second.visits.filter(({ method }) => method === 'GET').map(({ path }) => path))).toEqual(new Set(['/metrics']));
  await second.close();
  for (let turn = 0; turn < 4; turn++) expect(await targetOf(await ask('Prove that there are infinitely many primes.'))).toBe('box-1/echo');
  for (const id of ['box-1', 'box-2']) await cli(['providers', 'remove', id]);
});
