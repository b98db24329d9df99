import { describe, expect, it } from 'vitest';
import type { ChatMessage, Part } from '../../shared/chat/request.ts';
import { createRestorer } from '../../shared/privacy/mask/restore.ts';
import { masked, maskedTexts, requestOf, scannerWith, user } from './masking.ts';

const IBAN = 'DE89 3704 0044 0532 0130 00';
const CARD = '4242 4242 4242 4242';
// Found by their own marks, whatever else stands beside them.
const CERTAIN = ['email', 'iban', 'payment-card', 'secret'] as const;
const scanner = scannerWith(
  {
    'Anna Kowalska': 'person',
    'Mark Twain': 'person',
    山田太郎: 'person',
    Falcon: 'own-term',
    C01X00T47: 'passport',
  },
  CERTAIN,
);
const texts = (...all: string[]) => maskedTexts(all, { scanner }).texts;

describe('maskRequest', () => {
  it('puts a placeholder wherever a value is found, one for each value', () => {
    expect(texts(`Anna Kowalska, IBAN ${IBAN}`, 'a@example.org, b@example.org, a@example.org')).toEqual([
      '[PERSON_1], IBAN [IBAN_1]',
      '[EMAIL_1], [EMAIL_2], [EMAIL_1]',
    ]);
  });

  it('masks what a model thought, beside what it said, and leaves the provider’s proof alone', () => {
    const said: ChatMessage = {
      role: 'assistant',
      content: [
        { type: 'text', text: 'So' },
        { type: 'reasoning', text: `It is ${IBAN}.`, signature: 'anthropic.signature:c2ln' },
        { type: 'text', text: ` it is ${IBAN}` },
      ],
    };
    expect(masked(requestOf([said]), { scanner })?.request.messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'So' },
          { type: 'reasoning', text: 'It is [IBAN_1].', signature: 'anthropic.signature:c2ln' },
          { type: 'text', text: ' it is [IBAN_1]' },
        ],
      },
    ]);
  });

  it('knows a value again in another spelling', () => {
    expect(texts(`${IBAN} de89370400440532013000 ${CARD} 4242424242424242 A@Example.org a@example.ORG`)).toEqual([
      '[IBAN_1] [IBAN_1] [CARD_1] [CARD_1] [EMAIL_1] [EMAIL_1]',
    ]);
    expect(texts('passport C01X00T47', 'so c01x-00t47 it was')).toEqual(['passport [PASSPORT_1]', 'so [PASSPORT_1] it was']);
  });

  it('masks what else names the person, each form with a placeholder that comes back as it was', () => {
    expect(texts('Kowalska wrote.', 'Anna Kowalska: “Anna’s, Annas, KOWALSKA, Kowalskiej, kowalska_1, Annabelle, Ko\u200bwalska”')).toEqual(
      [
        '[PERSON_1A] wrote.',
        '[PERSON_1]: “[PERSON_1B]’s, [PERSON_1B]s, [PERSON_1C], [PERSON_1D]iej, [PERSON_1E]_1, Annabelle, [PERSON_1F]”',
      ],
    );
  });

  it('masks values inside words, without their grouping, and in part', () => {
    expect(texts(CARD, '4242_4242_4242_4242 x4242424242424242y 42424242-42424242')).toEqual(['[CARD_1]', '[CARD_1] x[CARD_1]y [CARD_1]']);
    expect(texts(`${IBAN}`, 'account 0532013000 or 532013000, all of it 370400440532013000, not 98765')).toEqual([
      '[IBAN_1]',
      'account [IBAN_1A] or [IBAN_1B], all of it [IBAN_1C], not 98765',
    ]);
    expect(texts('a.kowal@example.org info@example.com contact@example.com', 'A.Kowal wrote to contact us for info')).toEqual([
      '[EMAIL_1] [EMAIL_2] [EMAIL_3]',
      '[EMAIL_1A] wrote to contact us for info',
    ]);
    expect(texts('Anna Kowalska', 'AnnaKowalska, kowalskaanna, #AnnaKowalska annakowalska84 annas')).toEqual([
      '[PERSON_1]',
      '[PERSON_1A], [PERSON_1B], #[PERSON_1A] [PERSON_1C]84 [PERSON_1D]s',
    ]);
  });

  it('masks values that letters which look alike, escapes and encodings hide, and puts them back as they were', () => {
    const typed = `Anna Kowalska; K\u043ewalska Anna%2DKowalska \\u0041nna ${btoa('so says Anna Kowalska, she does')} &#65;nna`;
    const sent = masked(requestOf([user(typed)]), { scanner });
    const [part] = sent?.request.messages[0]?.content ?? [];
    const leaves = part?.type === 'text' ? part.text : '';
    expect(leaves).toMatch(/^\[PERSON_1\]; \[PERSON_1A\] \[PERSON_1B\]%2D\[PERSON_1C\] \[PERSON_1D\] \[PERSON_1E\] \[PERSON_1F\]$/);
    const restorer = createRestorer(sent?.sent ?? [], 'plain', sent?.addresses);
    expect(restorer.push(leaves) + restorer.flush()).toBe(typed);
  });

  it('takes a name that is a word for one only where it is written as a name', () => {
    expect(texts('Mark Twain', 'mark it, says Mark, says MARK TWAIN, says mark twain')).toEqual([
      '[PERSON_1]',
      'mark it, says [PERSON_1A], says [PERSON_1B], says [PERSON_1C]',
    ]);
  });

  it('finds names again in scripts that part no words', () => {
    expect(texts('山田太郎', '昨日山田太郎さんは来た')).toEqual(['[PERSON_1]', '昨日[PERSON_1]さんは来た']);
  });

  it('stands in for what the user typed that looks like a placeholder', () => {
    const { texts: sent, entries } = maskedTexts(
      ['[PERSON_1] and Anna Kowalska', '[person 2]; PERSON_2; PERSON_1; person_2; [EMAIL_1] a@example.org'],
      { scanner },
    );
    expect(sent).toEqual(['[PERSON_1] and [PERSON_2]', '[TEXT_1]; [TEXT_2]; PERSON_1; person_2; [EMAIL_1] [EMAIL_2]']);
    const restorer = createRestorer(entries);
    expect(restorer.push(sent[1] ?? '') + restorer.flush()).toBe('[person 2]; PERSON_2; PERSON_1; person_2; [EMAIL_1] a@example.org');
  });

  it('keeps the numbers of a conversation', () => {
    const first = maskedTexts(['a@example.org'], { scanner });
    const later = maskedTexts(['b@example.org, then A@example.org, Anna Kowalska'], { scanner, known: first.entries });
    expect(later.texts).toEqual(['[EMAIL_2], then [EMAIL_1], [PERSON_1]']);
    expect(later.entries.slice(0, 1)).toEqual(first.entries);
  });

  it('masks arguments inside their strings, and keeps them JSON', () => {
    const call: Part = {
      type: 'tool-call',
      id: 'call-a',
      name: 'pay',
      arguments: String.raw`{"to": "Anna\nKowalska \"A\"", "card": 4242424242424242, "mail\u0040": ["a\u0040example.org"], "n": 1.50}`,
    };
    const result: Part = { type: 'tool-result', id: 'call-a', text: String.raw`{"from":"x\nAnna","card":4242424242424242}` };
    const sent = masked(requestOf([user('Anna Kowalska'), user(call), user(result)]), { scanner });
    expect(sent?.request.messages.slice(1).map(({ content }) => content[0])).toEqual([
      { ...call, arguments: String.raw`{"to": "[PERSON_1A] \"A\"", "card": "[CARD_1]", "mail\u0040": ["[EMAIL_1]"], "n": 1.50}` },
      { ...result, text: String.raw`{"from":"x\n[PERSON_1B]","card":[CARD_1]}` },
    ]);
    expect([...(sent?.masked ?? [])]).toEqual([
      ['person', 3],
      ['payment-card', 2],
      ['email', 1],
    ]);
  });

  it('gives up what cannot be masked', () => {
    const schema = { type: 'object', properties: { iban: { const: IBAN } } };
    const fine = user('hello');
    expect(masked(requestOf([fine]))).toBeDefined();
    expect(masked(requestOf([user('hello', { type: 'image', url: 'data:image/png;base64,AAAA' })]))).toBeUndefined();
    expect(masked(requestOf([user(IBAN, { type: 'reasoning', text: '', signature: IBAN })]))).toBeUndefined();
    expect(masked(requestOf([user('a@exam', 'ple.org')]))).toBeUndefined();
    expect(masked(requestOf([fine], { tools: [{ name: 'pay', description: 'asks a@example.org' }] }))).toBeUndefined();
    expect(masked(requestOf([fine], { tools: [{ name: 'pay', parameters: schema }] }))).toBeUndefined();
    expect(masked(requestOf([fine], { output: { type: 'json-schema', schema } }))).toBeUndefined();
    expect(masked(requestOf([fine], { stop: ['a@example.org'] }))).toBeUndefined();
    expect(masked(requestOf([fine], { sampling: { logitBias: { 'a@example.org': 1 } } }))).toBeUndefined();
    // Found in the messages only, by their context, but written there as well.
    expect(masked(requestOf([user('Falcon')], { stop: ['falcon'] }), { scanner })).toBeUndefined();
    expect(masked(requestOf([user('Anna Kowalska')], { tools: [{ name: 'f', description: 'Asks Anna' }] }), { scanner })).toBeUndefined();
    const asks = { type: 'object', properties: { to: { enum: ['KOWALSKA'] } } };
    expect(masked(requestOf([user('Anna Kowalska')], { tools: [{ name: 'f', parameters: asks }] }), { scanner })).toBeUndefined();
    expect(masked(requestOf([user('Anna Kowalska')], { tools: [{ name: 'f', description: 'Asks' }] }), { scanner })).toBeDefined();
    // Said by the name beside it alone.
    const login = { type: 'object', properties: { password: { default: 'hunter2Xyz99!' } } };
    expect(masked(requestOf([user('a@example.org')], { tools: [{ name: 'f', parameters: login }] }))).toBeUndefined();
    expect(masked(requestOf([user('a@example.org')], { output: { type: 'json-schema', schema: login } }))).toBeUndefined();
    expect(masked(requestOf([user('Falcon'), user('the fal', 'con.')]), { scanner })).toBeUndefined();
  });

  it('masks part by part what is only found beside its neighbour', () => {
    const context = (text: string) =>
      [...text.matchAll(/(?<=code: )\d{4}/g)].map(({ index }) => ({
        type: 'secret' as const,
        start: index,
        end: index + 4,
        confidence: 1,
        validator: 'test',
      }));
    const sent = masked(requestOf([user('code: ', '1234 and so on')]), { scanner: context });
    expect(sent?.request.messages[0]?.content).toEqual([
      { type: 'text', text: 'code: ' },
      { type: 'text', text: '[SECRET_1] and so on' },
    ]);
  });

  it('stands in for what only looks like a placeholder once its neighbour is masked', () => {
    const { texts: sent, entries } = maskedTexts([`Anna Kowalska ${CARD}PERSON_1A, Anna`], { scanner });
    expect(sent).toEqual(['[PERSON_1] [CARD_1][TEXT_1], [PERSON_1A]']);
    const restorer = createRestorer(entries);
    expect(restorer.push(sent[0] ?? '') + restorer.flush()).toBe(`Anna Kowalska ${CARD}PERSON_1A, Anna`);
  });

  it('searches what it masked again, and masks what hid behind a better finding', () => {
    // Two that overlap: the scan tells of the first, and of the second only once that is gone.
    const hiding = (text: string) => {
      const name = text.indexOf('Anna');
      const start = name === -1 ? text.indexOf('Main Street') : name;
      return start === -1
        ? []
        : [
            {
              type: name === -1 ? ('street-address' as const) : ('person' as const),
              start,
              end: start + (name === -1 ? 11 : 4),
              confidence: 1,
              validator: 'test',
            },
          ];
    };
    expect(maskedTexts(['Anna of Main Street'], { scanner: hiding }).texts).toEqual(['[PERSON_1] of [ADDRESS_1]']);
    const always = (text: string) => (text === '' ? [] : [{ type: 'secret' as const, start: 0, end: 1, confidence: 1, validator: 'test' }]);
    expect(masked(requestOf([user({ type: 'tool-call', id: 'c', name: 'f', arguments: '{"a":1}' })]), { scanner: always })).toBeUndefined();
  });

  it('sends of the caller’s own fields only those that hold nothing, and ids that say nothing', () => {
    const wire = {
      messages: [{ content: 'x' }],
      prompt: 'x',
      user: 'a@example.org',
      metadata: { name: 'anna' },
      seed: 3,
      service_tier: 'flex',
    };
    const call = { type: 'tool-call', id: 'for-a@example.org', name: 'f', arguments: '{}' } as const;
    const sent = masked(requestOf([user('Anna Kowalska'), user(call), user({ type: 'tool-result', id: call.id, text: '' })], { wire }), {
      scanner,
    });
    expect(sent?.request.wire).toEqual({ seed: 3, service_tier: 'flex' });
    const secret = { wire: { metadata: { password: 'hunter2Xyz99!' }, seed: 3 } };
    expect(masked(requestOf([user('a@example.org')], secret))?.request.wire).toEqual({ seed: 3 });
    expect(sent?.request.messages.slice(1).map(({ content }) => content[0])).toMatchObject([{ id: 'call_1' }, { id: 'call_1' }]);
  });

  it('lets back only what left, and into addresses only where it left', () => {
    const first = maskedTexts([`${IBAN} of Anna Kowalska`], { scanner });
    const asked = 'Open https://bank.example/pay?to=a@example.org, http://10.20.30.40:8080/a and https://b@example.org:8443/';
    const sent = masked(requestOf([user(asked)]), { known: first.entries });
    if (sent === undefined) throw new Error('This cannot be masked.');
    expect(sent.sent.map(({ placeholder }) => placeholder)).toEqual(['[EMAIL_1]', '[IP_1]', '[EMAIL_2]']);
    const back = (text: string) => {
      const restorer = createRestorer(sent.sent, 'plain', sent.addresses);
      const pieces = [...text].map((character) => restorer.push(character));
      return pieces.join('') + restorer.flush();
    };
    const leaves = sent.request.messages[0]?.content[0];
    expect(leaves).toEqual({
      type: 'text',
      text: 'Open https://bank.example/pay?to=[EMAIL_1], http://[IP_1]:8080/a and https://[EMAIL_2]:8443/',
    });
    expect(back('[IBAN_1] [PERSON_1] [EMAIL_1]')).toBe('[IBAN_1] [PERSON_1] a@example.org');
    if (leaves?.type === 'text') expect(back(leaves.text)).toBe(asked);
    expect(back('![](http://[IP_1]:8080/other?x=1) <HTTPS://bank.example/pay?to=%5BEMAIL_1%5D>')).toBe(
      '![](http://10.20.30.40:8080/other?x=1) <HTTPS://bank.example/pay?to=a%40example.org>',
    );
    const elsewhere = [
      'https://evil.example/pay?to=[EMAIL_1] https://bank.example/pay?to=[EMAIL_2] https://bank.example.evil/pay?to=[EMAIL_1]',
      'http://[IP_1]:8080.evil.example/ http://[IP_1].evil.example/ https://[EMAIL_2]:8443.evil/ https://[EMAIL_2]:8443\\@evil/ https://[EMAIL_2]:8443@evil/ https://[EMAIL_1]:8443/',
    ];
    for (const text of elsewhere) expect(back(text)).toBe(text);
  });

  it('leaves a message that holds nothing the very same', () => {
    const messages = [user('hello'), user('a@example.org')];
    expect(masked(requestOf(messages))?.request.messages[0]).toBe(messages[0]);
  });

  it('costs in proportion to the text and to what is masked', { timeout: 60_000 }, () => {
    const line = (index: number) =>
      `Row ${index}: user${index}@example.org paid, and user${index} was thanked for it in a letter of some length to all. `;
    const cost = (rows: number) => {
      const text = Array.from({ length: rows }, (_, index) => line(index)).join('');
      const findings = scanner(text);
      let least = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 5; attempt++) {
        const began = performance.now();
        masked(requestOf([user(text)]), { scanner: (other) => (other === text ? findings : []) });
        least = Math.min(least, performance.now() - began);
      }
      return least;
    };
    cost(200);
    // Eight times the text costs eight times as much, or sixty-four. Measured again when it looks bad: others use this machine, too.
    let growth = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 12 && growth > 16; attempt++) growth = Math.min(growth, cost(2_400) / cost(300));
    expect(growth).toBeLessThan(24);
  });
});

