import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { keep, keepTarget, restore, UNKNOWN_TAG } from '../../shared/routing/rehearsal/keep.ts';
import type { PastDecision } from '../../shared/routing/rehearsal/past.ts';
import { rehearse } from '../../shared/routing/rehearse.ts';
import type { Situation } from '../../shared/routing/situation.ts';
import type { Target } from '../../shared/routing/target.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

const PRICE = { input: 2.5e9, output: 10e9, source: 'a page', date: '2026-01-31' };
const FLEET = [
  target('home', { quality: 0.4, threads: 1 }),
  target('box', { zone: 'lan', quality: 0.5 }),
  target('far', { zone: 'cloud', quality: 0.95, price: PRICE }),
];
const POLICY: Policy = { ...DEFAULT_POLICY, objective: 'best-answer' };
const HOME_ONLY: Policy = { ...POLICY, untagged: { ceiling: 'device' } };

/** A decision as it comes back from where it was kept. */
function past(asked = request('Hello'), policy: Policy = POLICY, fleet: readonly Target[] = FLEET, situation = SITUATION): PastDecision {
  const traits = traitsOf(asked, scan, fleet, policy.minConfidence);
  const plan = decide(traits, policy, fleet, situation);
  const { planned, ...kept } = keep({ traits, policy, fleet, situation }, plan);
  const basis = restore(JSON.parse(JSON.stringify(kept)) as typeof kept, fleet.map(keepTarget), asked.id);
  if (planned === undefined) return { ...basis, at: 1, policyVersion: 1, outcome: { status: 'failed' } };
  const { expected: _, ...place } = planned;
  const happened = { costNanoDollars: 7, firstTokenMs: 10, totalMs: 20 };
  return { ...basis, at: 1, policyVersion: 1, planned, outcome: { status: 'done', place, happened } };
}

const run = (decisions: readonly PastDecision[], policy: Policy, inForce: Policy = POLICY) => rehearse(decisions, { policy, inForce });

