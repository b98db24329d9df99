import type { ProviderInput } from '../../shared/api/providers.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { ProviderKind } from '../../shared/providers/catalog.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import { isFarAddress, isLoopbackName, isNetworkAddress } from '../egress/address.ts';
import { objectionToPlace } from '../egress/place.ts';

const LONGEST_ID = 60;

/** A provider as it is kept: what the input leaves open follows from the kind. Throws `bad-request` naming the field. */
export function providerOf({ key: _, ...input }: ProviderInput, kindOf: (id: string) => ProviderKind | undefined): Provider {
  const kind = kindOf(input.kind);
  if (kind === undefined)
    throw new LintelError('bad-request', say`There is no kind of provider “${input.kind}”. See them with: lintel providers kinds`, {
      field: 'kind',
    });
  const baseUrl = baseUrlOf(input.baseUrl, kind);
  const provider: Provider = {
    ...given(input),
    id: idOf(input.name),
    name: input.name,
    kind: kind.id,
    dialect: input.dialect ?? kind.dialect,
    baseUrl,
    zone: input.zone ?? usualZone(kind, baseUrl),
    models: input.models ?? [],
  };
  requirePlace(provider);
  return provider;
}

/** What was given, without what was not. */
export const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined | null>;
  };

/** Throws `bad-request` where nothing could ever be sent to it: the sentence that sending would give. */
export function requirePlace({ name, zone, ground, baseUrl }: Provider): void {
  const url = new URL(baseUrl);
  const counts = zone === 'trusted' && ground === undefined ? 'cloud' : zone;
  const objection = objectionToPlace({ name, zone: counts, origins: [url.origin] }, url);
  if (objection !== undefined) throw new LintelError('bad-request', objection.said, { field: 'baseUrl' });
  // What a name resolves to is looked at when it is reached; an address says it now.
  if (zone === 'lan' && isFarAddress(url.hostname))
    throw new LintelError(
      'bad-request',
      say`${url.hostname} is not an address of your local network, where ${name} is said to be. Correct its address, or use --zone cloud.`,
      { field: 'zone' },
    );
}

/** What the id of a provider of this name is; empty where the name has no letter or digit of the Latin alphabet. */
export const providerIdOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/g, '');

function idOf(name: string): string {
  const id = providerIdOf(name);
  if (id === '')
    throw new LintelError('bad-request', say`The name needs a letter or digit of the Latin alphabet: it becomes part of the models’ ids.`, {
      field: 'name',
    });
  return id;
}

function baseUrlOf(address: string | undefined, kind: ProviderKind): string {
  if (address !== undefined) {
    // Everything of a server is found from its root; what apps speak is below /v1.
    return kind.place === 'server' && new URL(address).pathname === '/' ? `${new URL(address).origin}/v1` : address;
  }
  if (kind.place === 'server' && kind.port !== undefined) return `http://127.0.0.1:${kind.port}/v1`;
  const open = kind.baseUrl?.match(/\{(\w+)\}/)?.[1];
  if (kind.baseUrl === undefined || open !== undefined)
    throw new LintelError(
      'bad-request',
      kind.baseUrl === undefined
        ? say`Give its base address with --base-url.`
        : say`Give its base address with --base-url, with your ${open ?? ''} in it: ${kind.baseUrl}`,
      { field: 'baseUrl' },
    );
  return kind.baseUrl;
}

/** What nobody said the zone of is the cloud, but for servers that people run themselves. */
function usualZone({ place }: ProviderKind, baseUrl: string): Zone {
  if (place === 'cloud') return 'cloud';
  const { hostname } = new URL(baseUrl);
  if (isLoopbackName(hostname)) return 'device';
  return isNetworkAddress(hostname) || new URL(baseUrl).protocol === 'http:' ? 'lan' : 'cloud';
}
