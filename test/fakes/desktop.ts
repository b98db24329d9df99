import type { CallOptions } from '../../electron/api/calls.ts';
import { createPortSwitch } from '../../electron/gateway/switch.ts';
import { openSettings } from '../../electron/platform/settings.ts';
import { openVault } from '../../electron/platform/vault/vault.ts';

const secretVault = await openVault('/no/such/place', undefined);

/** A port that stays closed, secrets in files of their own, and no way to pictures: for tests that are about none of these. */
export const desktopParts = (folder: string): Pick<CallOptions, 'secretVault' | 'port' | 'door'> => ({
  secretVault,
  door: { get: () => Promise.reject(new Error('No way out here.')) },
  port: {
    port: createPortSwitch(
      () => Promise.reject(new Error('No port here.')),
      () => {},
    ),
    settings: openSettings(folder),
    isWindowBehindPort: true,
  },
});
