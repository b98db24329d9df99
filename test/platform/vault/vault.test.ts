import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProviderKeys } from '../../../electron/platform/provider-keys.ts';
import { openSecret } from '../../../electron/platform/secrets.ts';
import type { Keyring, KeyringHere } from '../../../electron/platform/vault/keyring.ts';
import { openVault } from '../../../electron/platform/vault/vault.ts';
import { english } from '../../../shared/chat/english.ts';

const PASSPHRASE = 'a lintel over the door';
let folder: string;
let isClosed: boolean;

/** A keyring that is only turned around: what it seals is not what was given. */
const keyring: Keyring = {
  seal: async (text) => Buffer.from([...text].reverse().join('')),
  async open(sealed) {
    if (isClosed) throw new Error('The keyring is closed.');
    return { text: [...sealed.toString('utf8')].reverse().join(''), isStale: false };
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-vault-'));
  isClosed = false;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'token');
const written = () => readFileSync(path(), 'utf8');

/** A start of Lintel. */
async function start(here: KeyringHere, passphrase?: string) {
  const vault = await openVault(join(folder, 'vault.json'), here, passphrase);
  return { vault, secret: await openSecret(path(), undefined, undefined, vault) };
}

describe('a secret', () => {
  test('without a desktop lies in a file of its own, as it always did', async () => {
    const { vault, secret } = await start(undefined);
    await secret.write('hf_plain');
    expect([written(), vault.view()]).toEqual(['hf_plain', { by: 'file', isLocked: false, choices: ['passphrase', 'session', 'file'] }]);
    expect((await start(undefined)).secret.read()).toBe('hf_plain');
  });

  test('that lay open is sealed once there is a keyring, in the same place', async () => {
    writeFileSync(path(), 'hf_open', { mode: 0o644 });
    const { secret } = await start(keyring);
    expect(secret.read()).toBe('hf_open');
    expect(written()).toMatch(/^lintel-sealed\.1\.keyring\.[\w-]+$/);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['token']);
    expect((await start(keyring)).secret.read()).toBe('hf_open');
  });

  test('of the keyring cannot be read without it, is told of, and is not lost', async () => {
    await (await start(keyring)).secret.write('hf_sealed');
    for (const here of [undefined, 'untrusted'] as const) {
      const { vault, secret } = await start(here);
      expect([secret.read(), vault.view().isLocked]).toEqual([undefined, true]);
      expect(vault.notices().map(english).join()).toContain('keyring');
      await expect(vault.keep('file')).rejects.toMatchObject({ code: 'forbidden' });
    }
    isClosed = true;
    expect((await start(keyring)).secret.read()).toBeUndefined();
    isClosed = false;
    expect((await start(keyring)).secret.read()).toBe('hf_sealed');
  });

  test('lasts until the end where the keyring protects nothing and nobody has chosen', async () => {
    writeFileSync(path(), 'hf_before');
    const first = await start('untrusted');
    expect([first.vault.view().by, first.secret.read(), written()]).toEqual(['undecided', 'hf_before', 'hf_before']);
    await first.secret.write('hf_new');
    expect([first.secret.read(), existsSync(path())]).toEqual(['hf_new', false]);
    await expect(first.vault.keep('keyring')).rejects.toMatchObject({ code: 'bad-request' });
    await first.vault.keep('file');
    expect(written()).toBe('hf_new');
    expect((await start('untrusted')).vault.view()).toMatchObject({ by: 'file', isLocked: false });
  });

  test('goes from each way of keeping to each other, one copy at a time', async () => {
    const { vault, secret } = await start(keyring);
    await secret.write('hf_travels');
    for (const by of ['file', 'passphrase', 'keyring', 'session', 'passphrase', 'file', 'session', 'keyring'] as const) {
      await vault.keep(by, PASSPHRASE);
      expect([by, secret.read(), vault.view().by]).toEqual([by, 'hf_travels', by]);
      expect(readdirSync(folder).sort()).toEqual(by === 'session' ? ['vault.json'] : ['token', 'vault.json']);
      if (by !== 'session') expect(written().includes('hf_travels')).toBe(by === 'file');
      expect(readFileSync(join(folder, 'vault.json'), 'utf8')).not.toContain(PASSPHRASE);
    }
  });

  test('under a passphrase waits for it, and a wrong one opens nothing', async () => {
    const before = await start(undefined);
    await before.secret.write('hf_waits');
    await before.vault.keep('passphrase', PASSPHRASE);
    const { vault, secret } = await start(undefined);
    expect([secret.read(), vault.view()]).toMatchObject([undefined, { by: 'passphrase', isLocked: true }]);
    await expect(secret.write('hf_other')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(vault.unlock('a lintel over the window')).rejects.toMatchObject({ code: 'forbidden' });
    expect(secret.read()).toBeUndefined();
    await vault.unlock(PASSPHRASE);
    expect([secret.read(), vault.view().isLocked, vault.notices()]).toEqual(['hf_waits', false, []]);
    expect((await start(undefined, PASSPHRASE)).secret.read()).toBe('hf_waits');
    expect((await start(undefined, 'wrong')).secret.read()).toBeUndefined();
  });

  test('that was changed on the disk is not taken for another', async () => {
    const { vault, secret } = await start(undefined);
    await vault.keep('passphrase', PASSPHRASE);
    await secret.write('hf_whole');
    const sealed = Buffer.from(written().split('.')[3] ?? '', 'base64url');
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    writeFileSync(path(), `lintel-sealed.1.passphrase.${sealed.toString('base64url')}`);
    expect((await start(undefined, PASSPHRASE)).secret.read()).toBeUndefined();
  });

  test('survives a change that was cut short: each file says how it is sealed', async () => {
    const { vault } = await start(keyring);
    const keys = await openProviderKeys(join(folder, 'secrets'), Date.now, {}, vault);
    await keys.add('mine', 'sk-sealed-before-0001');
    await vault.keep('passphrase', PASSPHRASE);
    // The process ended between the choice and the second file.
    const half = join(folder, 'secrets', 'mine.00000000-00000000');
    writeFileSync(half, `lintel-sealed.1.keyring.${(await keyring.seal('sk-sealed-before-0002')).toString('base64url')}`);
    const again = await openVault(join(folder, 'vault.json'), keyring, PASSPHRASE);
    const both = await openProviderKeys(join(folder, 'secrets'), Date.now, {}, again);
    expect(
      both
        .of({ id: 'mine' })
        .map(({ secret }) => secret)
        .sort(),
    ).toEqual(['sk-sealed-before-0001', 'sk-sealed-before-0002']);
    expect(readFileSync(half, 'utf8')).toMatch(/^lintel-sealed\.1\.passphrase\./);
  });

  test('that is removed is gone from the disk, however it was kept', async () => {
    const { vault, secret } = await start(keyring);
    await secret.write('hf_gone');
    await secret.remove();
    await vault.keep('file');
    expect([secret.read(), existsSync(path())]).toEqual([undefined, false]);
  });

  test('may not look like a sealed one', async () => {
    const { secret } = await start(undefined);
    await expect(secret.write('lintel-sealed.1.keyring.AAAA')).rejects.toMatchObject({ code: 'bad-request' });
  });
});
