import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/privacy/finding.ts';
import { DETECTORS, scan } from '../../shared/privacy/scan.ts';
import { createScanner } from '../../shared/privacy/scanner.ts';

const found = (text: string) => scan(text).map(({ type, start, end }) => [type, text.slice(start, end)]);
// Put together here so that no scanner of this repository takes it for a real key.
const apiKey = ['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-');
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'c2lnbmF0dXJlMTIz'].join('.');
const IBAN = 'DE89 3704 0044 0532 0130 00';

describe('scan', () => {
  it.each([
    ['Write to anna.kowalska+x@mail.example.org.', [['email', 'anna.kowalska+x@mail.example.org']]],
    ['IBAN DE89 3704 0044 0532 0130 00 by Friday', [['iban', 'DE89 3704 0044 0532 0130 00']]],
    ['GB29NWBK60161331926819', [['iban', 'GB29NWBK60161331926819']]],
    ['pay with 4242-4242-4242-4242, please', [['payment-card', '4242-4242-4242-4242']]],
    [`export KEY=${apiKey}`, [['secret', apiKey]]],
    [`Authorization: Bearer ${jwt}`, [['secret', jwt]]],
    [`-----BEGIN ${'RSA'} PRIVATE KEY-----`, [['secret', `-----BEGIN ${'RSA'} PRIVATE KEY-----`]]],
  ])('finds what is in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'order 4242-4242-4242-4243 shipped',
    'DE89 3704 0044 0532 0130 01 has a wrong check digit',
    'v1.2.3.4 with 24 cores, commit 3f2a9c1e',
    'price is 3@5 each',
    'a sk-learn pipeline',
    'pi is 3.14159265358979323 and 0.4242424242424242',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi',
    '550e8400-e29b-41d4-a716-446655440000',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('finds what stands behind a near miss', () => {
    expect(found('room 12 4242 4242 4242 4242 12/27')).toEqual([['payment-card', '4242 4242 4242 4242']]);
    expect(found('Card no.4242424242424242')).toEqual([['payment-card', '4242424242424242']]);
    expect(found('at am10 to pay DE89 3704 0044 0532 0130 00 now')).toEqual([['iban', 'DE89 3704 0044 0532 0130 00']]);
    expect(found(`${'-'.repeat(90)}anna@example.org`)[0]?.[0]).toBe('email');
    expect(found(`token_${jwt} and the rest`)).toEqual([['secret', jwt]]);
    expect(found(`x--${jwt}`)).toEqual([['secret', jwt]]);
    expect(found(`xeyJx.${jwt}`)).toEqual([['secret', jwt]]);
  });

  it('keeps the longer of two that are both sure, and everything that overlaps neither', () => {
    // The digits of the address are a card number too: what hides the address hides them.
    expect(found('4242424242424242@example.org')).toEqual([['email', '4242424242424242@example.org']]);
    const many = `4242424242424242@example.org, ${IBAN}; `.repeat(50);
    expect(found(many)).toHaveLength(100);
  });

  it('keeps a secret before all else, and no other finding in its place', () => {
    const inside = found(`${apiKey}@example.org`);
    expect(inside).toEqual([['secret', apiKey]]);
  });

  it('keeps no two that overlap and drops none that overlaps nothing kept, whatever the text (property)', () => {
    const piece = fc.constantFrom('4242424242424242', IBAN, 'anna', '@', 'example.org', ' ', '-', '.', jwt, apiKey, '12');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        const kept = scan(text);
        const overlaps = (a: Finding, b: Finding) => a.start < b.end && b.start < a.end;
        for (const [index, finding] of kept.entries()) expect(kept.slice(index + 1).some((other) => overlaps(finding, other))).toBe(false);
        for (const finding of DETECTORS.flatMap((detector) => detector.find(text))) {
          expect(kept.some((other) => overlaps(finding, other) && other.confidence >= Math.min(finding.confidence, 0.9))).toBe(true);
        }
      }),
    );
  });
});

describe('createScanner', () => {
  it('remembers texts, and forgets the oldest past its budget', () => {
    const scanner = createScanner(scan, 900);
    const first = scanner('anna@example.org');
    scanner('bert@example.org');
    expect(scanner('anna@example.org')).toBe(first);
    scanner('carl@example.org');
    expect(scanner('anna@example.org')).toBe(first);
    for (const name of ['dora', 'emil', 'fritz', 'gerd']) scanner(`${name}@example.org`);
    expect(scanner('anna@example.org')).not.toBe(first);
    expect(scanner('anna@example.org')).toEqual(first);
  });

  it('counts what each text takes beside its characters', () => {
    const scanner = createScanner(scan, 10_000);
    const first = scanner('a');
    for (let index = 0; index < 100; index++) scanner(`b${index}`);
    expect(scanner('a')).not.toBe(first);
  });
});
