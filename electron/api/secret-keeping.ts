import type { Vault } from '../platform/vault/vault.ts';
import type { Handlers } from './handlers.ts';

/** The calls about how secrets are kept. The secrets themselves go in elsewhere, and nowhere out. */
export function createSecretKeepingCalls(vault: Vault): Pick<Handlers, 'secretKeeping' | 'keepSecrets' | 'unlockSecrets'> {
  return {
    secretKeeping: () => vault.view(),
    async keepSecrets({ body: { by, passphrase } }) {
      await vault.keep(by, passphrase);
      return vault.view();
    },
    async unlockSecrets({ body: { passphrase } }) {
      await vault.unlock(passphrase);
      return vault.view();
    },
  };
}
