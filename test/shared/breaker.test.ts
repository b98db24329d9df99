import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LintelError } from '../../shared/chat/error.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { createCancel } from '../../shared/chat/signal.ts';
import { createBreaker, type Lease, type Outcome } from '../../shared/routing/breaker/breaker.ts';
import { createBreakers } from '../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../shared/routing/breaker/guarded-fleet.ts';
import { issuePermit } from '../../shared/routing/permit.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import { fakePorts, finish, request, start, target, text } from '../fakes/ports.ts';

/** Lets so many requests through, one after the other. */
function pass(breaker: ReturnType<typeof createBreaker>, outcome: Outcome, times: number, at = 0): void {
  for (let count = 0; count < times; count++) {
    const lease = breaker.enter(at);
    expect(lease).toBeDefined();
    lease?.end(outcome, at);
  }
}

/** A breaker that failed five times at 0. */
function opened() {
  const breaker = createBreaker();
  pass(breaker, 'failed', 5);
  return breaker;
}

describe('a breaker', () => {
  it('opens at the fifth failure, and a success makes one good', () => {
    const breaker = createBreaker();
    pass(breaker, 'failed', 4);
    pass(breaker, 'worked', 1);
    pass(breaker, 'failed', 1);
    expect(breaker.view(0)).toMatchObject({ phase: 'closed', failures: 4 });
    pass(breaker, 'failed', 1);
    expect(breaker.view(0)).toMatchObject({ phase: 'open', failures: 5, opensInMs: 10_000, inFlight: 0 });
    expect(breaker.enter(9_999)).toBeUndefined();
  });

  it('counts neither what was cancelled nor what was the request’s own fault', () => {
    const breaker = createBreaker();
    pass(breaker, 'neither', 20);
    expect(breaker.view(0)).toMatchObject({ phase: 'closed', failures: 0 });
    expect(breaker.isPristine()).toBe(true);
  });

  it('lets exactly one request try it again, and another one where that was cancelled', () => {
    const breaker = opened();
    const probe = breaker.enter(10_000);
    expect(probe).toBeDefined();
    expect(breaker.view(10_000)).toMatchObject({ phase: 'half-open', isProbing: true });
    expect(breaker.enter(10_000)).toBeUndefined();
    probe?.end('neither', 10_001);
    expect(breaker.enter(10_001)).toBeDefined();
    expect(breaker.enter(10_001)).toBeUndefined();
  });

  it('stays open for twice as long after each probe that fails, up to five minutes', () => {
    const breaker = opened();
    const pauses: number[] = [];
    let now = 10_000;
    for (let count = 0; count < 7; count++) {
      breaker.enter(now)?.end('failed', now);
      const { opensInMs } = breaker.view(now);
      pauses.push(opensInMs);
      now += opensInMs;
    }
    expect(pauses).toEqual([20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
  });

  it('lets a growing share of concurrent requests through once it works again, and always one alone', () => {
    const breaker = opened();
    breaker.enter(10_000)?.end('worked', 10_000);
    const shares: number[] = [];
    for (let stage = 0; stage < 4; stage++) {
      const alone = breaker.enter(10_000);
      expect(alone).toBeDefined();
      const beside = Array.from({ length: 40 }, () => breaker.enter(10_000)).filter((lease) => lease !== undefined);
      shares.push(beside.length / 40);
      for (const lease of beside) lease.end('neither', 10_000);
      alone?.end('worked', 10_000);
    }
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    expect(breaker.isPristine()).toBe(true);
  });

  it('opens for longer at one failure before the ramp is over', () => {
    const breaker = opened();
    breaker.enter(10_000)?.end('worked', 10_000);
    breaker.enter(10_000)?.end('failed', 10_000);
    expect(breaker.view(10_000)).toMatchObject({ phase: 'open', opensInMs: 20_000 });
  });

  it('leaves alone whoever asked for that, for as long as they asked', () => {
    const breaker = createBreaker();
    breaker.enter(0)?.end('failed', 0, 3_000);
    expect(breaker.view(0)).toMatchObject({ phase: 'open', opensInMs: 3_000 });
    expect(breaker.enter(3_000)).toBeDefined();
    const greedy = createBreaker();
    greedy.enter(0)?.end('failed', 0, 1e12);
    expect(greedy.view(0).opensInMs).toBe(300_000);
  });

  it('is not moved by requests that began before it opened', () => {
    const breaker = createBreaker();
    const [late, later] = [breaker.enter(0), breaker.enter(0)];
    pass(breaker, 'failed', 5);
    late?.end('worked', 1);
    later?.end('failed', 1);
    expect(breaker.view(1)).toMatchObject({ phase: 'open', failures: 5, opensInMs: 9_999, inFlight: 0 });
  });

  it('counts to 0 in the end and never has two probes, whatever happens', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('enter' as const) }),
      fc.record({
        do: fc.constant('end' as const),
        which: fc.nat(20),
        outcome: fc.constantFrom<Outcome>('worked', 'failed', 'failed', 'neither'),
        pauseMs: fc.option(fc.nat(400_000), { nil: undefined, freq: 9 }),
      }),
      fc.record({ do: fc.constant('pass' as const), ms: fc.nat(30_000) }),
    );
    let probed = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 120 }), (steps) => {
        const breaker = createBreaker();
        const all: Lease[] = [];
        const running = new Set<Lease>();
        let probe: Lease | undefined;
        let now = 0;
        for (const one of steps) {
          if (one.do === 'pass') now += one.ms;
          else if (one.do === 'enter') {
            const { phase, isProbing } = breaker.view(now);
            const lease = breaker.enter(now);
            if (phase === 'open') expect(lease).toBeUndefined();
            if (phase === 'half-open') {
              expect(lease === undefined).toBe(isProbing);
              expect(isProbing).toBe(probe !== undefined && running.has(probe));
              if (lease !== undefined) {
                probe = lease;
                probed++;
              }
            }
            if (lease === undefined) continue;
            all.push(lease);
            running.add(lease);
          } else {
            // Now and then one that ended already: a second end counts for nothing.
            const some = one.which === 0 ? all : [...running];
            const lease = some[one.which % Math.max(1, some.length)];
            if (lease === undefined) continue;
            lease.end(one.outcome, now, one.pauseMs);
            running.delete(lease);
          }
          expect(breaker.view(now).inFlight).toBe(running.size);
          expect(breaker.view(now).opensInMs).toBeLessThanOrEqual(300_000);
        }
        for (const lease of all) lease.end('neither', now);
        expect(breaker.view(now).inFlight).toBe(0);
      }),
      { numRuns: 1_000 },
    );
    expect(probed).toBeGreaterThan(50);
  });
});

