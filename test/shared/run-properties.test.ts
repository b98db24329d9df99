import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ErrorCode } from '../../shared/chat/error.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { CancelSignal } from '../../shared/chat/signal.ts';
import { isWithin, ZONES, type Zone } from '../../shared/privacy/zones.ts';
import { createBreakers } from '../../shared/routing/breaker/breakers.ts';
import { withBreakers } from '../../shared/routing/breaker/guarded-fleet.ts';
import { requirePermit } from '../../shared/routing/permit.ts';
import type { Candidate } from '../../shared/routing/plan.ts';
import type { Engine, Fleet, Ports } from '../../shared/routing/ports.ts';
import { MOST_RETRIES, MOST_RETRIES_OF_ONE } from '../../shared/routing/run/chain.ts';
import { WHAT_NEXT } from '../../shared/routing/run/what-next.ts';
import { settled } from '../fakes/clock.ts';
import { finish, start, target, text } from '../fakes/ports.ts';
import { cancelled, type Doing, running } from '../fakes/running.ts';

const codes = Object.keys(WHAT_NEXT) as ErrorCode[];
/** Those that lead on more often, so that chains grow long. */
const code = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<ErrorCode>('provider-failed', 'rate-limited', 'overloaded', 'engine-crashed', 'context-overflow', 'timeout'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...codes) },
);
const failure = fc
  .record({ code, retryAfterMs: fc.option(fc.nat(5_000), { nil: undefined, freq: 3 }), hasOtherKey: fc.boolean() })
  .map(({ code: of, retryAfterMs, hasOtherKey }): ChatEvent => {
    const error = { code: of, message: 'It failed.', retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    return { type: 'error', error, ...(hasOtherKey ? { key: 'work', hasOtherKey } : {}) };
  });
const delay = fc.constantFrom<Doing>(0, 10, 700, 3_000, 59_000, 61_000, 130_000);
const ending = fc.oneof(
  { weight: 5, arbitrary: failure },
  { weight: 2, arbitrary: fc.constant<Doing>(finish) },
  { weight: 1, arbitrary: fc.constantFrom<Doing>('hangs', 'throws', { ...finish, reason: 'content-filter' } as ChatEvent, start) },
);
const call = fc
  .tuple(
    fc.boolean(),
    fc.array(delay, { maxLength: 2 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
    ending,
  )
  .map(([starts, delays, pieces, end]): Doing[] => [
    ...(starts ? [start] : []),
    ...delays,
    ...Array.from({ length: pieces }, (_, index) => text(`<${index}>`)),
    end,
  ]);
const place = fc.record({
  zone: fc.constantFrom(...ZONES),
  contextWindow: fc.constantFrom(1_000, 2_000, 4_000),
  calls: fc.array(call, { minLength: 1, maxLength: 4 }),
});

/** When and how the caller ends it; absent: not at all. */
const interruption = fc.option(
  fc.record({ afterMs: fc.constantFrom(0, 5, 800, 30_000, 100_000), how: fc.constantFrom('cancels', 'leaves') }),
  {
    nil: undefined,
    freq: 2,
  },
);

test('under random faults the plan’s order is kept, tries are bounded, permits numbered, and every end is one', {
  timeout: 120_000,
}, async () => {
  const seen = { fellBack: 0, retried: 0, answered: 0, interrupted: 0, hedged: 0, goneOn: 0, stopped: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { minLength: 1, maxLength: 5 }),
      interruption,
      fc.record({
        hedge: fc.boolean(),
        goesOn: fc.boolean(),
        asksOthers: fc.boolean(),
        mostTries: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      }),
      async (places, interrupted, { hedge, goesOn, asksOthers, mostTries, random }) => {
        const ids = places.map((_, index) => `t${index}`);
        const targets = Object.fromEntries(places.map(({ zone, contextWindow }, index) => [`t${index}`, { zone, contextWindow }]));
        const permits: string[] = [];
        const begun: number[] = [];
        let runningNow = 0;
        /** The zone of the one that ran, and of the one that began beside it. */
        const zonesBeside: [Zone, Zone][] = [];
        const now = new Set<{ readonly zone: Zone; readonly signal: CancelSignal }>();
        const permitted = places.map(
          ({ zone }, index): Candidate => ({ targetId: `t${index}`, name: `t${index}`, zone, mostNanoDollars: 1 }),
        );
        const subject = running(targets, () => ({}), {
          plan: {
            permitted,
            ...(mostTries === undefined ? {} : { maxCostNanoDollars: mostTries }),
            ...{ hedge, onStreamBroken: goesOn ? 'continue' : 'fail', onContentRefused: asksOthers ? 'next' : 'return' },
          },
        });
        const { clock } = subject;
        const engineOf = (targetId: string): Engine => ({
          async *chat(permit, asked, signal) {
            requirePermit(permit, asked.id, targetId);
            expect(ids).toContain(targetId);
            permits.push(permit.id);
            begun.push(clock.elapsed());
            const { calls } = places[ids.indexOf(targetId)] ?? { calls: [] };
            const before = calls.length === 0 ? 0 : permits.length % calls.length;
            runningNow++;
            const own = { zone: permit.zone, signal };
            // What was told to stop may need a moment for that.
            for (const beside of now) if (!beside.signal.aborted) zonesBeside.push([beside.zone, permit.zone]);
            now.add(own);
            try {
              for (const one of calls[before] ?? []) {
                if (one === 'throws') throw new Error('It broke.');
                if (typeof one === 'object') yield one;
                else await clock.wait(typeof one === 'number' ? one : 1e9, signal);
                if (signal.aborted) {
                  yield cancelled;
                  return;
                }
              }
            } finally {
              runningNow--;
              now.delete(own);
            }
          },
        });
        const breakers = createBreakers(clock.elapsed);
        // One that the plan does not permit is in the fleet as well.
        const all = [...subject.ports.fleet.targets(), target('outside')];
        const fleet: Fleet = { targets: () => all, engine: engineOf };
        Object.assign(subject.ports, {
          fleet: withBreakers(fleet, breakers, clock),
          random: () => random,
          p95FirstTokenMs: () => 500,
        } satisfies Partial<Ports>);

        const over = interrupted?.how === 'leaves' ? subject.leaveAfter(interrupted.afterMs) : subject.begin();
        let cancelledAt = Number.POSITIVE_INFINITY;
        if (interrupted?.how === 'cancels') {
          await clock.pass(interrupted.afterMs);
          cancelledAt = clock.elapsed();
          subject.cancel();
        }
        await clock.until(over);
        await settled();

        const { attempts, answers } = subject.ports.recorded;
        // Exactly one end, in the ledger and for the caller.
        expect(answers).toHaveLength(1);
        const ends = subject.events.filter(({ type }) => type === 'end').length;
        expect(ends).toBeLessThanOrEqual(1);
        if (interrupted?.how !== 'leaves') expect(ends).toBe(1);
        expect(subject.events.filter(({ type }) => type === 'start').length).toBeLessThanOrEqual(1);
        // Everything stopped, and no count drifted.
        expect(runningNow).toBe(0);
        expect(clock.sleepers()).toBe(0);
        for (const id of ids) expect(breakers.state(id).inFlight).toBe(0);
        for (const at of begun) expect(at).toBeLessThanOrEqual(cancelledAt);
        // Every try is on record once; permits carry its number.
        const numbers = attempts.map(({ number }) => number).sort((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        expect(new Set(permits).size).toBe(permits.length);
        for (const id of permits) expect(numbers.map((number) => `request-1/${number}`)).toContain(id);
        // Tries are bounded.
        expect(attempts.length).toBeLessThanOrEqual(places.length + MOST_RETRIES);
        for (const id of ids)
          expect(attempts.filter((one) => one.target.targetId === id).length).toBeLessThanOrEqual(1 + MOST_RETRIES_OF_ONE);
        // What may be charged of them stays within what the request may cost. Going on is priced anew, and costs nothing here.
        const charged = attempts.filter(
          ({ outcome, error }) => outcome !== 'failed' || error === undefined || !WHAT_NEXT[error.code].isFree,
        );
        expect(charged.length).toBeLessThanOrEqual(goesOn ? Number.POSITIVE_INFINITY : (mostTries ?? Number.POSITIVE_INFINITY));
        if (charged.length === mostTries && ['failed', 'cancelled'].includes(answers[0]?.status ?? '')) seen.stopped++;
        // Nothing is asked beside another that is nearer home.
        for (const [at, zone] of zonesBeside) expect(isWithin(zone, at)).toBe(true);
        // Only the plan's targets, in its order; whoever is passed over was too narrow, or could not go on.
        const inOrder = [...attempts].sort((a, b) => a.number - b.number);
        const indices = inOrder.map((one) => ids.indexOf(one.target.targetId));
        expect(indices).not.toContain(-1);
        if (!hedge) {
          for (const [at, index] of indices.entries()) {
            if (at === 0) {
              expect(index).toBe(0);
              continue;
            }
            const previous = indices[at - 1] ?? 0;
            expect(inOrder[at - 1]?.outcome).toBe('failed');
            expect(index).toBeGreaterThanOrEqual(previous);
            const isOverflow = inOrder[at - 1]?.error?.code === 'context-overflow';
            for (let passed = previous + 1; passed < index; passed++)
              if (isOverflow) expect(places[passed]?.contextWindow).toBeLessThanOrEqual(places[previous]?.contextWindow ?? 0);
              else expect(goesOn).toBe(true);
          }
        }
        const [ended] = answers;
        const last = inOrder.findLast(({ outcome }) => outcome === 'answered');
        if (ended?.status === 'done') expect(last?.target.targetId).toBe(ended.target?.targetId);
        else if (interrupted?.how !== 'leaves') expect(last).toBeUndefined();

        if (ended?.status === 'done') seen.answered++;
        if (new Set(indices).size > 1) seen.fellBack++;
        if (new Set(indices).size < indices.length) seen.retried++;
        if (ended?.status === 'cancelled') seen.interrupted++;
        if (hedge && inOrder.some(({ outcome }) => outcome === 'cancelled') && ended?.status === 'done') seen.hedged++;
        if (ended?.begunBy !== undefined) seen.goneOn++;
      },
    ),
    { numRuns: 1_500 },
  );
  // A run in which none of this happened would prove nothing.
  expect(Object.entries(seen).filter(([, count]) => count < 5)).toEqual([]);
});
