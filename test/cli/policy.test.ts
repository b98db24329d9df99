import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LintelProcess, lintel, newDataFolder, startLintel } from '../e2e/lintel-process.ts';

let started: LintelProcess;
beforeAll(async () => {
  started = await startLintel();
});
afterAll(() => started.stop());

const policy = (...argv: string[]) => started.cli('policy', ...argv);
const shown = async () => JSON.parse((await policy('show', '--json')).stdout);

test('a policy is shown and changed beside a running Lintel, which decides by it at once', async () => {
  expect((await policy('show')).stdout).toContain('Policy 1. Stay on this device: off.');
  await policy('tag', 'set', 'Client', '--ceiling', 'lan', '--masked', 'trusted', '--regions', 'EU, CH');
  await policy('finding', 'email', 'client');
  await policy('terms', 'add', 'Projects', '--tag', 'private', '--words', 'Bluebird, Falcon');
  const now = await shown();
  expect(now).toMatchObject({
    version: 4,
    tags: { client: { ceiling: 'lan', masked: 'trusted', regions: ['EU', 'CH'] } },
    findingTags: { email: 'client' },
    ownTerms: [{ name: 'Projects', tag: 'private', match: { kind: 'words', words: ['Bluebird', 'Falcon'] } }],
  });
  const plan = JSON.parse((await started.cli('route', 'Write to anna@example.org', '--json')).stdout);
  expect(plan).toMatchObject({ policyVersion: 4, ceiling: { zone: 'lan', masked: 'trusted', regions: ['EU', 'CH'] } });
  expect((await policy('terms', 'list')).stdout).toContain('Bluebird, Falcon');
  expect((await policy('terms', 'remove', now.ownTerms[0].id)).stdout).toContain('Policy 5.');
  await policy('finding', 'email', 'sensitive');
  expect((await policy('tag', 'remove', 'client')).stdout).toContain('Policy 7.');
});

test('a prompt is shown as it would leave, without being sent', async () => {
  const { stdout, stderr } = await started.cli('route', 'Write to anna@example.org', '--show');
  expect(stdout).toBe('user: Write to anna@example.org\n');
  expect(stderr).toContain('Stayed on this device');
  const shown = JSON.parse((await started.cli('route', 'Write to anna@example.org', '--show', '--json')).stdout);
  expect(shown.messages).toMatchObject([{ masked: 'Write to [EMAIL_1]', findings: [{ type: 'email' }] }]);
});

test('tags keep what is not named, and say so where a rule is missing', async () => {
  await policy('tag', 'set', 'client', '--ceiling', 'lan', '--masked', 'trusted', '--regions', 'EU');
  await policy('tag', 'set', 'client', '--ceiling', 'device');
  expect((await shown()).tags.client).toEqual({ ceiling: 'device', masked: 'trusted', regions: ['EU'] });
  await policy('tag', 'set', 'client', '--no-masked', '--no-regions');
  expect((await shown()).tags.client).toEqual({ ceiling: 'device' });
  expect((await policy('tag', 'set', 'another', '--masked', 'cloud')).stderr).toContain('needs a ceiling');
  expect(await policy('tag', 'remove', 'nosuch')).toMatchObject({ code: 1 });
  expect((await started.cli('keys', 'create', 'app', '--tags', 'client,nosuch')).stderr).toContain('No rule says what “nosuch” may reach');
  expect(await policy('apply', '/nosuch')).toMatchObject({ code: 1, stdout: '' });
  expect((await policy('apply', '/nosuch')).stderr).toBe('The file cannot be read (ENOENT): give the path of a file of YAML or JSON.\n');
  await policy('tag', 'remove', 'client');
});

test('the master switch goes on and off, and a file of changes is applied whole or not at all', async () => {
  expect((await policy('stay', 'on')).stdout).toContain('Stay on this device: on');
  expect((await policy('stay', 'off', '--json')).stdout).toContain('"stayOnDevice":false');
  const before = await shown();
  const applied = await lintel(['policy', 'apply', '--json', '--data-dir', started.dataFolder], {
    input: '{"masking":"off","minConfidence":7}',
  });
  expect(applied).toMatchObject({ code: 2, stderr: 'input:1:18: “minConfidence” must be at most 1.\n' });
  expect(await shown()).toEqual(before);
});

test('what cannot be is said in a sentence', async () => {
  expect(await policy('tag', 'remove', 'private')).toMatchObject({
    code: 2,
    stderr: '“tags.private” is built in and cannot be removed.\n',
  });
  expect((await policy('finding', 'feelings', 'private')).stderr).toContain('There is no finding “feelings”.');
  expect((await policy('terms', 'remove', 'nope')).code).toBe(1);
  expect((await policy('stay', 'maybe')).code).toBe(2);
  expect((await policy('terms', 'add', 'x', '--tag', 'private')).stderr).toBe('Give either --words or --pattern.\n');
});

test('without a running Lintel the policy is kept all the same, and a key’s tags bind what comes with it', async () => {
  const folder = newDataFolder();
  await lintel(['policy', 'stay', 'on', '--data-dir', folder]);
  expect((await lintel(['policy', 'show', '--data-dir', folder])).stdout).toContain('Policy 2. Stay on this device: on');
  const key = JSON.parse((await started.cli('keys', 'create', 'notes', '--tags', 'Private, work', '--json')).stdout);
  expect(key.tags).toEqual(['private', 'work']);
  const answer = await fetch(`${started.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'auto', max_tokens: 1, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  expect(answer.status).toBe(200);
  expect(decodeURIComponent(answer.headers.get('x-lintel-reason') ?? '')).toContain('tagged');
});
