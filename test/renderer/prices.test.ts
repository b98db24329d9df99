import { expect, test } from 'vitest';
import { correctedPrice, nanoDollars, priceStateOf, today } from '../../renderer/screens/providers/prices.ts';
import { zoneOfServer } from '../../renderer/screens/providers/provider-draft.ts';
import { providerPatch } from '../../shared/api/providers.ts';
import { KINDS } from '../fakes/providers.ts';

const model = (id: string, date?: string) => ({
  id,
  contextWindow: 1000,
  abilities: ['chat' as const],
  ...(date === undefined ? {} : { price: { input: 1, output: 2, source: 'test', date } }),
});

test('the oldest price decides whether prices are old', () => {
  const offered = [model('a', '2026-11-01'), model('b', '2026-01-01'), model('c')];
  expect(priceStateOf({ offered, zone: 'cloud' }, '2026-11-21', 365)).toEqual({ kind: 'known', date: '2026-01-01', unpriced: 1 });
  expect(priceStateOf({ offered, zone: 'cloud' }, '2026-11-21', 90)).toMatchObject({ kind: 'stale', date: '2026-01-01' });
  expect(priceStateOf({ offered: [model('c')], zone: 'cloud' }, '2026-11-21', 90)).toEqual({ kind: 'unknown' });
  expect(priceStateOf({ offered: [model('c')], zone: 'lan' }, '2026-11-21', 90)).toEqual({ kind: 'free' });
});

test('dollars as people type them', () => {
  expect(nanoDollars(' 2,5 ')).toBe(2_500_000_000);
  expect(nanoDollars('')).toBeUndefined();
  expect(nanoDollars('free')).toBeNaN();
});

test('a corrected price keeps the rates that nobody saw', () => {
  const before = { input: 2.5e9, cachedInput: 1.25e9, output: 1e10, audio: 4e10, request: 5, source: 'their page', date: '2026-01-31' };
  expect(correctedPrice(before, { input: '2.5', cachedInput: '1.25', output: '10' })).toBe(before);
  expect(correctedPrice(before, { input: '3', cachedInput: '', output: '10' })).toEqual({
    ...{ input: 3e9, output: 1e10, audio: 4e10, request: 5 },
    ...{ source: expect.any(String), date: today() },
  });
  // What can be corrected can be kept, of whatever the list of providers says.
  for (const { models } of KINDS)
    for (const { id, price } of models) {
      const typed = correctedPrice(price, { input: '0.4', cachedInput: '0.03', output: '2.5' });
      const corrected = { ...typed, source: 'entered by hand' };
      expect(providerPatch.parse({ corrected: [{ id, price: corrected }] }).corrected?.[0]?.price).toEqual(corrected);
    }
  // A form that does not show what cached tokens cost leaves that alone.
  expect(correctedPrice(before, { input: '3', output: '10' })).toMatchObject({ input: 3e9, cachedInput: 1.25e9 });
  expect(correctedPrice(before, { input: '', output: ' ' })).toBeUndefined();
  expect(correctedPrice(undefined, { input: '1', output: '' })).toMatchObject({ input: 1e9, output: 0 });
});

test('a server is here only at this computer’s own address', () => {
  expect(zoneOfServer('http://127.0.0.1:8000/v1')).toBe('device');
  expect(zoneOfServer('http://[::1]:8000')).toBe('device');
  expect(zoneOfServer('http://127.0.0.1.example.org/v1')).toBe('lan');
  expect(zoneOfServer('http://192.168.1.5:11434')).toBe('lan');
});