describe('what is kept of a decision', () => {
  it('holds no text and no word that may be the caller’s own', () => {
    const asked = request('My secret plan about Bluebird', {
      model: 'model named after Bluebird',
      tags: ['private', 'bluebird'],
      conversationId: 'bluebird-chat',
    });
    const traits = traitsOf(asked, scan, FLEET, 0.6);
    const considered = { traits, policy: POLICY, fleet: FLEET, situation: SITUATION };
    const kept = keep(considered, decide(traits, POLICY, FLEET, SITUATION));
    expect(JSON.stringify(kept).toLowerCase()).not.toContain('bluebird');
    expect(kept.traits).toMatchObject({ model: 'unknown', tags: ['private', UNKNOWN_TAG] });
  });

  it('decides again as it did, whatever the fleet, the load and the tags', () => {
    const speed = fc.record({
      promptTokensPerSecond: fc.double({ min: 1, max: 5000, noNaN: true }),
      tokensPerSecond: fc.double({ min: 0.5, max: 300, noNaN: true }),
      overheadMs: fc.double({ min: 0, max: 2000, noNaN: true }),
    });
    const some = fc.record({
      zone: fc.constantFrom(...ZONES),
      quality: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      loaded: fc.boolean(),
      inFlight: fc.nat(4),
      threads: fc.nat(8),
      curve: fc.array(fc.option(speed, { nil: undefined }), { minLength: 4, maxLength: 4 }),
      isPaid: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.subarray(['private', 'internal', 'public']),
        fc.constantFrom('balanced', 'cheapest', 'fastest', 'best-answer', 'private-first', 'battery-saver'),
        (targets, load, tags, objective) => {
          const fleet = targets.map(({ curve, isPaid, ...rest }, index) =>
            target(`t${index}`, { ...rest, speed: { bands: curve }, ...(isPaid ? { price: PRICE } : {}) }),
          );
          const situation: Situation = { ...SITUATION, hardware: { ...SITUATION.hardware, cores: 4, cpu: load, cpuOthers: load } };
          const policy: Policy = { ...POLICY, objective };
          const { rows } = run([past(request('Hello there', { tags }), policy, fleet, situation)], policy, policy);
          expect(rows[0]).toMatchObject({ moved: false });
          expect(rows[0]?.leak).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a rehearsal', () => {
  it('changes nothing under the policy of that time, and takes what happened as what would', () => {
    const { rows, summary } = run([past()], POLICY);
    expect(rows[0]).toMatchObject({
      moved: false,
      was: { place: { targetId: 'far' } },
      would: { place: { targetId: 'far' }, expected: { totalMs: 20 } },
    });
    expect(summary).toMatchObject({ requests: 1, moved: 0, lost: 0, leaks: 0, was: { costNanoDollars: 7, medianMs: 20 } });
    expect(summary.would).toEqual(summary.was);
  });

  it('tells where it would have gone, at which cost, and how many found no answer', () => {
    const decisions = [past(), past(request('Hi', { model: 'far' }))];
    const { rows, summary } = run(decisions, HOME_ONLY);
    expect(rows[0]).toMatchObject({
      moved: true,
      would: { place: { targetId: 'home', zone: 'device' }, expected: { costNanoDollars: 0 } },
    });
    expect(rows[1]?.would).toMatchObject({ sentence: expect.stringContaining('Nothing permitted can answer') });
    expect(rows[1]?.would.place).toBeUndefined();
    expect(summary).toMatchObject({
      requests: 2,
      moved: 2,
      lost: 1,
      was: { byZone: { cloud: 2 }, costNanoDollars: 14 },
      would: { byZone: { device: 1, none: 1 }, costNanoDollars: 0 },
    });
    expect(summary.flows).toEqual([
      { from: 'cloud', to: 'device', count: 1 },
      { from: 'cloud', to: 'none', count: 1 },
    ]);
  });

  it('names what would have leaked by type, and calls nothing a leak that leaves masked or that the policy lets go', () => {
    const held = past(request('Pay DE89 3704 0044 0532 0130 00 for anna@example.org'), HOME_ONLY);
    const open: Policy = { ...POLICY, findingTags: { ...POLICY.findingTags, iban: 'public', email: 'public' } };
    const { rows, summary } = run([held], open, HOME_ONLY);
    expect(rows[0]?.leak).toEqual({
      to: 'cloud',
      ceiling: 'device',
      findings: [
        { type: 'iban', count: 1 },
        { type: 'email', count: 1 },
      ],
    });
    expect(summary).toMatchObject({
      leaks: 1,
      leaked: [
        { type: 'iban', count: 1 },
        { type: 'email', count: 1 },
      ],
    });
    const { rows: masked } = run([held], POLICY, HOME_ONLY);
    expect(masked[0]).toMatchObject({ would: { place: { targetId: 'far', masked: true } } });
    expect(masked[0]?.leak).toBeUndefined();
    expect(run([held], open, open).summary.leaks).toBe(0);
    expect(run([past()], POLICY, { ...POLICY, stayOnDevice: true }).rows[0]?.leak).toMatchObject({ ceiling: 'device' });
  });

  it('obeys the rules of the edited policy, and those in force where it tells leaks', () => {
    const rule = (when: string, then: Policy['rules'][number]['rules'][number]['then']): Policy => ({
      ...POLICY,
      rules: [{ id: 'g', name: 'Group', match: 'all', rules: [{ id: 'r', name: 'Rule', when, then }] }],
    });
    const stays = rule('tokens > 0', { ceiling: 'device' });
    expect(run([past()], stays).rows[0]).toMatchObject({ moved: true, would: { place: { targetId: 'home' } } });
    expect(run([past()], POLICY, stays).rows[0]?.leak).toEqual({ to: 'cloud', ceiling: 'device', findings: [] });
    expect(run([past()], rule('tokens > 0', { deny: 'Not now.' })).summary).toMatchObject({ lost: 1 });
  });

  it('replays a thousand decisions over 20 targets', () => {
    const fleet = Array.from({ length: 20 }, (_, index) =>
      target(`t${index}`, {
        zone: ZONES[index % 4] ?? 'device',
        quality: index / 20,
        price: PRICE,
        speed: { bands: [{ promptTokensPerSecond: 512.123456, tokensPerSecond: 31.415926, overheadMs: 12.5 }] },
      }),
    );
    const decisions = Array.from({ length: 1000 }, (_, index) => past(request(`Hello ${index}`, { id: `r${index}` }), POLICY, fleet));
    const { summary } = run(decisions, HOME_ONLY);
    expect(summary).toMatchObject({ requests: 1000, moved: 1000 });
  });
});
