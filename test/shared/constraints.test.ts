import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollars } from '../../shared/money/dollars.ts';
import { costOf } from '../../shared/money/price.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { daysBetween, isDate } from '../../shared/routing/days.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { refusalError } from '../../shared/routing/refusal.ts';
import { fits } from '../../shared/routing/rules/glob.ts';
import type { BudgetState } from '../../shared/routing/situation.ts';
import type { Target } from '../../shared/routing/target.ts';
import { type Traits, traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

const price = { input: 1e9, output: 4e9, source: 'a page', date: '2026-01-01' };
const home = target('home');
const paid = target('paid', { zone: 'cloud', price, contextWindow: 100_000 });

function plan(
  fleet: readonly Target[],
  changes: { policy?: Partial<Policy>; traits?: Partial<Traits>; budget?: Partial<BudgetState> } = {},
) {
  const traits = { ...traitsOf(request('Hello'), scan, fleet, 0.6), ...changes.traits };
  const situation = { ...SITUATION, budget: { ...SITUATION.budget, ...changes.budget } };
  return decide(traits, { ...DEFAULT_POLICY, ...changes.policy }, fleet, situation);
}
const refusalOf = (made: ReturnType<typeof plan>, id: string) => made.refused.find(({ targetId }) => targetId === id);

describe('what a key allows, and what the user excludes', () => {
  it('are the only targets left, and an app is not told of others', () => {
    const made = plan([home, paid], { traits: { allowed: ['ho*'] } });
    expect(made.permitted.map(({ targetId }) => targetId)).toEqual(['home']);
    expect(refusalOf(made, 'paid')).toMatchObject({ constraint: 'allowed' });
    const wrong = plan([home, paid], { traits: { allowed: ['home'], model: 'paid' } });
    const error = refusalError(wrong, 'paid');
    expect(error.code).toBe('unknown-model');
    expect(error.message).toContain('one of: home.');
    expect(refusalError(plan([paid], { traits: { allowed: ['home'] } }), 'auto').code).toBe('forbidden');
    expect(refusalOf(plan([home, paid], { policy: { excluded: ['p*d'] } }), 'paid')?.reason).toBe('You excluded it.');
  });
});

describe('the budget', () => {
  it('refuses what could cost more than is left, and never what costs nothing', () => {
    // Up to 4,096 tokens of answer at $4 a million and some that may overrun, and a prompt of five letters.
    const made = plan([home, paid], { budget: { left: 16_000_000 } });
    expect(made.permitted.map(({ targetId }) => targetId)).toEqual(['home']);
    expect(refusalOf(made, 'paid')?.reason).toBe('It can cost up to $0.02, and your budget has $0.02 left.');
    expect(plan([home, paid], { budget: { left: 17_000_000 } }).refused).toEqual([]);
    expect(refusalOf(plan([home, paid], { budget: { left: 0 } }), 'paid')?.constraint).toBe('budget');
    expect(refusalOf(plan([paid], { budget: { leftAt: { paid: 1000 } } }), 'paid')?.constraint).toBe('budget');
    expect(plan([paid], { budget: { leftAt: { other: 0 } } }).refused).toEqual([]);
    expect(refusalError(plan([paid], { budget: { left: 0 } }), 'auto').code).toBe('budget-exceeded');
  });

  it('counts every answer that was asked for, and so does what is expected', () => {
    const able = { ...paid, abilities: [...paid.abilities, 'choices' as const] };
    const four = { outputTokens: 100, choices: 4 };
    const most = plan([able], { traits: four }).permitted[0]?.mostNanoDollars ?? 0;
    expect(most).toBeGreaterThan(4 * 100 * 4000);
    expect(plan([able], { budget: { left: most }, traits: four }).refused).toEqual([]);
    expect(plan([able], { budget: { left: most - 1 }, traits: four }).permitted).toEqual([]);
    const expected = (traits: object) => plan([able], { traits: { outputTokens: 100, ...traits } }).permitted[0]?.expected;
    const [one, several] = [expected({}), expected({ choices: 4 })];
    expect(several?.outputTokens).toBe((one?.outputTokens ?? 0) * 4);
    expect((several?.costNanoDollars ?? 0) / (one?.costNanoDollars ?? 1)).toBeGreaterThan(3.5);
    expect(several?.totalMs).toBe(one?.totalMs);
  });

  it('holds a try under every cap over it, in money, tokens and requests, and this device under none', () => {
    const caps = (scope: string, left: object) => ({ budget: { caps: [{ scope, words: 'cap of x', left }] } });
    const bought = { ...paid, provider: 'shop' };
    for (const scope of ['total', 'provider:shop', 'model:paid', 'app:test', 'tag:internal'])
      expect([
        scope,
        refusalOf(
          plan([bought], {
            ...caps(scope, { nanoDollars: 0 }),
            traits: { tags: ['internal'], findings: [] },
            policy: { tags: { internal: { ceiling: 'cloud' } } },
          }),
          'paid',
        )?.constraint,
      ]).toEqual([scope, 'budget']);
    for (const scope of ['provider:other', 'model:other', 'app:other', 'tag:internal', 'project:p', 'conversation:c'])
      expect(plan([bought], caps(scope, { nanoDollars: 0 })).refused).toEqual([]);
    expect(refusalOf(plan([bought], caps('total', { requests: 0 })), 'paid')?.reason).toBe(
      'It can take up to 1 request, and your cap of x has 0 requests left.',
    );
    expect(plan([home], caps('total', { requests: 0, tokens: 0, nanoDollars: 0 })).refused).toEqual([]);
    const { price: _, ...unpriced } = bought;
    expect(refusalOf(plan([unpriced], caps('provider:shop', { nanoDollars: 1e12 })), 'paid')?.constraint).toBe('freshness');
    const sentence = plan([home, bought], caps('total', { nanoDollars: 0 })).sentence;
    expect(sentence).toMatch(/^Stayed on this device .* paid was not asked: it can take up to \$0\.02, and your cap of x has \$0 left\.$/);
  });

  it('counts the answer that was asked for', () => {
    const asked = { outputTokens: 100 };
    expect(plan([paid], { budget: { left: 600_000 }, traits: asked }).refused).toEqual([]);
    expect(plan([paid], { budget: { left: 399_999 }, traits: asked }).permitted).toEqual([]);
  });
});

describe('a model whose provider ended it', () => {
  const old = (endsOn: string) => target('old', { zone: 'cloud', endsOn });

  it('is not chosen from that day on, but asked where somebody names it', () => {
    const today = SITUATION.time.date;
    expect(refusalOf(plan([old(today)]), 'old')).toMatchObject({
      constraint: 'ended',
      reason: `Its provider announced its end for ${today}.`,
    });
    expect(plan([old(today)], { traits: { model: 'old' } }).refused).toEqual([]);
    expect(plan([old('9999-01-01')]).refused).toEqual([]);
  });
});

describe('facts', () => {
  const old = '2024-01-01';
  it('count while they are fresh: a price where there is a cap, a promise where trust needs it', () => {
    const stale = { ...paid, price: { ...price, date: old } };
    expect(plan([stale]).refused).toEqual([]);
    expect(refusalOf(plan([stale], { budget: { left: 1e12 } }), 'paid')).toMatchObject({ constraint: 'freshness' });
    const { price: _, ...unpriced } = paid;
    expect(refusalOf(plan([unpriced], { budget: { left: 1e12 } }), 'paid')?.reason).toContain('Nobody recorded');
    expect(plan([target('lan', { zone: 'lan' }), home], { budget: { left: 0 } }).refused).toEqual([]);

    const trusted = target('clinic', { zone: 'trusted', ground: { promise: 'zero-retention', source: 'a contract', date: old } });
    expect(plan([trusted]).refused).toEqual([]);
    const kept = plan([trusted], { traits: { tags: ['sensitive'], maskable: false } });
    expect(refusalOf(kept, 'clinic')?.reason).toContain('its provider’s promise of 2024-01-01 is too old');
    expect(plan([trusted], { traits: { tags: ['sensitive'], maskable: false }, policy: { factsCountForDays: 2000 } }).refused).toEqual([]);
    // What may go to the cloud masked may go masked to what no more than counts as the cloud.
    const found = plan([trusted], { traits: { tags: [], findings: [{ type: 'iban', count: 1 }], maskable: true } });
    expect(found.permitted).toMatchObject([{ targetId: 'clinic', zone: 'cloud', masked: true }]);
    const ahead = { ...trusted, ground: { ...trusted.ground, date: '9999-01-01' } } as typeof trusted;
    expect(plan([ahead], { traits: { tags: ['sensitive'], maskable: false } }).permitted).toEqual([]);
  });

  it('of a day yet to come were never read, but that of tomorrow may be today’s elsewhere', () => {
    const dated = (date: string) => target('paid', { zone: 'cloud', price: { input: 1, output: 1, source: 'a list', date } });
    expect(plan([dated('2026-01-29')], { budget: { left: 1e12 } }).refused).toEqual([]);
    expect(refusalOf(plan([dated('9999-01-01')], { budget: { left: 1e12 } }), 'paid')).toMatchObject({
      constraint: 'freshness',
      reason: expect.stringContaining('9999-01-01, which is yet to come'),
    });
  });

  it('are as old as the calendar says', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.nat(100_000),
        (from, days) => {
          const later = new Date(from.getTime() + days * 86_400_000);
          const day = (date: Date) => date.toISOString().slice(0, 10);
          expect(daysBetween(day(from), day(later))).toBe(days);
        },
      ),
    );
    expect(daysBetween('yesterday', '2026-01-01')).toBe(Number.POSITIVE_INFINITY);
    expect(['2024-02-29', '2000-12-31', '2026-04-30', '9999-12-31'].every(isDate)).toBe(true);
    expect(
      ['2026-02-29', '1900-02-29', '2026-04-31', '2026-12-32', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', 'today'].some(isDate),
    ).toBe(false);
  });
});

