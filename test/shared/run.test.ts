import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/chat/error.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { type Breakers, createBreakers } from '../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../shared/routing/breaker/guarded-fleet.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import { WHAT_NEXT } from '../../shared/routing/run/what-next.ts';
import { finish, request, start, text } from '../fakes/ports.ts';
import { doing, running } from '../fakes/running.ts';

const failure = (code: ErrorCode, rest: object = {}, beside: object = {}): ChatEvent => ({
  type: 'error',
  error: { code, message: `It failed: ${code}.`, retryable: true, ...rest },
  ...beside,
});
const answer = [start, text('from b'), finish];
const cloud = { zone: 'cloud' } as const;

describe('what a failure before the first token leads to', () => {
  const stops = Object.entries(WHAT_NEXT).filter(([, { leadsTo }]) => leadsTo === 'stop' || leadsTo === 'as-told');
  it.each(stops)('%s ends the request', async (code) => {
    const subject = running({ a: cloud, b: cloud }, () => ({ a: [failure(code as ErrorCode)], b: answer }));
    expect(await subject.end()).toMatchObject({ status: 'failed', target: { targetId: 'a' }, error: { code } });
    expect(subject.attempts()).toEqual([`1 a failed ${code}`]);
    expect(subject.events.map(({ type }) => type)).toEqual(['end']);
  });

  const goesOn = Object.entries(WHAT_NEXT).filter(([, { leadsTo, again }]) => leadsTo === 'next' && again === undefined);
  it.each(goesOn)('%s leads to the next target at once', async (code) => {
    const subject = running({ a: cloud, b: cloud }, () => ({ a: [start, failure(code as ErrorCode)], b: answer }));
    expect(await subject.end()).toMatchObject({ status: 'done', target: { targetId: 'b' } });
    expect(subject.attempts()).toEqual([`1 a failed ${code}`, '2 b answered']);
    expect(subject.clock.elapsed()).toBe(0);
  });

  const again = Object.entries(WHAT_NEXT).filter((entry) => entry[1].again === true);
  it.each(again)('%s is tried twice more beyond this device, then the next target', async (code) => {
    const subject = running({ a: cloud, b: cloud }, () => ({ a: [failure(code as ErrorCode)], b: answer }), { ports: { random: () => 0 } });
    expect(await subject.end()).toMatchObject({ status: 'done', target: { targetId: 'b' } });
    expect(subject.attempts()).toEqual([`1 a failed ${code}`, `2 a failed ${code}`, `3 a failed ${code}`, '4 b answered']);
    expect(subject.clock.elapsed()).toBe(250 + 500);
  });

  it.each(again)('%s of a model on this device leads to the next at once', async (code) => {
    const subject = running({ a: {}, b: {} }, () => ({ a: [failure(code as ErrorCode)], b: answer }));
    await subject.end();
    expect(subject.attempts()).toEqual([`1 a failed ${code}`, '2 b answered']);
  });

  it('waits longer each time, by chance between half and all of it', async () => {
    const subject = running({ a: cloud }, () => ({ a: [failure('provider-failed')] }), { ports: { random: () => 0.999_999 } });
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'provider-failed' } });
    expect(Math.round(subject.clock.elapsed())).toBe(500 + 1_000);
  });

  it('says in the end who could not and why, and nothing of what a second try made good', async () => {
    const failing = running({ a: cloud, b: cloud }, () => ({ a: [failure('quota-exhausted')], b: answer }));
    expect((await failing.end())?.sentence).toBe('Went to the cloud: a could not answer (its account is used up), so b did.');
    const passing = running({ a: cloud }, (clock) => ({ a: doing(clock, [failure('provider-failed')], answer) }));
    expect(await passing.end()).not.toHaveProperty('sentence');
    expect(passing.attempts()).toEqual(['1 a failed provider-failed', '2 a answered']);
  });

  it('a longer prompt than its window goes only where there is a larger one', async () => {
    const windows = { a: { contextWindow: 100 }, same: { contextWindow: 100 }, less: { contextWindow: 50 }, more: { contextWindow: 200 } };
    const subject = running(windows, () => ({ a: [failure('context-overflow')], more: answer }));
    await subject.end();
    expect(subject.attempts()).toEqual(['1 a failed context-overflow', '2 more answered']);
    const { more: _, ...narrow } = windows;
    const nowhere = running(narrow, () => ({ a: [failure('context-overflow')] }));
    expect(await nowhere.end()).toMatchObject({ status: 'failed', error: { code: 'context-overflow' } });
    expect(nowhere.attempts()).toEqual(['1 a failed context-overflow']);
  });

  it.each<[string, readonly ChatEvent[]]>([
    ['an error', [failure('content-refused')]],
    ['a filter that lets nothing through', [start, { ...finish, reason: 'content-filter' } as ChatEvent]],
  ])('a refusal of what was asked, as %s, goes to the next where the policy says so', async (_name, refusal) => {
    const asks = running({ a: cloud, b: cloud }, () => ({ a: refusal, b: answer }), { plan: { onContentRefused: 'next' } });
    expect(await asks.end()).toMatchObject({ status: 'done', target: { targetId: 'b' } });
    const returns = running({ a: cloud, b: cloud }, () => ({ a: refusal, b: answer }), { plan: { onContentRefused: 'return' } });
    expect(await returns.end()).toMatchObject({ target: { targetId: 'a' } });
    expect(returns.attempts()).toHaveLength(1);
  });
});

