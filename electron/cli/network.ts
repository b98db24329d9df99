import { resolve } from 'node:path';
import { z } from 'zod';
import type { PortSettings } from '../../shared/api/settings.ts';
import { LintelError } from '../../shared/chat/error.ts';

/** The flags of `lintel serve` that let other computers in. */
export interface NetworkFlags {
  readonly host?: string;
  readonly tls: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** What they ask for; nothing where they ask for nothing, so that the settings count. Throws `bad-request`. */
export function networkOf({ host, tls, tlsCert, tlsKey }: NetworkFlags): Pick<PortSettings, 'host' | 'tls'> | undefined {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new LintelError('bad-request', 'A certificate needs its key and the other way round: give both --tls-cert and --tls-key.');
  const own = tlsCert === undefined || tlsKey === undefined ? undefined : { certificate: resolve(tlsCert), key: resolve(tlsKey) };
  const encrypted = own ?? (tls ? ('generated' as const) : undefined);
  if (host === undefined) {
    if (encrypted === undefined) return undefined;
    throw new LintelError('bad-request', 'Only what comes from other computers is encrypted: give --host with it.', { field: '--host' });
  }
  if (!z.union([z.ipv4(), z.ipv6()]).safeParse(host).success)
    throw new LintelError('bad-request', `--host is an address of this computer, or 0.0.0.0 for all, not “${host}”.`, { field: '--host' });
  return { host, ...(encrypted === undefined ? {} : { tls: encrypted }) };
}
