import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { ChatMessage, ChatRequest, Part } from '../../shared/chat/request.ts';
import { FINDING_TYPES, type FindingType } from '../../shared/privacy/finding.ts';
import { BUILT_IN_TAGS, type TagRule } from '../../shared/privacy/tags.ts';
import { ZONES, type Zone } from '../../shared/privacy/zones.ts';
import { requirePermit } from '../../shared/routing/permit.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import { ABILITIES, type Target } from '../../shared/routing/target.ts';
import { crash, fakePorts, finish, request, start, text } from '../fakes/ports.ts';

/** Cases in a run; fewer where it is run over and over, with one safeguard off. */
const CASES = Number(process.env.LINTEL_PROOF_CASES ?? 20_000);

/** Values that every scan finds, whatever stands around them, put together here so that no scanner of this repository takes them for real. */
const VALUES: readonly (readonly [FindingType, string])[] = [
  ['email', 'anna.kowalska@mail.example.org'],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['payment-card', '4242 4242 4242 4242'],
  ['secret', ['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-')],
];

const OWN_TAGS = ['work', 'client', 'eu-only'] as const;
const REGIONS = ['EU', 'US', 'CH'] as const;
const zone = fc.constantFrom(...ZONES);
/** Absent four times out of five. */
const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const regions = seldom(fc.subarray([...REGIONS], { minLength: 1 }));

const rule: fc.Arbitrary<TagRule> = fc.record({ ceiling: zone, masked: fc.option(zone, { nil: undefined }), regions }).map(
  ({ ceiling, masked, regions: only }): TagRule => ({
    ceiling,
    ...(masked === undefined || ZONES.indexOf(masked) <= ZONES.indexOf(ceiling) ? {} : { masked }),
    ...(only === undefined ? {} : { regions: only }),
  }),
);

const tagNames = [...Object.keys(BUILT_IN_TAGS), ...OWN_TAGS];
const policy: fc.Arbitrary<Policy> = fc
  .record({
    stayOnDevice: fc.constantFrom(false, false, false, true),
    tags: fc
      .tuple(...tagNames.map(() => rule))
      .map((rules) => Object.fromEntries(tagNames.map((name, index) => [name, rules[index] as TagRule]))),
    findingTags: fc
      .tuple(...FINDING_TYPES.map(() => fc.constantFrom(...tagNames, 'a tag that went away')))
      .map((names) => Object.fromEntries(FINDING_TYPES.map((type, index) => [type, names[index]])) as Policy['findingTags']),
    untagged: rule,
    masking: fc.constantFrom('off', 'placeholders', 'surrogates'),
    onStreamBroken: fc.constantFrom('fail', 'continue'),
  })
  .map((rest) => ({ ...DEFAULT_POLICY, ...rest }) as Policy);

const target: fc.Arbitrary<Omit<Target, 'id' | 'name'>> = fc
  .record({
    zone,
    isGrounded: fc.boolean(),
    region: fc.option(fc.constantFrom(...REGIONS), { nil: undefined }),
    contextWindow: fc.constantFrom(64, 4_096, 4_096, 100_000),
    abilities: fc.subarray([...ABILITIES], { minLength: 4 }).map((some) => [...new Set(['chat' as const, ...some])]),
    parameters: fc.constantFrom(1e9, 7e9),
    loaded: fc.boolean(),
    inFlight: fc.nat(3),
    fault: seldom(fc.constant('Its file is cut short.')),
  })
  .map(({ isGrounded, region, fault, ...rest }) => ({
    ...rest,
    ...(isGrounded ? { ground: { promise: 'no-training', source: 'a page', date: '2026-01-31' } as const } : {}),
    ...(region === undefined ? {} : { region }),
    ...(fault === undefined ? {} : { fault }),
  }));

/** How a target behaves when it is asked. */
const SCRIPTS: readonly (readonly ChatEvent[] | 'throws')[] = [
  [start, text('hello'), finish],
  [crash],
  [start, crash],
  [start, text('half'), crash],
  [],
  'throws',
];

