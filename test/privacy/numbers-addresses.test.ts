import { describe, expect, it } from 'vitest';
import { cryptoWallet } from '../../shared/privacy/detectors/numbers/crypto-wallet.ts';
import { ipAddress } from '../../shared/privacy/detectors/numbers/ip-address.ts';
import { macAddress } from '../../shared/privacy/detectors/numbers/mac-address.ts';
import type { Detector } from '../../shared/privacy/finding.ts';

const COUNTS = 0.6;
const all = (detector: Detector, text: string) =>
  detector.find(text).map(({ start, end, confidence }) => ({ found: text.slice(start, end), counts: confidence >= COUNTS }));

describe('IP addresses', () => {
  it.each([
    ['GET /index.html from 86.231.85.193 took 12 ms', '86.231.85.193'],
    ['http://93.184.216.34:8080/path', '93.184.216.34'],
    ['"remoteAddr":"93.184.216.34"', '93.184.216.34'],
    ['ping 8.8.8.8', '8.8.8.8'],
    ['reach [2a00:1450:4001:82a::200e]:443 now', '2a00:1450:4001:82a::200e'],
    ['from 2a02:8108:8ac0:3d00:a5b6:1c2d:3e4f:5a6b.', '2a02:8108:8ac0:3d00:a5b6:1c2d:3e4f:5a6b'],
    ['my ip is 192.168.0.17', '192.168.0.17'],
    ['::1', '::1'],
    ['IP address fe80::1ff:fe23:4567:890a%eth2 answers', 'fe80::1ff:fe23:4567:890a%eth2'],
    ['64:ff9b::192.0.2.33 is mapped', '64:ff9b::192.0.2.33'],
    ['203.0.113.7', '203.0.113.7'],
    ['connect to [2001:db8::1]:8080', '2001:db8::1'],
    ['the server 192.168.4.20 is down', '192.168.4.20'],
  ])('finds one in %j', (text, address) => {
    expect(all(ipAddress, text)).toContainEqual({ found: address, counts: true });
  });

  it.each([
    'listen on 127.0.0.1:8080',
    'bind 0.0.0.0',
    'a printer at 10.1.2.3',
    'see 2001:db8::8a2e:370:7334 in the text',
    'the values 1.2.3.4 and others',
  ])('says less of what every computer calls itself in %j', (text) => {
    expect(all(ipAddress, text).map(({ counts }) => counts)).toEqual([false]);
  });

  it.each([
    ...[
      'version 1.2.3.4',
      'upgrade V8 from 4.5.103.35 to 9.6.180.15',
      'ObjectIdentifier("2.5.29.46")',
      'v10.0.19045.3803',
      'Chrome/120.0.6099.109',
      'section 4.3.2.1',
      '1.2.3.4.5',
      '256.1.1.1',
      '1.2.3',
      '010.020.030.040',
    ],
    ...[
      '12:30:45',
      '2001::db8::1',
      '12345:db8::1',
      'std::vector',
      'a::b',
      'dead::beef',
      'items[1::2]',
      'x[::1]',
      '::',
      ':::',
      'abc:def:ghi',
    ],
    ...['00:1a:2b:3c:4d:5e', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '{a:1,b:2}', '10:00 - 11:00'],
  ])('finds none in %j', (text) => {
    expect(all(ipAddress, text)).toEqual([]);
  });
});

describe('MAC addresses', () => {
  it.each([
    ['ether 00:1a:2b:3c:4d:5e txqueuelen 1000', '00:1a:2b:3c:4d:5e'],
    ['Physical Address: 01-B3-4A-67-D9-CF', '01-B3-4A-67-D9-CF'],
    ['show mac address-table 001a.2b3c.4d5e', '001a.2b3c.4d5e'],
  ])('finds one in %j', (text, address) => {
    expect(all(macAddress, text)).toEqual([{ found: address, counts: true }]);
  });

  it.each(['00:1a:2b:3c:4d', '10:2f:33-ac-29-c3', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '00:1a:2b:3c:4d:5e:6f', '1234-5678', 'a.b.c'])(
    'finds none in %j',
    (text) => {
      expect(all(macAddress, text)).toEqual([]);
    },
  );
});

describe('wallets', () => {
  it.each([
    // Published in the documents of each chain.
    ['base58check', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['base58check', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
    ['bech32', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['bech32', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
    ['eip-55', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
    ['ethereum-shape', '0x52908400098527886e0f7030069857d2e4169ee7'],
    ['base58check', 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'],
    ['monero', '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'],
  ])('confirms by %s %s', (validator, address) => {
    const text = `Send it to ${address}, please`;
    expect(cryptoWallet.find(text).map(({ validator, start, end }) => [validator, text.slice(start, end)])).toEqual([[validator, address]]);
  });

  it('takes a Solana key only where words say so', () => {
    const key = '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T';
    expect(all(cryptoWallet, `my Phantom wallet: ${key}`)).toEqual([{ found: key, counts: true }]);
    expect(all(cryptoWallet, `cache key ${key}`)).toEqual([]);
  });

  it.each([
    ...['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD'],
    ...[
      '3f2a9c1e8b7d6f5a4c3b2a1908f7e6d5c4b3a291',
      '0x0000000000000000000000000000000000000000',
      'internationalizationOfEverything',
      'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG',
    ],
  ])('finds none in %s', (text) => {
    expect(all(cryptoWallet, `a hash ${text} of a file`)).toEqual([]);
  });
});