describe('constraints (properties)', () => {
  const someTarget = fc.record({
    zone: fc.constantFrom('device', 'lan', 'trusted', 'cloud'),
    contextWindow: fc.integer({ min: 16, max: 100_000 }),
    abilities: fc.subarray(['chat', 'tools'] as const),
    fault: fc.option(fc.constant('Broken.'), { nil: undefined }),
    rests: fc.option(fc.constant({ why: 'failed', opensInMs: 5, sentence: 'It rests.' }), { nil: undefined, freq: 3 }),
    priced: fc.boolean(),
  });
  const someFleet = fc.array(someTarget, { minLength: 1, maxLength: 8 }).map((made) =>
    made.map(({ fault, rests, priced, ...rest }, index) =>
      target(`t${index}`, {
        ...rest,
        ...(fault === undefined ? {} : { fault }),
        ...(rests === undefined ? {} : { rests }),
        ...(priced ? { price } : {}),
      } as Partial<Target>),
    ),
  );
  const someChange = fc.record({
    policy: fc.record({ excluded: fc.subarray(['t0', 't1', 't*']), stayOnDevice: fc.boolean() }),
    traits: fc.record({
      tags: fc.subarray(['private', 'internal', 'sensitive']),
      needs: fc.constantFrom(['chat'] as const, ['chat', 'tools'] as const),
    }),
    budget: fc.record({ left: fc.constantFrom(0, 1e6, 1e12) }),
  });

  it('one more reason to refuse never adds a target, and every target is either permitted or refused with a reason', () => {
    const ids = (made: ReturnType<typeof plan>) => made.permitted.map(({ targetId }) => targetId);
    fc.assert(
      fc.property(someFleet, someChange, (fleet, change) => {
        const bare = plan(fleet);
        const { tags: _, ...without } = change.traits;
        const partly = plan(fleet, { ...change, traits: without });
        const strict = plan(fleet, change);
        expect(ids(bare)).toEqual(expect.arrayContaining(ids(partly)));
        expect(ids(partly)).toEqual(expect.arrayContaining(ids(strict)));
        expect([...ids(strict), ...strict.refused.map(({ targetId }) => targetId)].sort()).toEqual(fleet.map(({ id }) => id).sort());
        for (const { reason } of strict.refused) expect(reason).toMatch(/\.$/);
        expect(strict.sentence).toMatch(/\.$/);
      }),
    );
  });
});

