import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

const [kind = 'gnome_libsecret', state] = (process.env.LINTEL_STAGE_KEYRING ?? 'gnome_libsecret').split(':');
const backend = kind as Backend;
/** As Chromium marks what it sealed: under a keyring’s key, or with the password that everybody knows where none answers. */
const MARK = Buffer.from(backend === 'basic_text' || state === 'closed' ? 'v10' : 'v11');
/** The keyring of the person who runs the test, as it were: the same at each start. */
const key = createHash('sha256').update(`stage keyring ${backend}`).digest();

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => backend,
  async encryptStringAsync(text: string) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([MARK, nonce, cipher.getAuthTag(), body]);
  },
  async decryptStringAsync(marked: Buffer) {
    const sealed = marked.subarray(MARK.length);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    const result = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    return { shouldReEncrypt: false, result };
  },
} satisfies Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>;
