import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage, ChatRequest, Part } from '../../shared/chat/request.ts';
import { scan } from '../../shared/privacy/scan.ts';
import type { Scanner } from '../../shared/privacy/scanner.ts';
import { isWithin } from '../../shared/privacy/zones.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

const fleet = [target('near', { contextWindow: 100_000 }), target('far', { zone: 'cloud', contextWindow: 100_000 })];
const CARD = '4111 1111 1111 1111';
const apiKey = ['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-');
const findings = (rest: Partial<ChatRequest>) =>
  traitsOf(request('Hello', rest), scan, fleet, DEFAULT_POLICY.minConfidence).findings?.map(({ type }) => type);
const ceiling = (messages: readonly ChatMessage[]) =>
  decide(traitsOf(request('', { messages }), scan, fleet, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, fleet, SITUATION).ceiling.zone;
const said = (...content: Part[]): ChatMessage[] => [{ role: 'user', content }];
const inParts = (...texts: string[]) => said(...texts.map((text): Part => ({ type: 'text', text })));

describe('what a request holds', () => {
  it('finds what lies across two parts of a message, and what stands free only in its own part', () => {
    expect(findings({ messages: inParts('my card 4111 1111 ', '1111 1111 thanks') })).toEqual(['payment-card']);
    expect(findings({ messages: inParts('Key', apiKey) })).toEqual(['secret']);
  });

  it.each<[string, Partial<ChatRequest>]>([
    ['a tool’s description', { tools: [{ name: 'pay', description: `to\n${CARD}` }] }],
    ['a tool’s parameters', { tools: [{ name: 'pay', parameters: { properties: { card: { default: CARD } } } }] }],
    ['a key', { tools: [{ name: 'pay', parameters: { [CARD]: true } }] }],
    ['a number', { wire: { metadata: { card: 4111111111111111 } } }],
    ['a stop text', { stop: ['end', CARD] }],
    ['the schema of the output', { output: { type: 'json-schema', schema: { enum: [CARD] } } }],
    ['a field that only the wire has', { wire: { user: CARD } }],
    ['a field of a message that only the wire has', { wire: { messages: [{ role: 'user', content: 'Hello', name: CARD }] } }],
    ['the arguments of a tool call', { messages: said({ type: 'tool-call', id: '1', name: 'pay', arguments: `{"to":"a\\n${CARD}"}` }) }],
    ['thought', { messages: [{ role: 'assistant', content: [{ type: 'reasoning', text: `Hm, ${CARD}` }] }] }],
    [
      'what a provider is to have signed',
      {
        messages: [
          { role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 'pay', arguments: '{}', signature: CARD }] },
          { role: 'assistant', content: [{ type: 'reasoning', text: '', signature: CARD }] },
        ],
      },
    ],
    [
      'arguments with escapes',
      { messages: said({ type: 'tool-call', id: '1', name: 'pay', arguments: '{"to":"\\u0034111111111111111"}' }) },
    ],
    ['the result of a tool', { messages: said({ type: 'tool-result', id: '1', text: CARD }) }],
    ['the address of an image', { messages: said({ type: 'image', url: `https://example.org/?card=${CARD}` }) }],
  ])('finds a card number in %s', (_place, rest) => {
    expect(findings(rest)).toEqual(['payment-card']);
  });

  it('finds nothing where two harmless fields stand side by side', () => {
    expect(findings({ wire: { a: '4111 1111', b: '1111 1111', '4111': 1111, '11111111': '1' } })).toEqual([]);
  });

  it('loses no type to another that lies over it', () => {
    const types = findings({ messages: inParts('Write to 4242424242424242@example.org') });
    expect(types).toEqual(expect.arrayContaining(['email', 'payment-card']));
    const strict = { ...DEFAULT_POLICY, findingTags: { ...DEFAULT_POLICY.findingTags, 'payment-card': 'private' } };
    const asked = request('', { messages: inParts('Write to 4242424242424242@example.org') });
    expect(decide(traitsOf(asked, scan, fleet, strict.minConfidence), strict, fleet, SITUATION).ceiling.zone).toBe('device');
  });

  it.each<[string, Partial<ChatRequest>]>([
    ['a field of the wire', { wire: { metadata: { password: 'hunter2Xyz99!' } } }],
    ['a tool’s default', { tools: [{ name: 'db', parameters: { default: { password: 'hunter2Xyz99!' } } }] }],
    ['a schema', { output: { type: 'json-schema', schema: { properties: { password: { const: 'hunter2Xyz99!' } } } } }],
  ])('finds what only its name gives away, in %s', (_place, rest) => {
    const traits = traitsOf(request('Hello', rest), scan, fleet, DEFAULT_POLICY.minConfidence);
    expect(traits.findings?.map(({ type }) => type)).toEqual(['secret']);
    expect(traits.maskable).toBe(false);
  });

  it('keeps here what is longer than anything it searches', () => {
    const huge = [target('huge', { contextWindow: 10_000_000 })];
    const asked = request('', { messages: inParts('ant '.repeat(600_000)) });
    expect(traitsOf(asked, scan, huge, DEFAULT_POLICY.minConfidence).findings).toBeUndefined();
  });

  it('searches no text of the messages twice, though the wire holds it too', () => {
    const searched: string[] = [];
    const scanner: Scanner = (text) => {
      searched.push(text);
      return [];
    };
    const messages = inParts('a long prompt');
    traitsOf(
      request('', { messages, wire: { messages: [{ role: 'user', content: 'a long prompt' }] } }),
      scanner,
      fleet,
      DEFAULT_POLICY.minConfidence,
    );
    expect(searched.filter((text) => text.includes('a long prompt'))).toHaveLength(1);
  });

  it('keeps what it cannot search on this device', () => {
    const asked = request('Hello', { wire: { user: Array.from({ length: 100_000 }, (_, index) => `field ${index}`) } });
    const plan = decide(traitsOf(asked, scan, fleet, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, fleet, SITUATION);
    expect(plan.permitted.map((candidate) => candidate.targetId)).toEqual(['near']);
    expect(plan.ceiling).toMatchObject({ zone: 'device', because: ['it is too long to be searched'] });
  });

  it('reads JSON of any depth', () => {
    let deep: unknown = CARD;
    for (let level = 0; level < 100_000; level++) deep = { in: [deep] };
    expect(findings({ tools: [{ name: 'deep', parameters: deep }] })).toEqual(['payment-card']);
  });

  const words = fc
    .array(fc.constantFrom('pay', CARD, 'DE89 3704 0044 0532 0130 00', 'anna@example.org', apiKey, 'a', '12', 'x\ny', 'é'))
    .map((some) => some.join(' '));
  const someText = fc.oneof(words, fc.string());
  const someSplit = (text: string, cuts: readonly number[]) => {
    const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
    return [...at, text.length].map((end, index) => text.slice(at[index - 1] ?? 0, end));
  };

  it('gives a message the same ceiling however it is split into parts (property)', () => {
    fc.assert(
      fc.property(words, fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
        expect(ceiling(inParts(...someSplit(text, cuts)))).toBe(ceiling(inParts(text)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never raises a ceiling by splitting, whatever the text (property)', () => {
    fc.assert(
      fc.property(someText, fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
        expect(isWithin(ceiling(inParts(...someSplit(text, cuts))), ceiling(inParts(text)))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the size of a request', () => {
  const tokens = (rest: Partial<ChatRequest>) => traitsOf(request('', rest), scan, fleet, DEFAULT_POLICY.minConfidence).inputTokens;
  const empty = (count: number): ChatMessage[] =>
    Array.from({ length: count }, () => ({ role: 'user', content: [{ type: 'text', text: '' }] }));

  it('counts what the chat template adds to each message, and the tools', () => {
    expect(tokens({ messages: empty(20_000) })).toBe(80_000);
    expect(tokens({ messages: inParts('four byte') })).toBe(4 + 3);
    expect(tokens({ messages: inParts('日本語') })).toBe(4 + 3);
    expect(tokens({ tools: [{ name: 'look', description: 'd'.repeat(400) }] })).toBeGreaterThan(4 + 100);
  });

  it('refuses a text that no target can hold without searching it, for its length', () => {
    let searched = 0;
    const scanner: Scanner = (text) => {
      searched += text.length;
      return [];
    };
    const small = [target('a'), target('b', { zone: 'cloud' }), target('broken', { fault: 'Its file is cut short.' })];
    for (const asked of [request(`${CARD} `.repeat(100_000)), request('', { messages: empty(20_000) })]) {
      const plan = decide(traitsOf(asked, scanner, small, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, small, SITUATION);
      expect(plan.refused.map((refusal) => refusal.constraint)).toEqual(['context-window', 'context-window', 'health']);
      expect(plan).toMatchObject({ permitted: [], ceiling: { zone: 'device' } });
    }
    expect(searched).toBe(0);
  });

  it('lets a prompt that may lose its oldest turns go where it does not fit', () => {
    const small = [target('a', { contextWindow: 64 })];
    const asked = request('ant '.repeat(5_000), { overflow: 'shift' });
    const plan = decide(traitsOf(asked, scan, small, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, small, SITUATION);
    expect(plan.permitted).toHaveLength(1);
  });

  it('searches a short text even when there is no target', () => {
    expect(decide(traitsOf(request(CARD), scan, [], DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, [], SITUATION).ceiling.because).toEqual([
      'it holds a payment card number',
    ]);
  });

  it('searches a text as soon as one target can hold it', () => {
    const asked = request(`${CARD} `.repeat(1_000));
    const mixed = [target('small', { zone: 'cloud', contextWindow: 512 }), target('large', { zone: 'cloud', contextWindow: 8_192 })];
    const plan = decide(traitsOf(asked, scan, mixed, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, mixed, SITUATION);
    expect(plan.refused.map((refusal) => refusal.constraint)).toEqual(['context-window']);
    expect(plan.permitted.map(({ masked }) => masked)).toEqual([true]);
    expect(plan.ceiling.zone).toBe('trusted');
  });
});
