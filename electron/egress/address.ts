import { BlockList, isIP } from 'node:net';
import { remembering } from './remembering.ts';

/** What may be behind a connection: `anywhere` is what a person named themselves. */
export type Reach = 'loopback' | 'network' | 'public' | 'anywhere';

type Network = readonly [network: string, prefix: number];

const listOf = (ipv4: readonly Network[], ipv6: readonly Network[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, 'ipv6');
  return list;
};

const LOOPBACK = listOf([['127.0.0.0', 8]], [['::1', 128]]);

/** The networks of a home or an office: private, link-local and unique local addresses. */
const NETWORK = listOf(
  [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['169.254.0.0', 16],
  ],
  [
    ['fc00::', 7],
    ['fe80::', 10],
  ],
);

/** Where clouds tell a machine its own secrets. Nobody is ever sent there. */
const METADATA = listOf(
  [
    ['169.254.169.252', 30],
    ['169.254.170.2', 32],
    ['169.254.170.23', 32],
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
    ['192.0.0.192', 32],
  ],
  [
    ['fd00:ec2::', 32],
    ['fd20:ce::', 32],
  ],
);

/** What is no single server, or none of anybody's: unspecified, multicast, reserved, and carriers' shared space. */
const SPECIAL = listOf(
  [
    ['0.0.0.0', 8],
    ['100.64.0.0', 10],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  [
    // Outside of 2000::/3 nothing is public; these lie inside it. Teredo and 6to4 carry an IPv4 address, which a relay would reach.
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ],
);

const GLOBAL_IPV6 = listOf([], [['2000::', 3]]);
const UNSPECIFIED_OR_MANY = listOf(
  [
    ['0.0.0.0', 8],
    ['224.0.0.0', 3],
  ],
  [
    ['::', 128],
    ['ff00::', 8],
  ],
);
const MAPPED = listOf([], [['::ffff:0:0', 96]]);

/** Whether a connection that may reach so far may go to this IP address. An IPv4 address in IPv6 clothes is judged as IPv4. */
export function mayConnect(reach: Reach, address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(bare) === 0) return false;
  const isIn = (list: BlockList) => list.check(bare, family);
  if (reach === 'loopback') return isIn(LOOPBACK);
  if (isIn(METADATA)) return false;
  if (reach === 'network') return isIn(NETWORK);
  if (reach === 'anywhere') return !isIn(UNSPECIFIED_OR_MANY);
  if (isIn(LOOPBACK) || isIn(NETWORK) || isIn(SPECIAL)) return false;
  return family === 'ipv4' || isIn(GLOBAL_IPV6) || isIn(MAPPED);
}

/** A URL's host name without the brackets of IPv6 and the dot at the end. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();

/** Whether a host name of a URL means this computer, by its spelling alone. What it resolves to is still looked at. */
export const isLoopbackName = remembering((hostname): boolean => {
  const bare = bareHost(hostname);
  return bare === 'localhost' || (isIP(bare) !== 0 && mayConnect('loopback', bare));
});

/** Whether a host name of a URL is itself a private address of the local network, or of a link. Nothing is resolved. */
export const isNetworkAddress = remembering((hostname): boolean => mayConnect('network', bareHost(hostname)));

/** Whether a host name of a URL is itself an IP address, and neither this computer's nor one of the local network. */
export function isFarAddress(hostname: string): boolean {
  return isIP(bareHost(hostname)) !== 0 && !isLoopbackName(hostname) && !isNetworkAddress(hostname);
}

/**
 * Whether a host name cannot be one of the public internet, by its spelling alone: an address that is not
 * public, a name of the local network or of this computer, a name without a dot.
 */
export const isNearName = remembering((hostname): boolean => {
  const bare = bareHost(hostname);
  if (isIP(bare) !== 0) return !mayConnect('public', bare);
  return !bare.includes('.') || /\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/.test(bare);
});

/** How far a server is whose address a person wrote, by its spelling alone. What it resolves to is still looked at. */
export function zoneOfAddress(url: string): 'device' | 'lan' | 'cloud' {
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  if (isLoopbackName(hostname)) return 'device';
  return isNearName(hostname) ? 'lan' : 'cloud';
}
