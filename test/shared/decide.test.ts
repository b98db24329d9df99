import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { isWithin, ZONES } from '../../shared/privacy/zones.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { ABILITIES } from '../../shared/routing/target.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

const plan = (asked = request('Hello'), fleet = [target('a')]) =>
  decide(traitsOf(asked, scan, fleet, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, fleet, SITUATION);
const IBAN = 'DE89 3704 0044 0532 0130 00';

describe('decide', () => {
  it('keeps a private prompt on this device and says why elsewhere was refused', () => {
    const made = plan(request('Hi', { tags: ['private'] }), [target('far', { zone: 'cloud' }), target('near')]);
    expect(made.permitted.map((candidate) => candidate.targetId)).toEqual(['near']);
    expect(made.sentence).toBe('Stayed on this device because it is tagged “private”.');
    expect(made.refused).toMatchObject([
      {
        targetId: 'far',
        name: 'far',
        zone: 'cloud',
        constraint: 'zone',
        reason: 'It runs on the cloud, and this may go no further than this device: it is tagged “private”.',
      },
    ]);
  });

  it('lowers the ceiling for what it finds anywhere in the context, not only in the last message', () => {
    const history = request('And now?', {
      messages: [
        { role: 'tool', content: [{ type: 'tool-result', id: '1', text: `paid to ${IBAN}` }] },
        { role: 'user', content: [{ type: 'text', text: 'And now?' }] },
      ],
    });
    const made = plan(history, [
      target('cloud', { zone: 'cloud', abilities: ['chat', 'tools'] }),
      target('trusted', { zone: 'trusted', abilities: ['chat', 'tools'] }),
    ]);
    expect(made.ceiling).toMatchObject({ zone: 'trusted', masked: 'cloud', because: ['it holds an IBAN'] });
    expect(made.findings).toEqual([{ type: 'iban', count: 1 }]);
    expect(made.permitted).toMatchObject([
      { targetId: 'trusted', name: 'trusted', zone: 'trusted' },
      { targetId: 'cloud', name: 'cloud', zone: 'cloud', masked: true },
    ]);
  });

  it('gives what pulled the ceiling in as the reason only where that was the reason', () => {
    const sentence = (text: string, fleet = [target('home')], rest = {}) => plan(request(text, rest), fleet).sentence;
    expect(sentence('Hi')).toBe('Stayed on this device because home is the only model you have.');
    expect(sentence(`Pay ${IBAN}`)).toBe(
      'Stayed on this device because home is the only model you have. It may go no further than trusted providers because it holds an IBAN.',
    );
    expect(sentence('Hi', [target('home')], { model: 'home' })).toBe('Stayed on this device because you asked for home.');
    expect(sentence('Hi', [target('home', { quality: 0.9 }), target('away', { zone: 'lan' })])).toBe(
      'Stayed on this device: home is the best balance of 2 permitted models.',
    );
    expect(sentence('Hi', [target('broken', { fault: 'Cut short.' }), target('away', { zone: 'lan' })])).toBe(
      'Goes to your network because only away can take it.',
    );
    expect(sentence('Hi', [], {})).toBe('Nothing can answer: there is no model yet. Put a GGUF file into the models folder.');
  });

  it('asks the built-in guide only where no other model may answer, or by its name', () => {
    const guide = target('guide', { guide: true, loaded: true });
    const big = target('big', { loaded: false });
    const cloud = target('cloud', { zone: 'cloud' });
    const order = (rest: object, fleet = [guide, big, cloud]) => plan(request('Hi', rest), fleet).permitted.map(({ targetId }) => targetId);
    expect(order({})).not.toContain('guide');
    expect(order({ tags: ['private'] })).toEqual(['big']);
    expect(order({ tags: ['private'] }, [guide, cloud])).toEqual(['guide']);
    expect(order({ model: 'guide' })).toEqual(['guide']);
    expect(order({}, [guide, target('broken', { fault: 'Cut short.' })])).toEqual(['guide']);
    const rests = { why: 'failed', opensInMs: 1_000, sentence: 'It failed five times.' } as const;
    expect(order({}, [guide, target('resting', { zone: 'cloud', rests })])).toEqual([]);
    const made = plan(request('Hi'), [guide, big]);
    expect(made.refused).toMatchObject([{ targetId: 'guide', constraint: 'guide' }]);
    expect(made.sentence).toBe('Stayed on this device because big is the only model you have besides the built-in guide.');
  });

  it('keeps a prompt with a tag that nobody defined on this device', () => {
    expect(plan(request('Hi', { tags: ['work'] })).ceiling.zone).toBe('device');
    expect(plan(request('Hi', { tags: ['constructor'] })).ceiling.zone).toBe('device');
  });

  it('refuses what a target cannot do, what it cannot hold, and what does not work', () => {
    const long = request('word '.repeat(20_000), { tools: [{ name: 'look' }] });
    const fleet = [
      target('no-tools', { contextWindow: 32_768 }),
      target('small', { abilities: ['chat', 'tools'] }),
      target('broken', { fault: 'Its file is cut short.' }),
    ];
    const reasons = Object.fromEntries(plan(long, fleet).refused.map((refusal) => [refusal.targetId, refusal.reason]));
    expect(reasons).toEqual({
      'no-tools': 'It cannot call tools.',
      small: expect.stringMatching(/^The prompt is about 2\d,\d{3} tokens \(estimate\); it holds 2,048\.$/),
      broken: 'Its file is cut short.',
    });
  });

  it('gives a caller who names a target that one or none', () => {
    const made = plan(request('Hi', { model: 'b' }), [target('a'), target('b')]);
    expect(made.permitted.map((candidate) => candidate.targetId)).toEqual(['b']);
    expect(made.refused[0]?.reason).toBe('You asked for another model.');
  });

  const someTarget = fc.record({
    id: fc.uuid(),
    zone: fc.constantFrom(...ZONES),
    abilities: fc.subarray([...ABILITIES]),
    contextWindow: fc.integer({ min: 16, max: 100_000 }),
    parameters: fc.integer({ min: 1, max: 1e12 }),
    loaded: fc.boolean(),
    inFlight: fc.nat(50),
  });
  const someFleet = fc
    .uniqueArray(someTarget, { selector: (made) => made.id, maxLength: 12 })
    .map((made) => made.map(({ id, ...rest }) => target(id, rest)));
  const someRequest = fc
    .record({
      text: fc.oneof(fc.string(), fc.constantFrom(IBAN, 'mail anna@example.org', 'card 4242 4242 4242 4242')),
      tags: fc.array(fc.oneof(fc.constantFrom('private', 'internal', 'sensitive', 'public'), fc.string()), { maxLength: 4 }),
      tools: fc.boolean(),
    })
    .map(({ text, tags, tools }) => request(text, { tags, tools: tools ? [{ name: 't' }] : [] }));

  it('never permits a zone above the ceiling, names every target once, and explains each refusal (property)', () => {
    fc.assert(
      fc.property(someRequest, someFleet, (asked, fleet) => {
        const made = plan(asked, fleet);
        const { zone, masked = zone } = made.ceiling;
        for (const candidate of made.permitted) expect(isWithin(candidate.zone, candidate.masked ? masked : zone)).toBe(true);
        for (const tag of asked.tags) {
          const rule = Object.hasOwn(DEFAULT_POLICY.tags, tag) ? DEFAULT_POLICY.tags[tag] : undefined;
          expect(isWithin(zone, rule?.ceiling ?? 'device')).toBe(true);
          expect(isWithin(masked, rule?.masked ?? rule?.ceiling ?? 'device')).toBe(true);
        }
        for (const refusal of made.refused) expect(refusal.reason).not.toBe('');
        expect(made.sentence).not.toBe('');
        const named = [...made.permitted, ...made.refused].map((candidate) => candidate.targetId).sort();
        expect(named).toEqual(fleet.map((listed) => listed.id).sort());
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order of the fleet (property)', () => {
    fc.assert(
      fc.property(someRequest, someFleet, (asked, fleet) => {
        expect(plan(asked, [...fleet].reverse()).permitted).toEqual(plan(asked, fleet).permitted);
      }),
      { numRuns: 500 },
    );
  });
});
