import { safeStorage } from 'electron';
import type { KeyringHere } from '../platform/vault/keyring.ts';

/** On Linux, what Chromium sealed with a password that everybody knows begins with this, whichever keyring it meant to use. */
const OBFUSCATED = 'v10';

/** The keyring of this desktop, if it protects anything. Call once `app` is ready. */
export async function keyringHere(): Promise<KeyringHere> {
  const isThere = await safeStorage.isAsyncEncryptionAvailable().catch(() => false);
  if (!isThere || (process.platform === 'linux' && !(await isTrusted()))) return 'untrusted';
  return {
    seal: (text) => safeStorage.encryptStringAsync(text),
    async open(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
      return { text: result, isStale: shouldReEncrypt };
    },
  };
}

/** The desktop's kind says which keyring would be used; only what was sealed says whether it was: there may be none, or it stays closed. */
async function isTrusted(): Promise<boolean> {
  if (safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
  const sealed = await safeStorage.encryptStringAsync('lintel').catch(() => undefined);
  return sealed !== undefined && sealed.subarray(0, OBFUSCATED.length).toString('latin1') !== OBFUSCATED;
}
