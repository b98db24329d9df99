import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { TOKENIZER_FAMILIES, tokensIn } from '../../shared/routing/tokens/family.ts';
import { fitOf, inputTokensFor } from '../../shared/routing/tokens/fits.ts';
import { tokenizerFamilyOf } from '../../shared/routing/tokens/gguf-tokenizer.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, target } from '../fakes/ports.ts';
import { SENTENCES } from './languages.ts';

const traits = (text: string, rest: Parameters<typeof request>[1] = {}) => traitsOf(request(text, rest), scan, [target('a')], 0.6);

/** Tokens that OpenAI's own tokenizers, and Llama 3's, make of the sentences of each language. */
const REAL: Readonly<Record<string, readonly [o200k: number, cl100k: number, llama3: number]>> = {
  en: [30, 30, 30],
  de: [33, 38, 38],
  fr: [32, 36, 36],
  es: [30, 40, 40],
  it: [33, 38, 38],
  pt: [30, 35, 35],
  nl: [30, 37, 37],
  pl: [40, 47, 46],
  sv: [30, 46, 46],
  da: [35, 42, 42],
  nb: [30, 38, 38],
  fi: [41, 54, 54],
  cs: [39, 56, 37],
  ro: [42, 49, 49],
  hu: [43, 50, 50],
  tr: [37, 50, 36],
  vi: [36, 59, 33],
  id: [34, 41, 41],
  ru: [31, 51, 36],
  uk: [42, 70, 43],
  el: [46, 118, 53],
  ar: [32, 75, 37],
  fa: [40, 96, 39],
  he: [31, 92, 92],
  hi: [35, 124, 71],
  th: [35, 92, 47],
  zh: [26, 38, 25],
  ja: [38, 55, 35],
  ko: [36, 54, 35],
};

describe('the token estimate', () => {
  it.each(Object.entries(REAL))('comes near to the tokens of real tokenizers in %s', (language, [o200k, cl100k, llama3]) => {
    const text = SENTENCES[language] ?? '';
    for (const [family, real] of [
      ['o200k', o200k],
      ['cl100k', cl100k],
      ['llama3', llama3],
    ] as const) {
      expect(tokensIn(text, family) / real, family).toBeGreaterThan(0.6);
      expect(tokensIn(text, family) / real, family).toBeLessThan(1.5);
    }
  });

  it('counts what costs a tokenizer more than its length says', () => {
    const prose = tokensIn('the house by the sea '.repeat(20)) / 420;
    expect(tokensIn('a7Fk2Lq9Zx0Vb3Nm'.repeat(20)) / 320).toBeGreaterThan(prose * 2);
    expect(tokensIn('我们必须在七点之前出门'.repeat(20)) / 220).toBeGreaterThan(prose * 2);
    expect(tokensIn('x'.repeat(1_000)) / 1_000).toBeGreaterThan(prose);
  });

  it('reads a long text in parts and comes to the same (property)', () => {
    const words = fc.array(fc.constantFrom('house', 'by', 'the', 'Straße', '1,204', '};', 'getName', 'поезд', '旅行', '\n'), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, (some) => {
        const text = `${some.join(' ')} `;
        const whole = tokensIn(text) * 400;
        expect(Math.abs(tokensIn(text.repeat(400)) / whole - 1)).toBeLessThan(0.25);
      }),
      { numRuns: 500 },
    );
  });

  it('is a whole number for any text and every family (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.constantFrom(...TOKENIZER_FAMILIES), (text, family) => {
        const tokens = tokensIn(text, family);
        expect(Number.isInteger(tokens)).toBe(true);
        expect(tokens).toBeGreaterThanOrEqual(0);
        expect(tokens).toBeLessThanOrEqual(text.length * 3 + 1);
      }),
    );
  });

  it('counts a picture as a picture, not as the characters of its address', () => {
    const url = `data:image/png;base64,${'iVBORw0KGgoAAAANSUhE'.repeat(5_000)}`;
    const asked = traits('', { messages: [{ role: 'user', content: [{ type: 'image', url }] }] });
    expect(asked.inputTokens).toBeGreaterThan(200);
    expect(asked.inputTokens).toBeLessThan(2_000);
  });
});

describe('the tokens of a target', () => {
  it('follow from its tokenizer, and from the sum where no more is known', () => {
    const greek = traits((SENTENCES.el ?? '').repeat(4));
    const cl100k = target('old', { tokenizer: 'cl100k' });
    expect(inputTokensFor(greek, cl100k)).toBeGreaterThan(inputTokensFor(greek, target('new', { tokenizer: 'o200k' })) * 1.8);
    expect(inputTokensFor(greek, target('any'))).toBe(greek.inputTokens);
    expect(inputTokensFor({ inputTokens: 1_000 }, target('any'))).toBe(1_000);
    expect(inputTokensFor({ inputTokens: 1_000 }, target('c', { tokenizer: 'claude' }))).toBeGreaterThan(1_000);
  });

  it('are those of the file’s own tokenizer for a model on this device', () => {
    expect(tokenizerFamilyOf('llama-bpe', 'llama')).toBe('llama3');
    expect(tokenizerFamilyOf('qwen2', 'qwen3')).toBe('qwen');
    expect(tokenizerFamilyOf('default', 'gemma3')).toBe('gemma');
    expect(tokenizerFamilyOf('default', 'llama')).toBeUndefined();
    expect(tokenizerFamilyOf(undefined, 'constructor')).toBeUndefined();
  });

  it('surely fit, may fit or surely do not, with the answer asked for', () => {
    const sized = (inputTokens: number, outputTokens = 0) => fitOf({ inputTokens, outputTokens }, target('a', { contextWindow: 1_000 }));
    expect(sized(500)).toBe('fits');
    expect(sized(500, 400)).toBe('may-fit');
    expect(sized(900)).toBe('may-fit');
    expect(sized(1_900)).toBe('may-fit');
    expect(sized(2_100)).toBe('too-long');
  });
});
