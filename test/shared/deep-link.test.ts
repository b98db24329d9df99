import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepLinkIn } from '../../shared/api/deep-link.ts';

describe('a link', () => {
  test.each([
    ['lintel://chat?text=Hello%20there', { kind: 'chat', text: 'Hello there' }],
    ['lintel://chat/?text=a+b%2Bc%0Asecond', { kind: 'chat', text: 'a b+c\nsecond' }],
    ['lintel://model?ref=hf:Qwen/Qwen3-4B-GGUF:Q4_K_M', { kind: 'model', ref: 'hf:Qwen/Qwen3-4B-GGUF:Q4_K_M' }],
    ['lintel://model?ref=hf%3Aowner%2Frepo%2Ffile.gguf', { kind: 'model', ref: 'hf:owner/repo/file.gguf' }],
    ['lintel://page/models', { kind: 'page', page: 'models' }],
  ])('%s is understood', (link, meant) => expect(deepLinkIn(link)).toEqual(meant));

  test.each([
    '',
    'lintel:',
    'lintel://',
    'lintel://chat',
    'lintel://chat?text=',
    'lintel://chat?text=%20%0A',
    'lintel://chat?text=a&send=1',
    'lintel://chat?text=a#b',
    'lintel://chat?text=%E0%A4',
    'lintel://chat?text=see%1B%5D8%3B%3B',
    'lintel://chat?text=safe%E2%80%AEtxt.exe',
    'lintel://chat?text=a%F3%A0%81%81b',
    `lintel://chat?text=${'x'.repeat(8_001)}`,
    'LINTEL://chat?text=a',
    ' lintel://chat?text=a',
    'lintel://model?ref=https://example.org/x.gguf',
    'lintel://model?ref=file:///etc/passwd',
    'lintel://model?ref=hf:a/../../b',
    'lintel://model?ref=hf:owner',
    'lintel://page/Models',
    'lintel://page/models/../../x',
    'lintel://page/models?x=1',
    'lintel://run?cmd=rm',
    'lintel://user:password@chat?text=a',
    'https://example.org/',
  ])('%j is not', (link) => expect(deepLinkIn(link)).toBeUndefined());

  test('brings its text whole, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (text) => {
        const read = deepLinkIn(`lintel://chat?text=${encodeURIComponent(text)}`);
        if (read !== undefined) expect(read).toEqual({ kind: 'chat', text: text.trim() });
      }),
    );
  });

  test('is anything at all, and never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (rest) => void deepLinkIn(`lintel://${rest}`)));
  });
});
