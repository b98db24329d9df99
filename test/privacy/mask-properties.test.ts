import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { ChatMessage } from '../../shared/chat/request.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { FindingType } from '../../shared/privacy/finding.ts';
import type { MaskEntry, MaskStyle } from '../../shared/privacy/mask/entry.ts';
import { createRestorer } from '../../shared/privacy/mask/restore.ts';
import { restoring } from '../../shared/privacy/mask/restoring.ts';
import { masked, requestOf, scannerWith, user } from './masking.ts';

const NAMES = [
  'Anna Kowalska',
  'José Ángel Núñez',
  'Mark Twain',
  "Siobhán O'Neill",
  'Иван Петров',
  '山田太郎',
  'Zoë van der Berg',
  'Anna Schmidt',
];
const TERMS = ['Falcon', 'Nordwind GmbH', 'x-ray 7'];
const words: Record<string, FindingType> = {
  ...Object.fromEntries(NAMES.map((name) => [name, 'person'])),
  ...Object.fromEntries(TERMS.map((term) => [term, 'own-term'])),
};
const scanner = scannerWith(words);
/** Finds the same whatever stands beside it, so that a text is read the same when more of it is known. */
const plain = scannerWith(words, ['email', 'iban', 'payment-card', 'secret']);

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
/** Of letters that spell no “upc”, “order”, “track” or “handy”: a number after one of those is no card, in JSON by its field's name, too. */
const word = fc.array(fc.constantFrom(...'abcdfgjlmnrstvwyz'), { minLength: 3, maxLength: 9 }).map((all) => all.join(''));

const card = digits(11).map((payload) => {
  const number = `4242${payload}`;
  const sum = [...number].reduce(
    (total, digit, index) => total + (index % 2 === 0 ? ((Number(digit) * 2) % 10) + Math.floor(Number(digit) / 5) : Number(digit)),
    0,
  );
  return `${number}${(10 - (sum % 10)) % 10}`;
});
const iban = digits(18).map((account) => `DE${String(98n - (BigInt(`${account}131400`) % 97n)).padStart(2, '0')}${account}`);
/** Spelled in one way, which the number itself decides: another spelling comes back as the first. */
const spelled = (number: string) => (Number(number.at(-2)) > 4 ? (number.match(/.{1,4}/g) ?? []).join(' ') : number);

/** Values that the scan finds, each with its one spelling. */
const value = fc.oneof(
  fc.tuple(word, word).map(([name, domain]) => `${name}@${domain}.org`),
  card.map(spelled),
  iban.map(spelled),
  fc.constantFrom(...NAMES, ...TERMS),
);

/** What people, programs and models write between values; among it what looks like placeholders and like invented values. */
const filler = fc.oneof(
  word,
  fc.constantFrom(
    ' ',
    ', ',
    '. ',
    '\n',
    '\t',
    ': "',
    '"',
    '\\',
    '\\n',
    '(',
    ')',
    '[',
    ']',
    '**',
    '_',
    '`',
    '%',
    '%5B',
    '/',
    '…',
    '’s ',
    's ',
    'é',
    '𝒳',
    '\ud83d',
    '{"a":1}',
    'https://example.org/?q=',
    '<img src="https:',
    ' //',
  ),
  fc.constantFrom(
    '[PERSON_1]',
    '[person 2]',
    'PERSON_1',
    '[IBAN_1]',
    'CARD_1',
    '[EMAIL_1',
    'EMAIL_2]',
    '[TEXT_1]',
    '\\[PERSON\\_1\\]',
    '%5BPERSON_1%5D',
    '[PERSON_1A]',
    '[CARD_99]',
  ),
  fc.constantFrom('Clara', 'winslow', 'Clara Winslow', ' maple10@example.org ', ' 4111 1100 0000 0005 ', '[]', '['),
  fc.constantFrom('Anna', 'KOWALSKA', 'Kowalskas', 'mark', 'Núñez', 'falcon'),
);

/** A text in which values stand free, as a scan finds them. */
const text = fc
  .array(
    fc.tuple(
      fc.array(filler, { maxLength: 3 }),
      fc.constantFrom(' ', ', ', '\n', '("', ' = '),
      value,
      fc.constantFrom(' ', ', ', '\n', '")', '; '),
    ),
    { maxLength: 3 },
  )
  .map((pieces) => pieces.map(([before, open, own, close]) => before.join('') + open + own + close).join(''));

const style = fc.constantFrom<MaskStyle>('placeholders', 'surrogates');

const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  text.map((own) => user(own)),
  text.map((own) => user({ type: 'tool-result', id: 'c1', text: own })),
  fc
    .dictionary(word, text, { maxKeys: 3 })
    .map((fields) => user({ type: 'tool-call', id: 'c1', name: 'f', arguments: JSON.stringify(fields) })),
  fc.dictionary(word, text, { maxKeys: 3 }).map((fields) => user({ type: 'tool-result', id: 'c1', text: JSON.stringify(fields) })),
);