describe('breakers', () => {
  it('are of one target and one key each, and remember only what failed', () => {
    const breakers = createBreakers(() => 0);
    for (let count = 0; count < 5; count++) breakers.enter('a', 'work')?.end('failed');
    expect(breakers.state('a', 'work').phase).toBe('open');
    expect(breakers.enter('a', 'work')).toBeUndefined();
    expect(breakers.state('a', 'other').phase).toBe('closed');
    expect(breakers.state('a').phase).toBe('closed');
    expect(breakers.enter('a')).toBeDefined();
  });

  it('forget the longest unused beyond two thousand, never one that runs', () => {
    const breakers = createBreakers(() => 0);
    const running = breakers.enter('runs');
    for (let count = 0; count < 3_000; count++) breakers.enter(`target-${count}`)?.end('failed');
    expect(breakers.state('target-0').failures).toBe(0);
    expect(breakers.state('target-2999').failures).toBe(1);
    expect(breakers.state('runs').inFlight).toBe(1);
    running?.end('worked');
    expect(breakers.state('runs').inFlight).toBe(0);
  });
});

describe('a fleet with breakers', () => {
  const asked = request('Hello');
  const failure = (code: 'provider-failed' | 'rate-limited' | 'context-overflow', rest = {}): ChatEvent => ({
    type: 'error',
    error: { code, message: 'It failed.', retryable: true, ...rest },
  });

  /** A guarded fleet of one target beyond this device, one on it, and what asking them gives. */
  function subject(engine: Engine | readonly ChatEvent[]) {
    let now = 0;
    const breakers = createBreakers(() => now);
    const fleet = withBreakers(
      fakePorts([target('far', { zone: 'cloud' }), target('here')], { far: engine, here: engine }).fleet,
      breakers,
    );
    const plan: Plan = {
      requestId: asked.id,
      policyVersion: 1,
      ceiling: { zone: 'cloud', because: [] },
      permitted: [
        { targetId: 'far', name: 'Far', zone: 'cloud' },
        { targetId: 'here', name: 'Here', zone: 'device' },
      ],
      objective: 'balanced',
      trace: [],
      refused: [],
      sentence: '',
    };
    const permit = (index: number) => issuePermit(plan, plan.permitted[index] as never, false);
    return {
      fleet,
      breakers,
      pass(ms: number) {
        now += ms;
      },
      chat: (signal = createCancel().signal) => fleet.engine('far').chat(permit(0), asked, signal),
      here: () => fleet.engine('here').chat(permit(1), asked, createCancel().signal),
      far: () => fleet.targets()[0],
    };
  }

  it('shows an open one as the fault of its target, and refuses without asking', async () => {
    const { chat, far, pass: later } = subject([failure('provider-failed')]);
    for (let count = 0; count < 5; count++) await Array.fromAsync(chat());
    expect(far()?.fault).toBe('It failed 5 times; it is tried again in 10 s.');
    expect(await Array.fromAsync(chat())).toMatchObject([{ type: 'error', error: { code: 'overloaded', retryAfterMs: 10_000 } }]);
    later(10_000);
    expect(far()).not.toHaveProperty('fault');
    const probing = chat()[Symbol.asyncIterator]();
    await probing.next();
    later(20_000);
    expect(far()).not.toHaveProperty('fault');
  });

  it('counts what runs beyond this device, and what is left half-way no longer', async () => {
    const { chat, far, breakers } = subject([start, text('one'), text('two'), finish]);
    const reading = chat()[Symbol.asyncIterator]();
    await reading.next();
    expect(far()?.inFlight).toBe(1);
    await reading.return?.();
    expect(far()?.inFlight).toBe(0);
    await Array.fromAsync(chat());
    expect(breakers.state('far')).toMatchObject({ inFlight: 0, failures: 0 });
  });

  it('blames the target for what it did not do in time, and not for what the caller gave up', async () => {
    const patient: Engine = {
      async *chat(_permit, _request, signal) {
        yield start;
        await new Promise<void>((resolve) => signal.addEventListener('abort', resolve));
        yield { ...finish, reason: 'cancelled' } as ChatEvent;
      },
    };
    for (const [reason, failures] of [
      [new LintelError('timeout', 'Late.'), 1],
      [undefined, 0],
    ] as const) {
      const { chat, breakers } = subject(patient);
      const { signal, cancel } = createCancel();
      const reading = Array.fromAsync(chat(signal));
      await new Promise(setImmediate);
      cancel(reason);
      await reading;
      expect(breakers.state('far')).toMatchObject({ failures, inFlight: 0 });
    }
  });

  it.each([
    ['a failure of its provider', failure('provider-failed'), { failures: 1, phase: 'closed' }],
    ['a limit', failure('rate-limited', { retryAfterMs: 3_000 }), { failures: 1, phase: 'open', opensInMs: 3_000 }],
    ['a limit of one key', { ...failure('rate-limited', { retryAfterMs: 3_000 }), key: 'work' } as ChatEvent, { failures: 0 }],
    ['a prompt too long', failure('context-overflow'), { failures: 0 }],
  ])('remembers %s as it should', async (_name, event, view) => {
    const { chat, breakers } = subject([event]);
    await Array.fromAsync(chat());
    expect(breakers.state('far')).toMatchObject(view);
  });

  it('leaves targets on this device alone', async () => {
    const { here, fleet } = subject([failure('provider-failed')]);
    for (let count = 0; count < 9; count++) expect(await Array.fromAsync(here())).toMatchObject([{ error: { code: 'provider-failed' } }]);
    expect(fleet.targets()[1]).toEqual(target('here'));
  });
});
