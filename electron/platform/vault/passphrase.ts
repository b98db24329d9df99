import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** scrypt as OWASP advises for it: 128 MiB and a few tenths of a second a guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals under a passphrase with AES-256-GCM. The passphrase itself is held, since each salt makes another key of it. */
export interface PassphraseSeal {
  seal(text: string): Promise<Buffer>;
  /** Rejects where it was sealed under another passphrase, or changed since. */
  open(sealed: Buffer): Promise<string>;
}

export function createPassphraseSeal(passphrase: string): PassphraseSeal {
  const ownSalt = randomBytes(SALT_BYTES);
  const keys = new Map<string, Promise<Buffer>>();
  const keyOf = (salt: Buffer): Promise<Buffer> => {
    const name = salt.toString('hex');
    const key = keys.get(name) ?? deriveKey(passphrase, salt);
    keys.set(name, key);
    return key;
  };
  return {
    async seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(ownSalt), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([ownSalt, nonce, cipher.getAuthTag(), body]);
    },
    async open(sealed) {
      const at = SALT_BYTES + NONCE_BYTES + TAG_BYTES;
      if (sealed.length < at) throw new RangeError('This is too short to be sealed.');
      const key = await keyOf(sealed.subarray(0, SALT_BYTES));
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(sealed.subarray(SALT_BYTES + NONCE_BYTES, at));
      return Buffer.concat([decipher.update(sealed.subarray(at)), decipher.final()]).toString('utf8');
    },
  };
}

const deriveKey = (passphrase: string, salt: Buffer) =>
  new Promise<Buffer>((resolve, reject) => {
    // One spelling of each letter: another keyboard may write it in two signs.
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