describe('a limit of a provider', () => {
  const limited = (retryAfterMs: number, beside = {}) => failure('rate-limited', { retryAfterMs }, beside);

  it('is waited for where that is short', async () => {
    const subject = running({ a: cloud, b: cloud }, (clock) => ({ a: doing(clock, [limited(2_000)], answer), b: answer }));
    await subject.end();
    expect(subject.attempts()).toEqual(['1 a failed rate-limited', '2 a answered']);
    expect(subject.clock.elapsed()).toBe(2_000);
  });

  it('is not waited for long where another target is left', async () => {
    const subject = running({ a: cloud, b: cloud }, () => ({ a: [limited(2_001)], b: answer }));
    await subject.end();
    expect(subject.attempts()).toEqual(['1 a failed rate-limited', '2 b answered']);
    expect(subject.clock.elapsed()).toBe(0);
  });

  it('is waited for as long as the deadline allows where no other is left', async () => {
    const patient = running({ a: cloud }, (clock) => ({ a: doing(clock, [limited(200_000)], answer) }));
    expect(await patient.end()).toMatchObject({ status: 'done' });
    expect(patient.clock.elapsed()).toBe(200_000);
    const twice = running({ a: cloud }, (clock) => ({ a: doing(clock, [limited(200_000)], [limited(200_000)], answer) }));
    expect(await twice.end()).toMatchObject({ status: 'failed', error: { code: 'rate-limited' } });
    expect(twice.clock.elapsed()).toBe(200_000);
    const late = running({ a: cloud }, (clock) => ({ a: doing(clock, [limited(400_000)], answer) }));
    expect(await late.end()).toMatchObject({ status: 'failed', error: { code: 'rate-limited' } });
    expect(late.clock.elapsed()).toBe(0);
  });

  it.each<ErrorCode>(['rate-limited', 'quota-exhausted', 'provider-refused-key'])(
    'of one key (%s) leads to the next key at once',
    async (code) => {
      const one = failure(code, { retryAfterMs: 60_000 }, { key: 'work', hasOtherKey: true });
      const subject = running({ a: cloud, b: cloud }, (clock) => ({ a: doing(clock, [one], answer), b: answer }));
      await subject.end();
      expect(subject.attempts()).toEqual([`1 a failed ${code}`, '2 a answered']);
      expect(subject.clock.elapsed()).toBe(0);
    },
  );
});

