import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LintelError } from '../../shared/chat/error.ts';

const MOST_CHARACTERS = 8192;

/** It becomes part of a header: one line of plain characters. */
const TOKEN = /^[\x21-\x7e]+$/;

/** One secret of the person's, by the environment or in a file that only they can read. It is not encrypted there. */
export interface Secret {
  /** The secret as it is now; undefined where there is none. No I/O. */
  read(): string | undefined;
  /** Throws `bad-request` for what cannot be a secret, `storage-failed` where it cannot be kept. */
  write(value: string): Promise<void>;
  remove(): Promise<void>;
}

/** Opens the secret kept at `path`. One that the environment gives counts before the file. @param form what a secret must match */
export async function openSecret(path: string, fromEnvironment: string | undefined, form: RegExp = TOKEN): Promise<Secret> {
  let kept = await readFile(path, 'utf8').then(
    (text) => text.slice(0, MOST_CHARACTERS).trim() || undefined,
    () => undefined,
  );
  // Another program may have copied it back with looser rights.
  if (kept !== undefined) await chmod(path, 0o600).catch(() => {});
  const failed = (error: unknown) =>
    new LintelError('storage-failed', `Lintel cannot write ${path}. Check the permissions of its folder.`, { cause: error });
  return {
    read: () => fromEnvironment?.trim() || kept,
    async write(value) {
      const secret = value.trim();
      if (!form.test(secret) || secret.length > MOST_CHARACTERS)
        throw new LintelError('bad-request', 'This cannot be a token: it has spaces or characters that tokens never have.', {
          field: 'token',
        });
      const fresh = `${path}.${randomUUID()}`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(fresh, secret, { mode: 0o600, flush: true });
        await rename(fresh, path);
      } catch (error) {
        await rm(fresh, { force: true }).catch(() => {});
        throw failed(error);
      }
      kept = secret;
    },
    async remove() {
      await rm(path, { force: true }).catch((error: unknown) => {
        throw failed(error);
      });
      kept = undefined;
    },
  };
}
