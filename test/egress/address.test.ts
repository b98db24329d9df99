import { describe, expect, test } from 'vitest';
import { isLoopbackName, isNearName, mayConnect, type Reach } from '../../electron/egress/address.ts';

const LOOPBACK = ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'];
const NETWORK = [
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.7.7',
  'fe80::1',
  'fe80::1%eth0',
  'fd12:3456::1',
  '::ffff:192.168.0.1',
];
const PUBLIC = ['1.1.1.1', '93.184.216.34', '172.32.0.1', '192.167.255.255', '2606:4700::1111', '2a00:1450:4001::200e', '::ffff:8.8.8.8'];
const METADATA = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
];
const NOBODY = [
  '0.0.0.0',
  '0.1.2.3',
  '100.64.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::7f00:1',
  '::ffff:0.0.0.0',
  // NAT64, local NAT64, 6to4 and Teredo carry an address inside.
  '64:ff9b::7f00:1',
  '64:ff9b::808:808',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '2001:0:7f00:1::1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  'fec0::1',
  'ff02::1',
  '4000::1',
];
const NO_ADDRESS = ['', 'localhost', 'example.org', '127.1', '0x7f000001', '2130706433', '1.2.3.4.5', '[::1]'];

describe('an address may be reached', () => {
  const all = [...LOOPBACK, ...NETWORK, ...PUBLIC, ...METADATA, ...NOBODY, ...NO_ADDRESS];
  test.each<[reach: Reach, allowed: readonly string[]]>([
    ['loopback', LOOPBACK],
    ['network', NETWORK],
    ['public', PUBLIC],
  ])('within %s only where it lies there', (reach, allowed) => {
    expect(all.filter((address) => mayConnect(reach, address))).toEqual(allowed);
  });

  test('anywhere unless it is a cloud’s metadata, nobody’s or everybody’s', () => {
    for (const address of [...LOOPBACK, ...NETWORK, ...PUBLIC, '100.64.0.1']) expect(mayConnect('anywhere', address), address).toBe(true);
    for (const address of [...METADATA, '0.0.0.0', '224.0.0.1', '255.255.255.255', '::', 'ff02::1', ...NO_ADDRESS])
      expect(mayConnect('anywhere', address), address).toBe(false);
  });
});

describe('a host name', () => {
  const hostOf = (url: string) => new URL(url).hostname;

  test.each([
    'http://localhost/',
    'http://LOCALHOST./',
    'http://127.0.0.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://017700000001/',
    'http://[::1]/',
  ])('%s is this computer, and near', (url) => {
    expect(isLoopbackName(hostOf(url))).toBe(true);
    expect(isNearName(hostOf(url))).toBe(true);
  });

  test.each([
    'https://nas/',
    'https://a.localhost/',
    'https://printer.local/',
    'https://router.home.arpa/',
    'https://metadata.google.internal./',
    'https://192.168.0.1/',
    'https://0/',
    'https://169.254.169.254/',
    'https://[fd00::1]/',
    'https://[64:ff9b::808:808]/',
    'https://①⓪.0.0.1/',
  ])('%s is near and not this computer', (url) => {
    expect(isNearName(hostOf(url))).toBe(true);
    expect(isLoopbackName(hostOf(url))).toBe(false);
  });

  test.each([
    'https://example.org/',
    'https://localhost.example.org/',
    'https://127.0.0.1.example.org/',
    'https://1.1.1.1/',
    'https://[2606:4700::1111]/',
  ])('%s is far', (url) => {
    expect(isNearName(hostOf(url))).toBe(false);
    expect(isLoopbackName(hostOf(url))).toBe(false);
  });
});
