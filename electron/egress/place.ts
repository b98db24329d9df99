import { type Said, say } from '../../shared/chat/said.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { isLoopbackName, isNearName, isNetworkAddress, type Reach } from './address.ts';
import { remembering } from './remembering.ts';

/** Where a target is, as its settings say now. */
export interface Place {
  readonly name: string;
  readonly zone: Zone;
  /** Scheme, host and port of every address it may be reached at. */
  readonly origins: readonly string[];
}

/** How far a connection to a name in each zone may reach. */
const REACH: Record<Zone, Reach> = { device: 'loopback', lan: 'network', trusted: 'public', cloud: 'public' };

/**
 * How far a connection to a host of a place may reach. An address that the person wrote as this computer's or as a private one
 * may lead to a place of any zone: a proxy here that stands before a cloud is still the cloud. It reaches there and no further.
 */
export function reachOf(zone: Zone, hostname: string): Reach {
  if (isLoopbackName(hostname)) return 'loopback';
  return zone !== 'device' && isNetworkAddress(hostname) ? 'network' : REACH[zone];
}

/** Why nothing may be sent to an address, for the log and for a person; undefined where it may. */
export interface Objection {
  readonly event: string;
  readonly said: Said;
}

/** An address; nothing where it is none. */
export const urlOf = remembering((address): Readonly<URL> | undefined => (URL.canParse(address) ? new URL(address) : undefined));

/** What speaks against sending to `url`, an address of `place`, before any name is resolved. */
export function objectionToPlace(place: Place, url: URL): Objection | undefined {
  const { host, hostname, protocol } = url;
  if (url.username !== '' || url.password !== '')
    return { event: 'address with a password', said: say`An address must not hold a name or password.` };
  if (!place.origins.some((address) => urlOf(address)?.origin === url.origin))
    return { event: 'host not the target’s', said: say`${host} is not an address of ${place.name}. Nothing was sent.` };
  const isFar = reachOf(place.zone, hostname) === 'public';
  if (protocol !== 'https:' && (isFar || protocol !== 'http:'))
    return { event: 'plain connection', said: say`${place.name} is to be reached over https only. Correct its address in the settings.` };
  if (isFar && isNearName(hostname))
    return {
      event: 'near address for a far place',
      said: say`${host} is not on the public internet, where ${place.name} is said to be. Correct its address or its zone in the settings.`,
    };
  if (place.zone === 'device' && !isLoopbackName(hostname))
    return {
      event: 'far address for this device',
      said: say`${host} is not this computer, where ${place.name} is said to be. Correct its address or its zone in the settings.`,
    };
  return undefined;
}
