import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { amount } from '../../shared/money/currency.ts';
import { type Charged, costOf, mostCostOf, type Price } from '../../shared/money/price.ts';
import { usedOf } from '../../shared/money/used.ts';

/** $ a million tokens. */
const usd = (dollars: number) => dollars * 1e9;

const PRICE: Price = {
  input: usd(2),
  cachedInput: usd(0.2),
  cacheWrite: usd(2.5),
  image: usd(3),
  audio: usd(40),
  output: usd(8),
  reasoning: usd(10),
  request: 5_000_000,
  search: 10_000_000,
  tiers: [{ aboveTokens: 200_000, input: usd(4), output: usd(16) }],
  batch: { input: usd(1), output: usd(4) },
  priority: { input: usd(3.5), output: usd(14) },
  source: 'https://provider.example/prices',
  date: '2026-11-01',
};
const charged = (rest: Partial<Charged>): Charged => ({ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, ...rest });
const MILLION = 1_000_000;

describe('what a request costs', () => {
  it.each<[string, Partial<Charged>, number]>([
    ['nothing but the request', {}, 0],
    ['fresh tokens of the prompt', { inputTokens: 1000 }, 2_000_000],
    ['cached tokens once', { inputTokens: 1000, cachedInputTokens: 400 }, 600 * 2000 + 400 * 200],
    ['tokens written to a cache', { inputTokens: 1000, cacheWriteTokens: 400 }, 600 * 2000 + 400 * 2500],
    ['pictures and sound', { inputTokens: 1000, imageTokens: 300, audioTokens: 100 }, 600 * 2000 + 300 * 3000 + 100 * 40_000],
    ['thought apart from the answer', { outputTokens: 1000, reasoningTokens: 250 }, 750 * 8000 + 250 * 10_000],
    ['searches', { searches: 3 }, 30_000_000],
    ['a long prompt, all of it', { inputTokens: 200_001, outputTokens: 10 }, 200_001 * 4000 + 10 * 16_000],
    ['a prompt just at the edge', { inputTokens: 200_000 }, 200_000 * 2000],
    ['work that may wait', { inputTokens: 1000, outputTokens: 10, service: 'batch' }, 1000 * 1000 + 10 * 4000],
    ['work that goes first', { inputTokens: 1000, outputTokens: 10, service: 'priority' }, 1000 * 3500 + 10 * 14_000],
  ])('charges %s', (_, counts, nanoDollars) => {
    expect(costOf(PRICE, charged(counts))).toBe(nanoDollars + 5_000_000);
  });

  it('rounds up once, and is exact where a double would not be', () => {
    const odd: Price = { input: 1, cachedInput: 1, output: 1, source: 's', date: '2026-11-01' };
    expect(costOf(odd, charged({ inputTokens: 1, cachedInputTokens: 1, outputTokens: 1 }))).toBe(1);
    const dear: Price = { ...odd, input: 75_000_000_001 };
    const tokens = 100_000_007;
    const exact = (BigInt(tokens) * 75_000_000_001n + BigInt(MILLION) - 1n) / BigInt(MILLION);
    expect(costOf(dear, charged({ inputTokens: tokens }))).toBe(Number(exact));
  });

  it('is never more than the most that it was foretold to be, and never less than nothing', () => {
    const count = fc.nat({ max: 1_000_000 });
    const rate = fc.nat({ max: 200_000_000_000 });
    const rates = fc.record({ input: rate, cachedInput: rate, cacheWrite: rate, output: rate, reasoning: rate }, { requiredKeys: [] });
    const price = fc
      .record({ base: rates, tier: rates, priority: rates, request: rate, search: rate, aboveTokens: count })
      .map(({ base, tier, priority, request, search, aboveTokens }): Price => {
        const tiers = [{ aboveTokens, ...tier }];
        return { input: 1, output: 1, ...base, tiers, priority, request, search, source: 's', date: '2026-11-01' };
      });
    const usage = fc.record({
      inputTokens: count,
      cachedInputTokens: count,
      cacheWriteTokens: count,
      outputTokens: count,
      reasoningTokens: count,
      searches: fc.nat({ max: 5 }),
      service: fc.constantFrom(undefined, 'priority' as const),
    });
    fc.assert(
      fc.property(price, usage, ({ ...given }, { service, ...counts }) => {
        const cost = costOf(given, { ...counts, ...(service === undefined ? {} : { service }) });
        const { inputTokens, outputTokens } = counts;
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(cost).toBeGreaterThanOrEqual(0);
        expect(cost).toBeLessThanOrEqual(mostCostOf(given, { inputTokens, outputTokens, searches: 5, isFaster: service === 'priority' }));
      }),
    );
  });
});