describe('money', () => {
  it('is whole nano-dollars, rounded up, and cached tokens are paid once', () => {
    const listed = { ...price, input: 75_000_001, cachedInput: 7_500_000 };
    const counts = { inputTokens: 10, cachedInputTokens: 4, outputTokens: 0 };
    expect(costOf(listed, counts)).toBe(Math.ceil((6 * 75_000_001 + 4 * 7_500_000) / 1e6));
    expect(costOf(undefined, counts)).toBe(0);
    expect(costOf(price, { inputTokens: 2, cachedInputTokens: 5, outputTokens: 0 })).toBe(2000);
  });

  it.each([
    [0, '$0'],
    [1_250_000_000, '$1.25'],
    [3_100_000, '$0.0031'],
    [1_234_567_000_000_000, '$1,234,567.00'],
  ])('%d nano-dollars read %s', (amount, words) => {
    expect(dollars(amount)).toBe(words);
  });
});

describe('a pattern of ids', () => {
  it.each([
    ['gpt-*', 'gpt-4o', true],
    ['*', '', true],
    ['*-mini', 'gpt-4o-mini', true],
    ['a*b*c', 'a-b-b-c', true],
    ['ab*ba', 'aba', false],
    ['gpt', 'gpt-4o', false],
    ['a.c', 'abc', false],
  ])('%s fits %s: %s', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  it('means what the regular expression would', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 });
    fc.assert(
      fc.property(word, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (pattern, text) => {
        expect(fits(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
      }),
    );
  });
});
