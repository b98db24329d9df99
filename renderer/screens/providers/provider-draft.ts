import type { Zone } from '../../../shared/privacy/zones.ts';
import type { NewProvider, ProviderKind } from '../../stores/providers.ts';
import type { Ground } from './zone-field.tsx';

/** A provider as it stands in a form. */
export interface ProviderDraft {
  /** Empty until one is chosen. */
  readonly kind: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly zone: Zone;
  readonly ground: Ground | undefined;
  readonly key: string;
  readonly keyVariable: string;
}

/** What a form begins with: what is given, else what is usual for the kind. */
export function startOf(given: Partial<NewProvider>, kind: ProviderKind | undefined): ProviderDraft {
  const isServer = kind?.place === 'server';
  const usual = isServer ? `http://127.0.0.1:${kind.port ?? 8000}/v1` : (kind?.baseUrl ?? '');
  return {
    kind: given.kind ?? '',
    name: given.name ?? kind?.name ?? '',
    baseUrl: given.baseUrl ?? usual,
    zone: given.zone ?? (isServer ? zoneOfServer(given.baseUrl ?? usual) : 'cloud'),
    ground: given.ground,
    key: '',
    keyVariable: given.keyVariable ?? '',
  };
}

export const inputOf = ({ kind, name, baseUrl, zone, ground, key, keyVariable }: ProviderDraft): NewProvider => ({
  kind,
  name,
  ...(baseUrl.trim() === '' ? {} : { baseUrl }),
  zone,
  ...(zone === 'trusted' && ground !== undefined ? { ground } : {}),
  ...(keyVariable !== '' ? { keyVariable } : key.trim() === '' ? {} : { key }),
});

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** How far away a server is that somebody runs themselves, as far as its address says. */
export const zoneOfServer = (address: string): 'device' | 'lan' =>
  !URL.canParse(address) || LOOPBACK.test(new URL(address).hostname) ? 'device' : 'lan';