/** Where in a request a piece of text goes. */
const PLACES = ['system', 'user', 'assistant', 'tool', 'arguments', 'definition', 'stop', 'schema', 'wire', 'split', 'image'] as const;
interface Piece {
  readonly place: (typeof PLACES)[number];
  readonly value?: (typeof VALUES)[number] | undefined;
  readonly canary: number;
}
const pieceIn = (places: readonly Piece['place'][]): fc.Arbitrary<Piece> =>
  fc.record({
    place: fc.constantFrom(...places),
    value: fc.option(fc.constantFrom(...VALUES), { nil: undefined }),
    canary: fc.nat(999_999),
  });

/** Anything at all, or what can often be masked: chance alone would seldom come to that. */
const aboutTexts = fc
  .tuple(fc.array(pieceIn(['system', 'user', 'assistant', 'tool', 'arguments']), { minLength: 1, maxLength: 4 }), policy)
  .map(([pieces, { tags, findingTags, ...rules }]) => ({
    pieces,
    tags: [],
    rules: {
      ...rules,
      untagged: { ceiling: 'cloud' } as const,
      tags: Object.fromEntries(
        Object.entries(tags).map(([name, tag]) => [name, tag.ceiling === 'cloud' ? tag : { ...tag, masked: 'cloud' as const }]),
      ),
      findingTags,
    },
  }));
const asked = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      pieces: fc.array(pieceIn(PLACES), { minLength: 1, maxLength: 4 }),
      tags: fc.array(fc.constantFrom(...tagNames, 'unheard of'), { maxLength: 2 }),
      rules: policy,
    }),
  },
  { weight: 1, arbitrary: aboutTexts },
);

const canaryOf = ({ canary }: Piece) => `canary${canary.toString(36)}x`;
const textOfPiece = (one: Piece) => `note ${canaryOf(one)} says ${one.value?.[1] ?? 'nothing'} here`;

function requestWith(
  pieces: readonly Piece[],
  tags: readonly string[],
  { letGo, ceiling }: { [Name in 'letGo' | 'ceiling']: ChatRequest[Name] | undefined },
): ChatRequest {
  const messages: ChatMessage[] = [];
  const wire: Record<string, unknown> = {};
  const schemas: unknown[] = [];
  let rest: Partial<ChatRequest> = {};
  const say = (role: ChatMessage['role'], ...content: Part[]) => void messages.push({ role, content });
  for (const one of pieces) {
    const words = textOfPiece(one);
    switch (one.place) {
      case 'system':
      case 'user':
      case 'assistant':
        say(one.place, { type: 'text', text: words });
        break;
      case 'tool':
        say('tool', { type: 'tool-result', id: '1', text: words });
        break;
      case 'arguments':
        say('assistant', { type: 'tool-call', id: '1', name: 'note', arguments: JSON.stringify({ words }) });
        break;
      case 'split': {
        const middle = Math.floor(words.length / 2);
        say('user', { type: 'text', text: words.slice(0, middle) }, { type: 'text', text: words.slice(middle) });
        break;
      }
      case 'image':
        say('user', { type: 'image', url: `https://example.org/?${new URLSearchParams({ words })}` }, { type: 'text', text: words });
        break;
      case 'definition':
        rest = { ...rest, tools: [...(rest.tools ?? []), { name: 'note', description: words }] };
        break;
      case 'stop':
        rest = { ...rest, stop: [...(rest.stop ?? []), words] };
        break;
      case 'schema':
        schemas.push({ description: words });
        rest = { ...rest, output: { type: 'json-schema', schema: { anyOf: schemas } } };
        break;
      case 'wire':
        wire[`field ${one.canary}`] = words;
    }
  }
  return request('', {
    ...rest,
    messages,
    tags,
    wire,
    ...(letGo === undefined ? {} : { letGo }),
    ...(ceiling === undefined ? {} : { ceiling }),
  });
}

const distance = (one: Zone) => ZONES.indexOf(one);
const nearest = (zones: readonly Zone[]) => zones.reduce((a, b) => (distance(a) <= distance(b) ? a : b));

/** The rules that bind a request, worked out from what was put into it and from nothing that the program computed. */
function rulesFor(tags: readonly string[], pieces: readonly Piece[], rules: Policy): readonly TagRule[] {
  const here: TagRule = { ceiling: 'device' };
  const types = [...new Set(pieces.flatMap(({ value }) => (value === undefined ? [] : [value[0]])))] as Exclude<FindingType, 'own-term'>[];
  return [rules.untagged, ...[...tags, ...types.map((type) => rules.findingTags[type])].map((tag) => rules.tags[tag] ?? here)];
}

