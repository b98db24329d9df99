import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Price } from '../../shared/money/price.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import { decide } from '../../shared/routing/decide.ts';
import { OBJECTIVES, type Objective } from '../../shared/routing/objective.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { RuleAction } from '../../shared/routing/rules/rule.ts';
import type { Hardware, Situation } from '../../shared/routing/situation.ts';
import type { Target } from '../../shared/routing/target.ts';
import { type Traits, traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';
import { group, rule } from './rules-facts.ts';

const price = (input: number, output: number): Price => ({
  input: input * 1e9,
  output: output * 1e9,
  source: 'a page',
  date: '2026-01-01',
});
const speed = (tokensPerSecond: number) => ({
  bands: Array.from({ length: 4 }, () => ({ tokensPerSecond, promptTokensPerSecond: tokensPerSecond * 10, overheadMs: 10 })),
});
const home = target('home', { parameters: 3e9, loaded: true, threads: 1, speed: speed(40) });
const cheap = target('cheap', { zone: 'cloud', loaded: true, quality: 0.6, price: price(0.1, 0.4), speed: speed(60) });
const quick = target('quick', { zone: 'cloud', quality: 0.55, price: price(1, 3), speed: speed(900) });
const clever = target('clever', { zone: 'cloud', quality: 0.95, price: price(5, 25), speed: speed(50) });
const office = target('office', { zone: 'lan', quality: 0.55, loaded: true, speed: speed(45) });
const ALL = [home, cheap, quick, clever, office];

const machine = (hardware: Partial<Hardware> = {}): Situation => ({ ...SITUATION, hardware: { ...SITUATION.hardware, ...hardware } });
const { sizes: _, ...READ } = traitsOf(request('What is a heron?'), scan, ALL, 0.6);
const traits = (rest: Partial<Traits> = {}): Traits => ({
  ...READ,
  task: { kind: 'question', difficulty: 0.5, outputTokens: 300 },
  ...rest,
});
const plan = (objective: Objective, fleet: readonly Target[] = ALL, of = traits(), situation = SITUATION): Plan =>
  decide(of, { ...DEFAULT_POLICY, objective }, fleet, situation);
const order = (made: Plan) => made.permitted.map(({ targetId }) => targetId);
const first = (made: Plan) => order(made)[0];

describe('the objective', () => {
  it.each([
    ['private-first', 'home'],
    ['fastest', 'quick'],
    ['best-answer', 'clever'],
    ['cheapest', 'office'],
  ] as const)('%s takes %s', (objective, id) => {
    expect(first(plan(objective))).toBe(id);
  });

  it('private first goes outwards zone by zone, whatever else there is', () => {
    const zones = plan('private-first', ALL, traits(), machine({ cpuOthers: 1 })).permitted.map(({ zone }) => zone);
    expect(zones).toEqual([...zones].sort((a, b) => ZONES.indexOf(a) - ZONES.indexOf(b)));
  });

  it('balanced keeps an easy prompt home, and sends a hard one to where it is answered well', () => {
    const easy = traits({ task: { kind: 'chat', difficulty: 0.1, outputTokens: 40 } });
    const hard = traits({ task: { kind: 'maths', difficulty: 0.9, outputTokens: 400 } });
    expect(first(plan('balanced', [home, clever], easy))).toBe('home');
    expect(first(plan('balanced', [target('tiny', { parameters: 1e8, loaded: true, speed: speed(400) }), clever], hard))).toBe('clever');
  });

  it('sends what may leave elsewhere while this computer is busy, and keeps home what may not, saying how long it takes', () => {
    const easy = traits({ task: { kind: 'chat', difficulty: 0.2, outputTokens: 200 } });
    const busy = machine({ cpu: 0.95, cpuOthers: 0.95 });
    const fleet = [target('home', { parameters: 3e9, loaded: true, threads: 1 }), cheap];
    expect(first(plan('balanced', [{ ...home, speed: speed(200) }, cheap], easy))).toBe('home');
    const away = plan('balanced', [{ ...home, speed: speed(200) }, cheap], easy, busy);
    expect(first(away)).toBe('cheap');
    expect(away.sentence).toContain('this computer is busy');
    const kept = plan('balanced', fleet, { ...easy, tags: ['private'] }, busy);
    expect(first(kept)).toBe('home');
    expect(kept.sentence).toMatch(/It will take about \d+ (s|min) \(estimate\), since this computer is busy\./);
  });

  it('battery saver spares the battery, and more the emptier it is', () => {
    expect(first(plan('battery-saver', [home, cheap], traits(), machine({ onBattery: true, battery: 0.3 })))).toBe('cheap');
    const lead = [1, 0.5, 0.1].map((battery) => {
      const made = plan('balanced', [home, cheap], traits(), machine({ onBattery: true, battery }));
      const scoreOf = (id: string) => made.permitted.find(({ targetId }) => targetId === id)?.expected?.score ?? Number.NaN;
      return scoreOf('home') - scoreOf('cheap');
    });
    expect(lead).toEqual([...lead].sort((a, b) => b - a));
  });

  it('takes weights of one’s own, of which only the ratios count', () => {
    const own = { privacy: 0, quality: 0, cost: 0, speed: 1, energy: 0 };
    expect(order(plan(own))).toEqual(order(plan({ ...own, speed: 7 })));
    expect(first(plan(own))).toBe('quick');
  });
});

describe('a laptop with models of three sizes', () => {
  const size = (id: string, parameters: number) => target(id, { parameters, threads: 3, bytes: parameters * 0.65 });
  const laptop = [size('1b', 1e9), size('8b', 8e9), size('70b', 70e9)];
  const roomy = machine({ cores: 4, memoryFreeBytes: 64 * 2 ** 30 });

  it('does not let a short question wait for minutes, whatever the objective', () => {
    const easy = traits({ task: { kind: 'question', difficulty: 0.2, outputTokens: 150 } });
    for (const objective of ['balanced', 'private-first', 'cheapest', 'fastest'] as const)
      expect(first(plan(objective, laptop, easy, roomy))).not.toBe('70b');
  });

  it('takes last what does not fit into memory', () => {
    const tight = machine({ cores: 4, memoryFreeBytes: 6 * 2 ** 30 });
    expect(order(plan('best-answer', laptop, traits(), tight)).at(-1)).toBe('70b');
    const idle = { ...size('8b', 8e9), loaded: true };
    const room = machine({ cores: 4, memoryFreeBytes: 1 * 2 ** 30 });
    expect(order(plan('best-answer', [size('7b', 7e9), idle], traits(), room)).length).toBe(2);
  });

  it('says that a long answer takes long, also where that is a guess', () => {
    expect(plan('best-answer', [size('70b', 70e9)], traits(), roomy).sentence).toMatch(/It will take about \d+ min \(estimate\)/);
  });

  it('knows a graphics card, and calls a model of unknown size slow', () => {
    const card = machine({ vramTotalBytes: 24 * 2 ** 30, vramFreeBytes: 20 * 2 ** 30 });
    const ms = (of: Target, situation: Situation) => plan('balanced', [of], traits(), situation).permitted[0]?.expected?.totalMs ?? 0;
    expect(ms(size('8b', 8e9), card) * 5).toBeLessThan(ms(size('8b', 8e9), roomy));
    expect(ms(target('x', { parameters: 0 }), roomy)).toBeGreaterThan(10_000);
  });
});

describe('what a sentence claims', () => {
  const under = (objective: Objective, ...actions: readonly RuleAction[]) => {
    const rules = [group('all', ...actions.map((action, index) => rule(`r${index}`, 'true', action)))];
    return decide(traits(), { ...DEFAULT_POLICY, objective, rules }, ALL, SITUATION);
  };

  it('is that rules chose, where they did', () => {
    expect(under('cheapest', { prefer: { targets: ['clever'] } }).sentence).toBe(
      'Goes to the cloud: your rules prefer clever, of 5 permitted models.',
    );
    const split = [
      { target: 'quick', weight: 1 },
      { target: 'nowhere', weight: 1e-9 },
    ];
    expect(under('best-answer', { split }).sentence).toContain('your rules chose quick');
  });

  it('takes what the first of several rules prefers first', () => {
    const both = under('balanced', { prefer: { targets: ['clever'] } }, { prefer: { targets: ['quick'] } });
    expect(order(both).slice(0, 2)).toEqual(['clever', 'quick']);
  });

  it('is a superlative only where that is true, and names the strain there is', () => {
    const late = {
      ...quick,
      id: 'late',
      name: 'late',
      speed: { bands: quick.speed?.bands.map((band) => band && { ...band, overheadMs: 900, tokensPerSecond: 1200 }) ?? [] },
    };
    const made = plan('fastest', [quick, late]);
    const fastest = [...made.permitted].sort((a, b) => (a.expected?.totalMs ?? 0) - (b.expected?.totalMs ?? 0))[0];
    if (first(made) === fastest?.targetId) expect(made.sentence).toContain('is the fastest');
    else expect(made.sentence).toContain('the first by “Fastest”');
    const spared = plan('balanced', [{ ...home, speed: speed(200) }, cheap], traits(), machine({ onBattery: true, battery: 0.01 }));
    expect(spared.sentence).toContain('the battery is low');
  });
});

describe('a prediction', () => {
  it('counts queue, load, the prompt that is not cached, and the answer', () => {
    const at = (rest: Partial<Target>, of = traits({ inputTokens: 1000 })) =>
      plan('balanced', [{ ...home, speed: speed(100), ...rest }], of).permitted[0]?.expected;
    // 10 ms overhead, 1,000 tokens at 1,000 a second, then 300 at 100 a second.
    expect(at({})).toMatchObject({ firstTokenMs: 1010, totalMs: 4010, basis: 'measured', costNanoDollars: 0, outputTokens: 300 });
    expect(at({ loaded: false, loadMs: 700 })?.firstTokenMs).toBe(1710);
    expect(at({ inFlight: 2 })?.firstTokenMs).toBe(1010 + 4000);
    const again = traits({ inputTokens: 1000, cachedAt: { targetId: 'home', tokens: 900 } });
    expect(at({}, again)).toMatchObject({ firstTokenMs: 110, cachedTokens: 900 });
    expect(at({ loaded: false, loadMs: 0 }, again)?.cachedTokens).toBe(0);
    expect(at({}, traits({ inputTokens: 1000, outputTokens: 10 }))).toMatchObject({ outputTokens: 10, totalMs: 1110 });
  });

  it('costs what the price list says, cached tokens at their own price and once', () => {
    const listed = { ...cheap, price: { ...price(2.5, 10), cachedInput: 0.25e9 }, loaded: true };
    const cost = (of: Traits) => plan('balanced', [listed], of).permitted[0]?.expected?.costNanoDollars;
    expect(cost(traits({ inputTokens: 1000 }))).toBe(1000 * 2500 + 300 * 10_000);
    expect(cost(traits({ inputTokens: 1000, cachedAt: { targetId: 'cheap', tokens: 400 } }))).toBe(600 * 2500 + 400 * 250 + 300 * 10_000);
  });

  it('is an estimate until something was measured, slower the busier the computer is', () => {
    const { speed: _, ...unmeasured } = home;
    const seconds = [0, 0.5, 0.75, 1].map(
      (cpuOthers) => plan('balanced', [unmeasured], traits(), machine({ cpuOthers })).permitted[0]?.expected,
    );
    expect(seconds[0]?.basis).toBe('estimated');
    const times = seconds.map((expected) => expected?.totalMs ?? 0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[3]).toBeGreaterThan(times[0] ?? 0);
  });
});

describe('a conversation', () => {
  it('stays where its prefix is cached unless the gain is real, and never beyond its ceiling', () => {
    const twin = { ...cheap, id: 'twin', name: 'twin', quality: 0.605 };
    expect(first(plan('balanced', [cheap, twin]))).toBe('twin');
    const there = traits({ cachedAt: { targetId: 'cheap', tokens: 10 } });
    expect(first(plan('balanced', [cheap, twin], there))).toBe('cheap');
    expect(plan('balanced', [cheap, twin], there).sentence).toContain('still has this conversation');
    expect(first(plan('balanced', [cheap, { ...twin, quality: 0.99 }], there))).toBe('twin');
    expect(order(plan('balanced', [cheap, home], { ...there, tags: ['private'] }))).toEqual(['home']);
  });
});

describe('ranking (properties)', () => {
  const someTarget = fc.record({
    zone: fc.constantFrom(...ZONES),
    quality: fc.double({ min: 0, max: 1, noNaN: true }),
    loaded: fc.boolean(),
    input: fc.double({ min: 0, max: 100, noNaN: true }),
    tokensPerSecond: fc.integer({ min: 1, max: 2000 }),
  });
  const someFleet = fc
    .array(someTarget, { minLength: 2, maxLength: 8 })
    .map((made) =>
      made.map(({ input, tokensPerSecond, ...rest }, index) =>
        target(`t${index}`, { ...rest, price: price(input, input * 4), speed: speed(tokensPerSecond) }),
      ),
    );
  const someObjective = fc.constantFrom<Objective>(...OBJECTIVES, { privacy: 1, quality: 2, cost: 3, speed: 1, energy: 1 });

  it('does not depend on how the fleet is listed', () => {
    fc.assert(
      fc.property(someFleet, someObjective, (fleet, objective) => {
        expect(order(plan(objective, [...fleet].reverse()))).toEqual(order(plan(objective, fleet)));
      }),
    );
  });

  it('never promotes a target whose price rises, or that becomes slower', () => {
    fc.assert(
      fc.property(someFleet, someObjective, fc.nat(7), fc.double({ min: 1, max: 50, noNaN: true }), (fleet, objective, nth, factor) => {
        const before = fleet[nth % fleet.length];
        if (before?.price === undefined) return;
        const { input, output, ...rest } = before.price;
        const dearer = { ...before, price: { ...rest, input: input * factor, output: output * factor } };
        const slower = { ...before, speed: speed(1) };
        const place = (made: Plan) => order(made).indexOf(before.id);
        for (const changed of [dearer, slower]) {
          const after = fleet.map((one) => (one === before ? changed : one));
          expect(place(plan(objective, after))).toBeGreaterThanOrEqual(place(plan(objective, fleet)));
        }
      }),
    );
  });

  it('lets another target change nothing in the order of those there are', () => {
    fc.assert(
      fc.property(someFleet, someObjective, (fleet, objective) => {
        const [, ...others] = fleet;
        expect(order(plan(objective, fleet)).filter((id) => id !== 't0')).toEqual(order(plan(objective, others)));
      }),
    );
  });

  it('gives every target a score from 0 to 1, in order', () => {
    fc.assert(
      fc.property(someFleet, someObjective, fc.double({ min: 0, max: 1, noNaN: true }), (fleet, objective, load) => {
        const scores = plan(objective, fleet, traits(), machine({ cpuOthers: load })).permitted.map(
          ({ expected }) => expected?.score ?? -1,
        );
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });
});