const written = (messages: readonly ChatMessage[]) =>
  messages.flatMap(({ content }) =>
    content.map((part) =>
      part.type === 'tool-call' ? part.arguments : part.type === 'image' || part.type === 'tokens' ? '' : (part.text ?? ''),
    ),
  );

const restored = (entries: readonly MaskEntry[], own: string, surface?: 'plain' | 'json', addresses?: ReadonlySet<string>) => {
  const restorer = createRestorer(entries, surface, addresses);
  return restorer.push(own) + restorer.flush();
};

/** True where a value is written and is no part of other words. */
function standsFree(text: string, own: string): boolean {
  for (let at = text.indexOf(own); at !== -1; at = text.indexOf(own, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text.slice(Math.max(0, at - 1), at) + text.slice(at + own.length, at + own.length + 1))) return true;
  }
  return false;
}

/** As it is compared: without case and grouping. */
const bare = (own: string) => own.toLowerCase().replaceAll(/[\s-]/g, '');

/** Two parts of a longer name stand side by side, and what is invented for them reads as one. */
const GLUED: [ChatMessage[], MaskStyle] = [
  [user('Clara WinslowClara Winslow 4242000000000000 Clara Winslow Anna Kowalska ')],
  'surrogates',
];

/** What is left of a name beside a number is a name without the space between them. */
const CUT: [ChatMessage[], MaskStyle] = [
  [
    user({ type: 'tool-call', id: 'c1', name: 'f', arguments: '{"a":"Anna = 4242000000000000 ","b":" Anna Kowalska "}' }),
    user({ type: 'tool-result', id: 'c1', text: 'Clara DE36000000000000000000 ' }),
  ],
  'surrogates',
];

/** What is a part of a word stands free once the word's other part is masked. */
const FREED: [ChatMessage[], MaskStyle] = [
  [
    user('ClaraClara Winslow aaa@aaa.org Clara DE36000000000000000000 '),
    user({ type: 'tool-result', id: 'c1', text: '{"aaa":"Clara Winslow DE36000000000000000000 "}' }),
  ],
  'placeholders',
];

