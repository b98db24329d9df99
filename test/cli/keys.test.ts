import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { lintel, newDataFolder } from '../e2e/lintel-process.ts';

const dataFolder = newDataFolder();
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
const here = (...argv: string[]) => lintel(['keys', ...argv, '--data-dir', dataFolder]);

const ALL = [
  '--tags',
  'internal',
  '--ceiling',
  'lan',
  '--models',
  'tiny,big-*',
  '--rpm',
  '60',
  '--tpm',
  '100000',
  '--parallel',
  '4',
  '--priority',
  'background',
  '--expires',
  '30d',
  '--can-manage-models',
  '--icon',
  'bot',
];

describe('lintel keys', () => {
  it('makes a key with all that it allows, changes it, and revokes it by its name', { timeout: 60_000 }, async () => {
    const made = JSON.parse((await here('create', 'Robot', ...ALL, '--json')).stdout) as { key: string; id: string; expiresAt: number };
    expect(made).toMatchObject({
      ...{ name: 'Robot', icon: 'bot', tags: ['internal'], ceiling: 'lan', allowed: ['tiny', 'big-*'], requestsPerMinute: 60 },
      ...{ tokensPerMinute: 100_000, parallel: 4, priority: 'background', canManageModels: true, key: expect.stringMatching(/^lintel-/) },
    });
    expect(Math.abs(made.expiresAt - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
    const listed = (await here('list')).stdout;
    expect(listed).toMatch(/Robot .*internal .*lan .*tiny,big-\* .*60 requests\/min, 100000 tokens\/min, 4 at once, background/);
    expect(listed).not.toContain(made.key);
    const set = JSON.parse(
      (
        await here(
          'set',
          'robot',
          '--rpm',
          'none',
          '--ceiling',
          'device',
          '--expires',
          'never',
          '--no-can-manage-models',
          '--name',
          'Droid',
          '--json',
        )
      ).stdout,
    );
    expect(set).toMatchObject({ id: made.id, name: 'Droid', ceiling: 'device', canManageModels: false, parallel: 4 });
    expect(set).not.toHaveProperty('requestsPerMinute');
    expect(set).not.toHaveProperty('expiresAt');
    expect((await here('revoke', 'Droid')).stdout).toContain(`Revoked Droid (${made.id})`);
  });

  it.each([
    [['--rpm', 'many'], '--rpm must be a number'],
    [['--rpm', '0'], '--rpm must be at least 1'],
    [['--ceiling', 'moon'], '--ceiling must be one of “device”'],
    [['--priority', 'high'], '--priority must be one of'],
    [['--expires', 'yesterday'], '--expires is a date to come'],
    [['--expires', '2001-01-01'], '--expires is a date to come'],
    [['--models', 'a,,b'], 'A name in --models is empty'],
    [['--icon', 'skull'], '--icon must be one of'],
  ])('refuses %j with the flag’s name', { timeout: 30_000 }, async (flags, words) => {
    const { code, stderr } = await here('create', 'x', ...flags);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('lintel serve', () => {
  it.each([
    [['--host', '0.0.0.0'], 1, 'only with a key'],
    [['--host', 'home.example'], 2, '--host is an address'],
    [['--tls'], 2, 'give --host with it'],
    [['--host', '127.0.0.2', '--tls-cert', '/nowhere.pem'], 2, 'give both --tls-cert and --tls-key'],
  ])('lets nobody in with %j', { timeout: 60_000 }, async (flags, code, words) => {
    const empty = newDataFolder();
    const ended = await lintel(['serve', '--port', '0', ...flags, '--data-dir', empty]);
    rmSync(empty, { recursive: true, force: true });
    // A wish that cannot be granted ends it, so that nobody takes it for granted.
    expect([ended.code === 0, ended.stderr]).toEqual([false, expect.stringContaining(words)]);
    expect(code).toBeGreaterThan(0);
  });
});

describe('lintel port', () => {
  const port = (...argv: string[]) => lintel(['port', ...argv, '--data-dir', dataFolder]);

  it('sets who may use it, and says what that means', { timeout: 90_000 }, async () => {
    const set = await port(
      'set',
      '--origins',
      'app://obsidian.md,http://localhost:3000',
      '--keyless',
      'device',
      '--keyless-tags',
      'internal',
      '--host',
      '0.0.0.0',
    );
    expect(set.stdout).toContain('Pages of app://obsidian.md, http://localhost:3000 may use it with a key.');
    expect(set.stdout).toContain('no further than device, tagged internal.');
    expect(set.stdout).toContain('Once it is open, other computers are let in at 0.0.0.0.');
    const shown = JSON.parse((await port('set', '--origins', 'none', '--keyless', 'none', '--body-limit', '64', '--json')).stdout);
    expect(shown).toMatchObject({ network: [], isKeyless: false, settings: { host: '0.0.0.0', bodyLimitBytes: 64 * 2 ** 20 } });
    expect(shown.settings).not.toHaveProperty('allowedOrigins');
    for (const [flags, words] of [
      [['--origins', '*'], 'origin'],
      [['--keyless', 'moon'], '--keyless is one of'],
      [['--host', 'home.example'], 'host'],
    ] as const) {
      const refused = await port('set', ...flags);
      expect([refused.code, refused.stderr]).toEqual([expect.any(Number), expect.stringContaining(words)]);
      expect(refused.code).not.toBe(0);
    }
  });
});