interface Sent {
  readonly target: Target;
  readonly masked: boolean;
  readonly bytes: string;
}

/** Everything that reached an engine, as bytes. Nothing may be asked before the decision is on record. */
function recording(
  targets: readonly Target[],
  scripts: readonly (readonly ChatEvent[] | 'throws')[],
  rules: Policy,
): { ports: Ports; sent: Sent[]; kept(): string } {
  const sent: Sent[] = [];
  let isDecided = false;
  const fake = fakePorts(targets);
  const ports: Ports = {
    ...fake,
    policy: () => rules,
    ledger: {
      ...fake.ledger,
      opened(asked, plan, considered) {
        isDecided = true;
        fake.ledger.opened(asked, plan, considered);
      },
    },
    fleet: {
      targets: () => targets,
      engine(targetId): Engine {
        expect(isDecided).toBe(true);
        const index = targets.findIndex(({ id }) => id === targetId);
        return {
          async *chat(permit, asked) {
            requirePermit(permit, asked.id, targetId);
            sent.push({ target: targets[index] as Target, masked: permit.masked, bytes: JSON.stringify([permit, asked]) });
            const script = scripts[index % scripts.length] ?? [];
            if (script === 'throws') throw new Error('It broke.');
            yield* script;
          },
        };
      },
    },
  };
  const { opened, attempts, answers } = fake.recorded;
  return { ports, sent, kept: () => JSON.stringify([opened.map(({ plan }) => plan), attempts, answers]) };
}

const listen: Dialect<ChatRequest, void> = {
  normalise: (asked) => asked,
  async respond(_plan, events) {
    for await (const _event of events);
  },
};

test(`no byte of a context reaches a place beyond its ceiling, in ${CASES} made-up cases`, { timeout: 300_000 }, async () => {
  const counts = { sent: 0, masked: 0, refused: 0, lowered: 0 };
  await fc.assert(
    fc.asyncProperty(
      asked,
      fc.array(target, { maxLength: 4 }),
      fc.array(fc.constantFrom(...SCRIPTS), { minLength: 1, maxLength: 4 }),
      seldom(fc.constantFrom('lan', 'trusted', 'cloud')),
      seldom(fc.constantFrom(...ZONES)),
      async ({ pieces, tags, rules }, fleet, scripts, letGo, ceiling) => {
        const targets = fleet.map((one, index) => ({ ...one, id: `target-${index}`, name: `target-${index}` }));
        const { ports, sent, kept } = recording(targets, scripts, rules);
        await route(requestWith(pieces, tags, { letGo, ceiling }), listen, ports, new AbortController().signal);
        for (const one of pieces) expect(kept()).not.toContain(canaryOf(one));
        const binding = rulesFor(tags, pieces, rules);
        const open = nearest(binding.map(({ ceiling }) => ceiling));
        const masked = rules.masking === 'off' ? open : nearest(binding.map((one) => one.masked ?? one.ceiling));
        if (sent.length === 0) counts.refused++;
        for (const { target: place, masked: isMasked, bytes } of sent) {
          counts.sent++;
          const effective = place.zone === 'trusted' && place.ground === undefined ? 'cloud' : place.zone;
          if (rules.stayOnDevice) expect(place.zone).toBe('device');
          // What the app's key says binds masked or not, and nobody lets it go.
          if (ceiling !== undefined) expect(distance(effective)).toBeLessThanOrEqual(distance(ceiling));
          const reach = letGo === undefined || distance(letGo) < distance(open) ? open : letGo;
          if (distance(reach) > distance(open)) counts.lowered++;
          if (distance(effective) > distance(reach)) {
            counts.masked++;
            expect(isMasked).toBe(true);
            expect(distance(effective)).toBeLessThanOrEqual(distance(masked));
            for (const [, value] of VALUES) {
              expect(bytes).not.toContain(value);
              expect(bytes).not.toContain(value.replaceAll(' ', ''));
            }
          }
          if (place.zone === 'trusted' || place.zone === 'cloud')
            for (const { regions: only } of binding) if (only !== undefined) expect(only).toContain(place.region);
        }
      },
    ),
    { numRuns: CASES },
  );
  // A run in which nothing went anywhere would prove nothing.
  expect(Object.entries(counts).filter(([, count]) => count < CASES / 200)).toEqual([]);
});
