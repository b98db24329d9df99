import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { looksSealed, type Vault } from './vault/vault.ts';

const MOST_CHARACTERS = 8192;
/** Of a file: what seals it makes it longer. */
const MOST_WRITTEN = 4 * MOST_CHARACTERS;

/** It becomes part of a header: one line of plain characters. */
const TOKEN = /^[\x21-\x7e]+$/;

/** One secret of the person's, by the environment or in a file that only they can read, sealed where there is a vault. */
export interface Secret {
  /** The secret as it is now; undefined where there is none, or where it is locked. No I/O. */
  read(): string | undefined;
  /** Throws `bad-request` for what cannot be a secret, `storage-failed` where it cannot be kept, `forbidden` while the vault is locked. */
  write(value: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Opens the secret kept at `path`. One that the environment gives counts before the file.
 * @param form what a secret must match  @param vault absent: the file holds it as it is
 */
export async function openSecret(
  path: string,
  fromEnvironment: string | undefined,
  form: RegExp = TOKEN,
  vault?: Pick<Vault, 'seal' | 'open' | 'add'>,
): Promise<Secret> {
  let kept: string | undefined;
  let isUnread = false;
  const failed = (error: unknown) =>
    new LintelError('storage-failed', say`Lintel cannot write ${path}. Check the permissions of its folder.`, { cause: error });

  /** Replaces what stands in the file, so that there is one copy at any time. */
  async function put(secret: string): Promise<void> {
    const text = vault === undefined ? secret : await vault.seal(secret);
    const fresh = `${path}.${randomUUID()}`;
    try {
      if (text === undefined) return await rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(fresh, text, { mode: 0o600, flush: true });
      await rename(fresh, path);
    } catch (error) {
      await rm(fresh, { force: true }).catch(() => {});
      throw failed(error);
    }
  }

  async function load(): Promise<void> {
    const written = await readFile(path, 'utf8').then(
      (text) => text.slice(0, MOST_WRITTEN).trim() || undefined,
      () => undefined,
    );
    if (written === undefined) return;
    // Another program may have copied it back with looser rights.
    await chmod(path, 0o600).catch(() => {});
    const opened = vault === undefined ? plain(written) : await vault.open(written);
    isUnread = opened === undefined;
    kept = opened?.text.slice(0, MOST_CHARACTERS);
    // Where it cannot be written anew it stays as it was, and readable.
    if (opened?.isStale) await put(opened.text).catch(() => {});
  }

  await load();
  vault?.add({
    load: async () => {
      if (isUnread) await load();
    },
    renew: async () => {
      if (kept !== undefined) await put(kept);
    },
    isUnread: () => isUnread,
  });
  return {
    read: () => fromEnvironment?.trim() || kept,
    async write(value) {
      const secret = value.trim();
      if (!form.test(secret) || secret.length > MOST_CHARACTERS || looksSealed(secret))
        throw new LintelError('bad-request', say`This cannot be a token: it has spaces or characters that tokens never have.`, {
          field: 'token',
        });
      await put(secret);
      kept = secret;
      isUnread = false;
    },
    async remove() {
      await rm(path, { force: true }).catch((error: unknown) => {
        throw failed(error);
      });
      kept = undefined;
      isUnread = false;
    },
  };
}

const plain = (written: string) => (looksSealed(written) ? undefined : { text: written, isStale: false });
