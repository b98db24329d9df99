import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/chat/error.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { createBreakers } from '../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../shared/routing/breaker/guarded-fleet.ts';
import { planFor } from '../../shared/routing/plan-for.ts';
import { refusalError } from '../../shared/routing/refusal.ts';
import type { Target } from '../../shared/routing/target.ts';
import { settled } from '../fakes/clock.ts';
import { finish, request, start, text } from '../fakes/ports.ts';
import { type Doing, doing, running } from '../fakes/running.ts';

const failure = (code: ErrorCode, rest: object = {}): ChatEvent => ({
  type: 'error',
  error: { code, message: 'It failed.', retryable: true, ...rest },
});
const cloud = { zone: 'cloud' } as const;
const limited = failure('rate-limited', { retryAfterMs: 30_000 });

/** Targets behind breakers that outlive each request, and what each is asked in turn. */
function recovering(calls: Readonly<Record<string, readonly (readonly Doing[])[]>>, targets: Readonly<Record<string, Partial<Target>>>) {
  const subject = running(targets, (clock) => Object.fromEntries(Object.entries(calls).map(([id, each]) => [id, doing(clock, ...each)])));
  const breakers = createBreakers(subject.clock.elapsed);
  Object.assign(subject.ports, { fleet: withBreakers(subject.ports.fleet, breakers, subject.clock) });
  return { ...subject, breakers };
}

/** Its breaker opens, and lets a probe through ten seconds later. */
async function failAndRest({ breakers, clock }: ReturnType<typeof recovering>): Promise<void> {
  for (let count = 0; count < 5; count++) breakers.enter('a')?.end('failed');
  await clock.pass(10_000);
}

describe('while a target shows whether it works again', () => {
  const working: readonly Doing[] = [start, 500, text('one'), 20_000, text('two'), finish];

  it('requests at once wait for the first word of those before them, and all are answered', async () => {
    const subject = recovering({ a: [working] }, { a: cloud });
    await failAndRest(subject);
    const all = Array.from({ length: 8 }, () => subject.begin());
    await subject.clock.pass(499);
    expect(subject.breakers.state('a')).toMatchObject({ isProbing: true, inFlight: 1 });
    await subject.clock.pass(1);
    expect(subject.breakers.state('a')).toMatchObject({ phase: 'closed', inFlight: 3 });
    await subject.clock.until(Promise.all(all));
    const { answers, attempts } = subject.ports.recorded;
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill('done'));
    expect(attempts).toHaveLength(8);
    expect(Math.max(...answers.map(({ timings }) => timings.queueMs))).toBeLessThanOrEqual(2_000);
    expect(subject.clock.sleepers()).toBe(0);
    expect(subject.breakers.state('a')).toMatchObject({ inFlight: 0, failures: 0 });
  });

  it('another permitted target is asked after a quarter of a second', async () => {
    const subject = recovering({ a: [[start, 'hangs']], b: [[start, text('from b'), finish]] }, { a: cloud, b: cloud });
    await failAndRest(subject);
    const probe = subject.breakers.enter('a');
    await subject.end();
    expect(subject.attempts()).toEqual(['1 a failed overloaded', '2 b answered']);
    expect(subject.clock.elapsed()).toBe(10_250);
    probe?.end('neither');
  });

  it('whoever waits in vain is told when to come again, and whoever leaves waits no longer', async () => {
    const subject = recovering({ a: [working] }, { a: cloud });
    await failAndRest(subject);
    const probe = subject.breakers.enter('a');
    const over = subject.begin();
    await subject.clock.pass(1_000);
    probe?.end('failed');
    await subject.clock.until(over);
    expect(subject.attempts()[0]).toBe('1 a failed overloaded');
    expect(subject.ports.recorded.attempts[0]?.error?.retryAfterMs).toBe(20_000);
    const left = recovering({ a: [working] }, { a: cloud });
    await failAndRest(left);
    left.breakers.enter('a');
    const leaving = left.begin();
    await left.clock.pass(100);
    left.cancel();
    await settled();
    await left.clock.until(leaving);
    expect(left.ports.recorded.answers).toMatchObject([{ status: 'cancelled' }]);
    expect(left.clock.elapsed()).toBe(10_100);
    expect(left.clock.sleepers()).toBe(0);
  });
});

describe('a target that rests', () => {
  /** What a request that only it could answer is told. */
  function told(targets: Readonly<Record<string, Partial<Target>>>, event: ChatEvent, times: number) {
    const subject = recovering({ a: [[event]] }, targets);
    const pause = event.type === 'error' ? event.error.retryAfterMs : undefined;
    const isLimit = event.type === 'error' && event.error.code === 'rate-limited';
    for (let count = 0; count < times; count++) subject.breakers.enter('a')?.end(isLimit ? 'limited' : 'failed', pause);
    const asked = request('Hello');
    const plan = planFor(asked, subject.ports);
    expect(plan.permitted).toEqual([]);
    return refusalError(plan, 'auto');
  }

  it('is no faulty model: the error says when to come again', () => {
    expect(told({ a: cloud }, limited, 1)).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 30_000,
      message: 'Nothing permitted can answer. a: It failed once; it is tried again in 30 s.',
    });
    expect(told({ a: cloud }, failure('provider-failed'), 5)).toMatchObject({ code: 'overloaded', retryAfterMs: 10_000 });
    expect(told({ a: cloud, b: { fault: 'Its file is cut short.' } }, limited, 1)).toMatchObject({ code: 'rate-limited' });
  });

  it('is not waited for where it may not be asked anyway', () => {
    const error = told({ a: { ...cloud, contextWindow: 1 } }, limited, 1);
    expect(error.code).toBe('context-overflow');
    expect(error).not.toHaveProperty('retryAfterMs');
  });
});