describe('surrogates', () => {
  const words = {
    'Anna Kowalska': 'person',
    '12.03.1980': 'date-of-birth',
    '10.1.2.3': 'ip-address',
    '+44 20 7946 0018': 'phone',
    'Main Street 5': 'street-address',
  } as const;
  const setting = { scanner: scannerWith(words, CERTAIN), style: 'surrogates' } as const;

  it('look real, are valid and nobody’s, and the same each time', () => {
    const { texts: sent } = maskedTexts(
      [`Anna Kowalska, born 12.03.1980, Main Street 5, +44 20 7946 0018, ${IBAN}, ${CARD}, a@example.net, 10.1.2.3`],
      setting,
    );
    expect(sent).toEqual([
      'Clara Winslow, born 05.08.1957, 10 Juniper Lane, Ashbrook, +44 7700 900000, DE09 0000 0000 0000 0000 01, 4111 1100 0000 0005, maple10@example.org, 203.0.113.2',
    ]);
    // What the scan knows to check is right in them, too.
    expect(setting.scanner(sent[0] ?? '').map(({ type }) => type)).toEqual(['iban', 'payment-card', 'email']);
  });

  it('are no value that another one stands for', () => {
    expect(maskedTexts(['a@example.net', 'maple10@example.org'], setting).texts).toEqual(['cedar11@example.org', 'juniper12@example.org']);
  });

  it('give way to brackets where they would touch other words', () => {
    const { texts: sent, entries } = maskedTexts(['Anna Kowalska, xAnna Kowalskax, Anna Kowalskas'], setting);
    expect(sent).toEqual(['Clara Winslow, x[PERSON_1]x, Clara Winslows']);
    const restorer = createRestorer(entries);
    expect(restorer.push(sent[0] ?? '') + restorer.flush()).toBe('Anna Kowalska, xAnna Kowalskax, Anna Kowalskas');
  });

  it('stay what they are when what the user types has to stand aside', () => {
    const typed = ['Anna Kowalska', 'winslow a@example.net'];
    const first = maskedTexts(typed, setting);
    expect(first.texts).toEqual(['Clara Winslow', '[TEXT_1] maple10@example.org']);
    expect(maskedTexts(typed, { ...setting, known: first.entries })).toEqual(first);
  });

  it('are a woman’s for a woman’s name, and one word for one word', () => {
    const names = ['Anna Kowalska', 'Jan Nowak', 'Frau Schmidt', 'Ruth Berg', 'Maria', 'Tomasz', 'Kowalczyk'] as const;
    const named = scannerWith(Object.fromEntries(names.map((own) => [own, 'person'])), CERTAIN);
    expect(maskedTexts([...names], { ...setting, scanner: named }).texts).toEqual([
      'Clara Winslow',
      'Tobias Lindqvist',
      'Ingrid Ferreira',
      'Noemi Brandt',
      'Beatriz',
      'Mateus',
      'Delacroix',
    ]);
  });

  it('keep what stood for a given name once its whole name is known', () => {
    const later = scannerWith({ 'Anna Kowalska': 'person', Anna: 'person' }, CERTAIN);
    for (const style of ['placeholders', 'surrogates'] as const) {
      const first = maskedTexts(['Anna called'], { scanner: later, style });
      const second = maskedTexts(['Anna called', 'Anna Kowalska did', 'so Anna'], { scanner: later, style, known: first.entries });
      const third = maskedTexts(['Anna called', 'Anna Kowalska did', 'so Anna'], { scanner: later, style, known: second.entries });
      expect(second.texts[0]).toBe(first.texts[0]);
      expect(second.texts[2]).toBe(second.texts[0]?.replace(' called', '').replace(/^/, 'so '));
      expect(third).toEqual(second);
    }
  });

  it('tell nothing of a date but its shape', () => {
    const dates = ['12.03.1980', '31.12.1944', '7/4/1999', '1980-03-12', '12 March 1980'] as const;
    const born = scannerWith(Object.fromEntries(dates.map((own) => [own, 'date-of-birth'])), CERTAIN);
    const sent = dates.map((own) => maskedTexts([`on ${own}`], { ...setting, scanner: born }).texts[0]);
    expect(sent).toEqual(['on 05.08.1957', 'on 05.08.1957', 'on 5/8/1957', 'on 1957-05-08', 'on [DATE_OF_BIRTH_1]']);
  });

  it('leave keys and passwords placeholders', () => {
    const key = ['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-');
    expect(maskedTexts([`key ${key}`], setting).texts).toEqual(['key [SECRET_1]']);
  });

  it('are none that the text holds, and stand aside when the user types one later', () => {
    const { texts: sent, entries } = maskedTexts(['Clara met Anna Kowalska', 'maple10@example.org', 'Anna and lindqvist'], setting);
    expect(sent).toEqual(['Clara met Marisol Lindqvist', 'cedar11@example.org', 'Marisol and [TEXT_1]']);
    const restorer = createRestorer(entries);
    expect(restorer.push(sent.join('\n')) + restorer.flush()).toBe('Clara met Anna Kowalska\nmaple10@example.org\nAnna and lindqvist');
  });
});
