import { BlockList, isIP } from 'node:net';

/** Addresses that no public server may send Lintel to: this computer, the local network, clouds' metadata services. */
const near = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  near.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  // Both carry an IPv4 address inside, which a translator on the way would reach.
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  near.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address is one of the public internet. An IPv4 address in IPv6 clothes is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return !near.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a host name of a URL means this computer, by its spelling alone. */
export function isLoopbackName(hostname: string): boolean {
  const bare = bareHost(hostname);
  return bare === 'localhost' || bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare);
}

/** A URL's host name without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();

/** Whether a host name is an IP address that is not of the public internet. */
export const isNearLiteral = (hostname: string): boolean => isIP(bareHost(hostname)) !== 0 && !isPublicAddress(bareHost(hostname));
