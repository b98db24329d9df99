import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { Candidate, Plan } from '../../shared/routing/plan.ts';
import type { BudgetState } from '../../shared/routing/situation.ts';
import { finish, SITUATION, start, text } from '../fakes/ports.ts';
import { type Doing, doing, running } from '../fakes/running.ts';

const crash: ChatEvent = { type: 'error', error: { code: 'quota-exhausted', message: 'Empty.', retryable: true } };
interface Case {
  readonly a: readonly Doing[];
  readonly b: readonly Doing[];
  readonly zones?: readonly [Candidate['zone'], Candidate['zone']];
  readonly plan?: Partial<Plan>;
  readonly budget?: Partial<BudgetState>;
  readonly costs?: readonly [number | undefined, number | undefined];
}

/** Two targets of which the first usually begins within a second. */
function hedging({ a, b, zones = ['cloud', 'cloud'], plan = {}, budget = {}, costs = [100, 100] }: Case) {
  const engines: Record<string, ReturnType<typeof doing>> = {};
  const permitted = (['a', 'b'] as const).map((id, index): Candidate => {
    const mostNanoDollars = costs[index];
    const known = mostNanoDollars === undefined ? {} : { mostNanoDollars };
    return { targetId: id, name: id, zone: zones[index] ?? 'cloud', ...known };
  });
  const subject = running(
    { a: { zone: zones[0] }, b: { zone: zones[1] } },
    (clock) => Object.assign(engines, { a: doing(clock, a), b: doing(clock, b) }),
    {
      plan: { permitted, hedge: true, ...plan },
      ports: {
        p95FirstTokenMs: (id) => (id === 'a' ? 1_000 : undefined),
        situation: () => ({ ...SITUATION, budget: { ...SITUATION.budget, ...budget } }),
      },
    },
  );
  return { ...subject, engines };
}

const slow: readonly Doing[] = [start, 5_000, text('from a'), finish];
const quick: readonly Doing[] = [start, 100, text('from b'), 10_000, finish];

describe('a second request beside a slow one', () => {
  it('begins once the first is slower than it usually is, and the first to begin answers alone', async () => {
    const subject = hedging({ a: slow, b: quick });
    expect(await subject.end()).toMatchObject({
      status: 'done',
      target: { targetId: 'b' },
      sentence: 'Went to the cloud: a could not answer (it took too long), so b did.',
    });
    expect(subject.text()).toBe('from b');
    expect(subject.attempts()).toEqual(['1 a cancelled', '2 b answered']);
    expect(subject.engines.a?.signals).toMatchObject([{ aborted: true }]);
    expect(subject.clock.elapsed()).toBe(1_000 + 100 + 10_000);
  });

  it('is stopped where the first begins after all', async () => {
    const subject = hedging({ a: [start, 1_500, text('from a'), finish], b: [start, 5_000, text('from b'), finish] });
    expect(await subject.end()).toMatchObject({ status: 'done', target: { targetId: 'a' } });
    expect(subject.ports.recorded.answers[0]).not.toHaveProperty('sentence');
    expect(subject.attempts()).toEqual(['2 b cancelled', '1 a answered']);
    expect(subject.engines.b?.signals).toMatchObject([{ aborted: true }]);
  });

  it('does not begin where the first is quick', async () => {
    const subject = hedging({ a: [start, 900, text('from a'), 5_000, finish], b: quick });
    await subject.end();
    expect(subject.attempts()).toEqual(['1 a answered']);
    expect(subject.clock.sleepers()).toBe(0);
  });

  it.each<[string, Partial<Case>]>([
    ['nobody asked for it', { plan: { hedge: false } }],
    ['the first is on this device', { zones: ['device', 'cloud'] }],
    ['the second is on this device', { zones: ['cloud', 'device'] }],
    ['both cost more than is left', { budget: { left: 199 } }],
    ['both cost more than the rules allow', { plan: { maxCostNanoDollars: 199 } }],
    ['the second costs more than is left for it', { budget: { leftAt: { b: 99 } } }],
    ['nobody knows what the second costs', { costs: [100, undefined] }],
    ['nobody knows what the first costs', { costs: [undefined, 100] }],
  ])('does not begin where %s', async (_name, rest) => {
    const subject = hedging({ a: slow, b: quick, ...rest });
    expect(await subject.end()).toMatchObject({ status: 'done', target: { targetId: 'a' } });
    expect(subject.attempts()).toEqual(['1 a answered']);
  });

  it('begins where both together cost just what is left', async () => {
    const subject = hedging({ a: slow, b: quick, budget: { left: 200, leftAt: { a: 100, b: 100 } }, plan: { maxCostNanoDollars: 200 } });
    await subject.end();
    expect(subject.attempts()).toHaveLength(2);
  });

  it('answers where the first fails meanwhile, and the first where the second does', async () => {
    const first = hedging({ a: [start, 2_000, crash], b: [start, 5_000, text('from b'), finish] });
    expect(await first.end()).toMatchObject({ target: { targetId: 'b' }, sentence: expect.stringContaining('its account is used up') });
    expect(first.attempts()).toEqual(['1 a failed quota-exhausted', '2 b answered']);
    const second = hedging({ a: slow, b: [start, 100, crash] });
    expect(await second.end()).toMatchObject({ target: { targetId: 'a' } });
    expect(second.ports.recorded.answers[0]).not.toHaveProperty('sentence');
    expect(second.attempts()).toEqual(['2 b failed quota-exhausted', '1 a answered']);
  });

  it('tells once that the first failed, though the second breaks later', async () => {
    const subject = hedging({ a: [start, 2_000, crash], b: [start, 2_000, text('half'), crash] });
    expect(await subject.end()).toMatchObject({
      status: 'failed',
      sentence: 'Went to the cloud: a could not answer (its account is used up), so b did.',
    });
  });

  it('ends in one error where both fail, and stops both where the caller leaves', async () => {
    const both = hedging({ a: [start, 2_000, crash], b: [start, 3_000, crash] });
    expect(await both.end()).toMatchObject({ status: 'failed', target: { targetId: 'b' } });
    expect(both.events.map(({ type }) => type)).toEqual(['end']);
    const left = hedging({ a: [start, 'hangs'], b: [start, 'hangs'] });
    const over = left.begin();
    await left.clock.pass(3_000);
    left.cancel();
    await left.clock.until(over);
    expect(left.ports.recorded.answers).toMatchObject([{ status: 'cancelled' }]);
    expect(left.attempts().sort()).toEqual(['1 a cancelled', '2 b cancelled']);
    expect([left.engines.a, left.engines.b].map((engine) => engine?.signals)).toMatchObject([[{ aborted: true }], [{ aborted: true }]]);
    expect(left.clock.sleepers()).toBe(0);
  });
});
