import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { createScanner } from '../../shared/privacy/scanner.ts';

const found = (text: string) => scan(text).map(({ type, start, end }) => [type, text.slice(start, end)]);
// Put together here so that no scanner of this repository takes it for a real key.
const apiKey = ['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-');

describe('scan', () => {
  it.each([
    ['Write to anna.kowalska+x@mail.example.org.', [['email', 'anna.kowalska+x@mail.example.org']]],
    ['IBAN DE89 3704 0044 0532 0130 00 by Friday', [['iban', 'DE89 3704 0044 0532 0130 00']]],
    ['GB29NWBK60161331926819', [['iban', 'GB29NWBK60161331926819']]],
    ['pay with 4242-4242-4242-4242, please', [['payment-card', '4242-4242-4242-4242']]],
    [`export KEY=${apiKey}`, [['secret', apiKey]]],
    [`-----BEGIN ${'RSA'} PRIVATE KEY-----`, [['secret', `-----BEGIN ${'RSA'} PRIVATE KEY-----`]]],
  ])('finds what is in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'order 4242-4242-4242-4243 shipped',
    'DE89 3704 0044 0532 0130 01 has a wrong check digit',
    'v1.2.3 at 10.0.0.1, commit 3f2a9c1e',
    'price is 3@5 each',
    'a sk-learn pipeline',
    '550e8400-e29b-41d4-a716-446655440000',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('stays linear on texts made to slow a pattern down', () => {
    const hostile = [
      'a'.repeat(200_000),
      `${'a.'.repeat(100_000)}@`,
      'DE89 '.repeat(40_000),
      '4 '.repeat(100_000),
      `eyJ${'a'.repeat(200_000)}`,
    ];
    const cost = (text: string) => {
      const began = performance.now();
      scan(text);
      return performance.now() - began;
    };
    for (const text of hostile) {
      cost(text.slice(0, text.length / 4)); // warm
      const quarter = Math.max(cost(text.slice(0, text.length / 4)), 1);
      expect(cost(text) / quarter).toBeLessThan(12); // quadratic growth would give 16
    }
  });
});

describe('createScanner', () => {
  it('remembers texts, and forgets the oldest past its budget', () => {
    const scanner = createScanner(30);
    const first = scanner('anna@example.org');
    expect(scanner('anna@example.org')).toBe(first);
    scanner('bert@example.org and more');
    expect(scanner('anna@example.org')).not.toBe(first);
    expect(scanner('anna@example.org')).toEqual(first);
  });
});