describe('what counts as used', () => {
  const counted = { inputTokens: 100, outputTokens: 20 };
  const most = { inputTokens: 400, outputTokens: 50, searches: 2 };
  const reported = (rest: object) => ({ ...NO_USAGE, inputTokens: 90, outputTokens: 25, ...rest });

  it('is what the provider reports', () => {
    expect(usedOf(reported({ cachedInputTokens: 64, reasoningTokens: 5, searches: 1 }), counted, most)).toEqual({
      ...NO_USAGE,
      inputTokens: 90,
      outputTokens: 25,
      cachedInputTokens: 64,
      reasoningTokens: 5,
      searches: 1,
    });
  });

  it.each<[string, object, object]>([
    ['none at all', { inputTokens: undefined, outputTokens: undefined }, { inputTokens: 100, outputTokens: 20 }],
    ['less than nothing', { outputTokens: -5 }, { inputTokens: 90, outputTokens: 20 }],
    ['no number', { inputTokens: Number.NaN }, { inputTokens: 100, outputTokens: 25 }],
    ['a text', { inputTokens: '90' }, { inputTokens: 100, outputTokens: 25 }],
    ['half a token', { outputTokens: 2.5 }, { inputTokens: 90, outputTokens: 20 }],
    ['more than was possible', { outputTokens: 5e8, inputTokens: 401 }, { inputTokens: 400, outputTokens: 20 }],
    ['more than was set aside', { outputTokens: 51 }, { inputTokens: 90, outputTokens: 50 }],
    ['nothing where something came', { outputTokens: 0 }, { inputTokens: 90, outputTokens: 20 }],
    ['no prompt', { inputTokens: 0 }, { inputTokens: 100, outputTokens: 25 }],
  ])('is counted here where the provider reports %s', (_, rest, used) => {
    expect(usedOf(reported(rest), counted, most)).toEqual({ ...NO_USAGE, ...used, isEstimate: true });
  });

  it('leaves out classes that cannot be', () => {
    const strange = reported({ cachedInputTokens: 91, cacheWriteTokens: -1, imageTokens: Number.NaN, reasoningTokens: 26, searches: 0.5 });
    expect(usedOf(strange, counted, most)).toEqual({ ...NO_USAGE, inputTokens: 90, outputTokens: 25 });
  });

  it('is no more searches than were possible, and no dearer service than was asked for', () => {
    expect(usedOf(reported({ searches: 3, service: 'priority' }), counted, most)).toEqual({
      ...NO_USAGE,
      inputTokens: 90,
      outputTokens: 25,
      searches: 2,
    });
    expect(usedOf(reported({ searches: 3 }), counted, { ...most, searches: 0 })).not.toHaveProperty('searches');
    expect(usedOf(reported({ service: 'priority' }), counted, { ...most, isFaster: true })).toMatchObject({ service: 'priority' });
    expect(usedOf(reported({ service: 'batch' }), counted, { ...most, isSlower: true })).toMatchObject({ service: 'batch' });
    expect(usedOf(reported({ service: 'batch' }), counted, most)).not.toHaveProperty('service');
    expect(usedOf(reported({ service: 'standard' }), counted, { ...most, isFaster: true })).not.toHaveProperty('service');
  });

  it('charges sound as sound where the provider did not tell it apart, as an estimate', () => {
    const heard = { ...counted, audioTokens: 40 };
    expect(usedOf(undefined, heard, most)).toMatchObject({ audioTokens: 40, isEstimate: true });
    expect(usedOf(reported({}), heard, most)).toMatchObject({ audioTokens: 40, isEstimate: true });
    expect(usedOf(reported({ audioTokens: 30 }), heard, most)).toEqual(usedOf(reported({ audioTokens: 30 }), counted, most));
    expect(usedOf(undefined, { ...heard, inputTokens: 9 }, most)).toMatchObject({ inputTokens: 9, audioTokens: 9 });
  });
});

describe('an amount', () => {
  it('is shown in dollars, or in another currency by the rate of a day', () => {
    expect(amount(1_250_000_000)).toBe('$1.25');
    expect(amount(1_250_000_000, { code: 'EUR', perDollar: 0.86, date: '2026-11-01' })).toBe('≈ €1.08');
    expect(amount(1_250_000, { code: 'EUR', perDollar: 0.86, date: '2026-11-01' })).toBe('≈ €0.0011');
    expect(amount(0, { code: 'JPY', perDollar: 150, date: '2026-11-01' })).toBe('≈ ¥0');
  });
});