describe('an engine with two keys', () => {
  /** Asks with the first key that its breaker lets through; the one called `work` is at its limit for 30 s. */
  function keyed(breakers: Breakers): Engine {
    const keys = ['work', 'home'];
    return {
      async *chat() {
        for (const key of keys) {
          const pass = breakers.enter('a', key);
          if (pass === undefined) continue;
          if (key === 'home') {
            pass.end('worked');
            yield* [start, text('by home'), finish];
            return;
          }
          pass.end('failed', 30_000);
          yield failure('rate-limited', { retryAfterMs: 30_000 }, { key, hasOtherKey: true });
          return;
        }
        yield failure('overloaded');
      },
    };
  }

  it('goes on with the other, leaves the first alone for as long as it asked, and blames the target for nothing', async () => {
    let now = 0;
    const breakers = createBreakers(() => now);
    const ask = async () => {
      const subject = running({ a: cloud, b: cloud }, () => ({ b: answer, a: keyed(breakers) }));
      const fleet = withBreakers(subject.ports.fleet, breakers);
      Object.assign(subject.ports, { fleet });
      await subject.end();
      expect(subject.text()).toBe('by home');
      expect(subject.clock.elapsed()).toBe(0);
      expect(fleet.targets()[0]).not.toHaveProperty('fault');
      return subject.attempts();
    };
    expect(await ask()).toEqual(['1 a failed rate-limited', '2 a answered']);
    expect(breakers.state('a', 'work')).toMatchObject({ phase: 'open', opensInMs: 30_000 });
    now = 29_999;
    expect(await ask()).toEqual(['1 a answered']);
    now = 30_000;
    expect(await ask()).toEqual(['1 a failed rate-limited', '2 a answered']);
    expect(breakers.state('a')).toMatchObject({ failures: 0, inFlight: 0 });
  });
});

describe('the budget of retries', () => {
  it('is one for the whole chain, however many targets fall back', async () => {
    const fleet = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`t${String(index).padStart(2, '0')}`, cloud]));
    const subject = running(fleet, () => Object.fromEntries(Object.keys(fleet).map((id) => [id, [failure('provider-failed')]])));
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'provider-failed' } });
    expect(subject.attempts()).toHaveLength(12 + 3);
    expect(
      subject
        .attempts()
        .map((one) => one.split(' ')[1])
        .slice(0, 7),
    ).toEqual(['t00', 't00', 't00', 't01', 't01', 't02', 't03']);
  });

  it('is worth nothing once the caller left, also where an engine says that as a failure', async () => {
    const sulking: Engine = {
      async *chat(_permit, _request, signal) {
        yield start;
        await new Promise<void>((resolve) => signal.addEventListener('abort', resolve));
        yield failure('quota-exhausted');
      },
    };
    const subject = running({ a: cloud, b: cloud }, () => ({ a: sulking, b: answer }));
    const over = subject.begin();
    await subject.clock.pass(100);
    subject.cancel();
    await subject.clock.until(over);
    expect(subject.attempts()).toEqual(['1 a failed quota-exhausted']);
  });

  it('cancels a wait, and nothing is tried after it', async () => {
    const subject = running({ a: cloud, b: cloud }, () => ({ a: [failure('provider-failed')], b: answer }));
    const over = subject.begin();
    await subject.clock.pass(100);
    subject.cancel();
    await subject.clock.until(over);
    expect(subject.ports.recorded.answers).toMatchObject([{ status: 'cancelled' }]);
    expect(subject.attempts()).toEqual(['1 a failed provider-failed']);
    expect(subject.clock.elapsed()).toBe(100);
  });
});