describe('masking (properties)', () => {
  it('sends no value that was found, and puts all back as it was', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 3 }), style, (messages, wanted) => {
        const found = written(messages)
          .flatMap(readings)
          .flatMap((own) => scanner(own).map(({ start, end }) => own.slice(start, end)));
        const sent = masked(requestOf(messages), { scanner, style: wanted });
        if (sent === undefined) throw new Error('This cannot be masked.');
        const leaves = written(sent.request.messages).flatMap(readings).join('\n');
        for (const own of found) {
          if (standsFree(leaves, own)) throw new Error(`${own} leaves.`);
          // A number in no other grouping, an address in no other case.
          if (/\d{4}|@/.test(own)) expect(bare(leaves)).not.toContain(bare(own));
          if (own.length > 16) expect(JSON.stringify(sent.request)).not.toContain(own);
        }
        const before = written(messages);
        for (const [index, own] of written(sent.request.messages).entries()) {
          const part = sent.request.messages[index]?.content[0];
          const isJson = part?.type !== 'text' && /^\{.*\}$/s.test(before[index] ?? '') && isParsed(before[index] ?? '');
          const back = restored(sent.sent, own, isJson ? 'json' : 'plain', sent.addresses);
          if (isJson) expect(JSON.parse(back)).toEqual(JSON.parse(before[index] ?? ''));
          else expect(back).toBe(before[index]);
        }
      }),
      { numRuns: 6_000, examples: [GLUED, CUT, FREED] },
    );
  });

  it('gives the same again, and never another placeholder to what has one', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 2 }),
        fc.array(message, { minLength: 1, maxLength: 2 }),
        style,
        (first, later, wanted) => {
          const early = masked(requestOf(first), { scanner: plain, style: wanted });
          if (early === undefined) throw new Error('This cannot be masked.');
          const again = masked(requestOf(first), { scanner: plain, style: wanted, known: early.entries });
          expect(again?.request).toEqual(early.request);
          expect(again?.entries).toEqual(early.entries);
          const grown = masked(requestOf([...first, ...later]), { scanner: plain, style: wanted, known: early.entries });
          expect(grown?.entries.slice(0, early.entries.length)).toEqual(early.entries);
          // Without the map, the numbers come out the same: they follow the order of the conversation.
          if (wanted === 'placeholders') {
            const anew = new Map(
              masked(requestOf([...first, ...later]), { scanner: plain })?.entries.map((entry) => [entry.value, entry.placeholder]),
            );
            for (const { value: own, placeholder, type } of early.entries) {
              // What else a text holds may be seen otherwise in the light of what comes later.
              if (type === 'email' || type === 'payment-card') expect({ own, is: anew.get(own) }).toEqual({ own, is: placeholder });
            }
          }
        },
      ),
      { numRuns: 2_500 },
    );
  });

  const entries: readonly MaskEntry[] = [
    ...[...NAMES, 'a "b" \\ c\n'].map((name, index): MaskEntry => ({ placeholder: `[PERSON_${index + 1}]`, value: name, type: 'person' })),
    { placeholder: '[PERSON_1A]', value: 'Kowalska', type: 'person' },
    { placeholder: '[DATE_OF_BIRTH_1]', value: '12.03.1980', type: 'date-of-birth' },
    { placeholder: 'Clara Winslow', value: 'Anna Schmidt', type: 'person' },
    { placeholder: 'Clara', value: 'Anna', type: 'person' },
    { placeholder: '4111 1100 0000 0005', value: '4242 4242 4242 4242', type: 'payment-card' },
  ];
  const spelling = fc.constantFrom(
    ...[
      '[PERSON_1]',
      '[person_1]',
      '\\[PERSON\\_2\\]',
      '**[PERSON_3]**',
      '`[DATE_OF_BIRTH_1]`',
      '[Date of Birth 1]',
      '[ PERSON_1A ]',
      '［PERSON_4］',
      'PERSON_9',
    ],
    ...[
      '%5BPERSON_2%5D',
      '[PERSON_1](https://x',
      '[PERSON_1](',
      '[PERSON_99]',
      '[PERSON_1B]',
      '[CARD_1]',
      'Clara Winslow',
      'CLARA',
      'Claras',
      'Clara W',
      '4111 1100 0000 0005',
    ],
  );
  const answer = fc.array(fc.oneof(spelling, filler), { maxLength: 10 }).map((pieces) => pieces.join(''));
  const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 });
  const cut = (own: string, sizes: readonly number[]) => {
    const pieces: string[] = [];
    for (let at = 0, turn = 0; at < own.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      pieces.push(own.slice(at, at + size));
      at += size;
    }
    return pieces;
  };

  it('restores the same however the answer is cut', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(answer, cuts, fc.constantFrom('plain' as const, 'json' as const), (own, sizes, surface) => {
        const restorer = createRestorer(entries, surface);
        let taken = 0;
        let given = '';
        for (const piece of cut(own, sizes)) {
          given += restorer.push(piece);
          taken += piece.length;
          // What is held is bounded: all before the last 64 characters is out.
          expect(given.startsWith(restored(entries, own.slice(0, Math.max(0, taken - 64)), surface).slice(0, -64))).toBe(true);
        }
        expect(given + restorer.flush()).toBe(restored(entries, own, surface));
      }),
      { numRuns: 11_000 },
    );
  });

  it('leaves alone what stands for nothing', { timeout: 120_000 }, () => {
    const unknown = fc
      .tuple(fc.constantFrom('PERSON', 'IBAN', 'EMAIL', 'TEXT', 'person', 'SECRET'), fc.integer({ min: 10, max: 99_999 }))
      .map(([name, number]) => `[${name}_${number}]`);
    fc.assert(
      fc.property(fc.array(fc.oneof(unknown, word, fc.constantFrom(' ', '[', ']', '\\', '%', '_'))), cuts, (pieces, sizes) => {
        const own = pieces.join('');
        const restorer = createRestorer(entries.filter(({ placeholder }) => placeholder.startsWith('[')));
        expect(
          cut(own, sizes)
            .map((piece) => restorer.push(piece))
            .join('') + restorer.flush(),
        ).toBe(own);
      }),
      { numRuns: 6_000 },
    );
  });

  it('keeps events in order, their tokens counted and their texts whole', { timeout: 120_000 }, async () => {
    const piece = fc.record({
      type: fc.constantFrom('text' as const, 'reasoning' as const),
      text: fc.oneof(spelling, filler, fc.constantFrom('[PER', 'SON_1]', '')),
      tokens: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const events: ChatEvent[] = [...pieces, { type: 'finish', reason: 'stop', usage: NO_USAGE }];
        async function* stream() {
          yield* events;
        }
        const given = await Array.fromAsync(restoring(stream(), entries));
        const tokens = (all: readonly ChatEvent[]) => all.reduce((sum, event) => sum + ('tokens' in event ? event.tokens : 0), 0);
        expect(tokens(given)).toBe(tokens(events));
        expect(given.at(-1)).toBe(events.at(-1));
        // A run of one kind is one text.
        const runs = (all: readonly ChatEvent[]) => {
          const joined: { type: string; text: string }[] = [];
          for (const event of all) {
            if (event.type !== 'text' && event.type !== 'reasoning') continue;
            const last = joined.at(-1);
            if (last?.type === event.type) last.text += event.text;
            else joined.push({ type: event.type, text: event.text });
          }
          return joined;
        };
        expect(runs(given).filter(({ text: own }) => own !== '')).toHaveLength(runs(events).filter(({ text: own }) => own !== '').length);
      }),
      { numRuns: 2_500 },
    );
  });
});

/** A text as it is read: JSON by its values, without the escapes in which one may find what nobody wrote. */
function readings(own: string): string[] {
  return own.startsWith('{') && isParsed(own) ? Object.values(JSON.parse(own)).map(String) : [own];
}

function isParsed(own: string): boolean {
  try {
    JSON.parse(own);
    return true;
  } catch {
    return false;
  }
}