describe('deadlines', () => {
  it('end a try beyond this device whose first token is late, and stop its engine', async () => {
    let signals: unknown[] = [];
    const subject = running({ a: cloud, b: cloud }, (clock) => {
      const a = doing(clock, [start, 'hangs']);
      signals = a.signals;
      return { a, b: answer };
    });
    expect(await subject.end()).toMatchObject({ status: 'done', target: { targetId: 'b' } });
    expect(subject.attempts()).toEqual(['1 a failed timeout', '2 b answered']);
    expect(subject.clock.elapsed()).toBe(60_000);
    expect(signals).toMatchObject([{ aborted: true, reason: { code: 'timeout' } }]);
  });

  it('count from the beginning beyond this device, whatever is said to have started', async () => {
    const subject = running({ a: cloud }, (clock) => ({ a: doing(clock, [30_000, start, 40_000, text('late'), finish]) }));
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'timeout' } });
    expect(subject.clock.elapsed()).toBe(60_000);
  });

  it('do not count waiting and loading on this device', async () => {
    const queued: ChatEvent = { type: 'queued', position: 1 };
    const subject = running({ a: {} }, (clock) => ({ a: doing(clock, [queued, 3_600_000, start, 119_000, text('at last'), finish]) }));
    expect(await subject.end()).toMatchObject({ status: 'done' });
    const late = running({ a: {} }, (clock) => ({ a: doing(clock, [queued, 3_600_000, start, 'hangs']) }));
    expect(await late.end()).toMatchObject({
      status: 'failed',
      error: { code: 'timeout', message: expect.stringContaining('within 121 seconds') },
    });
    expect(late.clock.elapsed()).toBeGreaterThan(3_600_000 + 120_000);
  });

  it('give a model on this device longer for a longer prompt', async () => {
    const subject = running({ a: {} }, (clock) => ({ a: doing(clock, [start, 300_000, text('read'), finish]) }));
    expect(await subject.end(request('word '.repeat(4_000)))).toMatchObject({ status: 'done' });
  });

  it('end an answer that stops half-way, as an error', async () => {
    const subject = running({ a: cloud, b: cloud }, (clock) => ({
      a: doing(clock, [start, text('half'), 59_000, text(' more'), 'hangs']),
      b: answer,
    }));
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'timeout' }, usage: { outputTokens: 2 } });
    expect(subject.text()).toBe('half more');
    expect(subject.clock.elapsed()).toBe(59_000 + 60_000);
  });

  it('hold for the whole chain together', async () => {
    const slow = { a: cloud, b: cloud, c: cloud };
    const ports = { deadlines: () => ({ chainMs: 100_000 }) };
    const subject = running(slow, (clock) => Object.fromEntries(['a', 'b', 'c'].map((id) => [id, doing(clock, ['hangs'])])), { ports });
    expect(await subject.end(request(''))).toMatchObject({ status: 'failed', error: { code: 'timeout' } });
    expect(subject.attempts()).toEqual(['1 a failed timeout', '2 b failed timeout']);
    expect(subject.clock.elapsed()).toBe(100_000);
  });

  it('hold also where an engine is deaf to its signal, and a cancel ends within seconds', async () => {
    const deaf = running({ a: cloud, b: cloud }, (clock) => ({ a: doing(clock, ['hangs, deaf']), b: answer }));
    expect(await deaf.end()).toMatchObject({ target: { targetId: 'b' } });
    const left = running({ a: {} }, (clock) => ({ a: doing(clock, [start, text('one'), 'hangs, deaf']) }));
    const over = left.begin();
    await left.clock.pass(1_000);
    left.cancel();
    await left.clock.until(over);
    expect(left.ports.recorded.answers).toMatchObject([{ status: 'cancelled', usage: { outputTokens: 1 } }]);
    expect(left.attempts()).toEqual(['1 a cancelled']);
    expect(left.clock.elapsed()).toBe(6_000);
  });

  it('do not count while the computer sleeps', async () => {
    let wake = () => {};
    const gate = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const engine: Engine = {
      async *chat() {
        yield* [start, text('half')];
        await gate;
        yield* [text(' more'), finish];
      },
    };
    const subject = running({ a: cloud }, () => ({ a: engine }));
    const over = subject.begin();
    await subject.clock.pass(10_000);
    await subject.clock.standStill(3_600_000);
    await subject.clock.pass(40_000);
    wake();
    await subject.clock.until(over);
    expect(subject.ports.recorded.answers).toMatchObject([{ status: 'done' }]);
    expect(subject.text()).toBe('half more');
  });

  it('leave no timer behind', async () => {
    const subject = running({ a: cloud, b: {} }, (clock) => ({ a: doing(clock, ['hangs']), b: answer }));
    await subject.end();
    expect(subject.clock.sleepers()).toBe(0);
  });
});
