import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseFiles } from '../../../electron/models/download/choose.ts';
import { fileNameFor, numbered } from '../../../electron/models/download/file-name.ts';
import { parseRef } from '../../../electron/models/download/ref.ts';

describe('a ref', () => {
  test.each([
    ['hf:river/models', { kind: 'hub', repo: 'river/models', revision: 'main' }],
    ['hf:river/models:q4_k_m', { kind: 'hub', repo: 'river/models', revision: 'main', quant: 'q4_k_m' }],
    ['hf:river/models/big/a.gguf', { kind: 'hub', repo: 'river/models', revision: 'main', path: 'big/a.gguf' }],
    ['https://huggingface.co/river/models', { kind: 'hub', repo: 'river/models', revision: 'main' }],
    ['https://huggingface.co/river/models/blob/v2/a%20b.gguf', { kind: 'hub', repo: 'river/models', revision: 'v2', path: 'a b.gguf' }],
    [
      'https://huggingface.co/river/models/resolve/main/a.gguf?download=true',
      { kind: 'hub', repo: 'river/models', revision: 'main', path: 'a.gguf' },
    ],
    ['https://example.org/x/a.gguf?key=1#top', { kind: 'address', url: 'https://example.org/x/a.gguf?key=1' }],
  ])('%s is understood', (text, ref) => expect(parseRef(text)).toEqual(ref));

  test.each([
    '',
    'river',
    'hf:',
    'hf:river',
    'hf:../models',
    'hf:river/..',
    'hf:river/models/../../x.gguf',
    'hf:river/models/readme.md',
    'hf:river/models/a.gguf:Q4_0',
    'file:///etc/a.gguf',
    'https://example.org/a.zip',
    'https://example.org/%zz.gguf',
    'https://huggingface.co/a/b/resolve/main/%2e%2e/x.gguf',
    'hf:a/b:Q4/0',
  ])('“%s” is refused with a sentence', (text) => expect(() => parseRef(text)).toThrow(expect.objectContaining({ code: 'bad-request' })));
});

describe('the choice of files', () => {
  const files = (...paths: string[]) => paths.map((path) => ({ path, bytes: 1 }));
  const paths = (chosen: readonly { path: string }[]) => chosen.map(({ path }) => path);
  const repo = files(
    'm-Q8_0.gguf',
    'm-Q4_K_M.gguf',
    'm-Q4_K_S.gguf',
    'mmproj-m-Q4_K_M.gguf',
    'README.md',
    'm-Q5_K_M-00002-of-00002.gguf',
    'm-Q5_K_M-00001-of-00002.gguf',
  );

  test('follows the quantisation in any case, and takes the best default without one', () => {
    expect(paths(chooseFiles(repo, { quant: 'q8_0' }))).toEqual(['m-Q8_0.gguf']);
    expect(paths(chooseFiles(repo, {}))).toEqual(['m-Q4_K_M.gguf']);
    expect(paths(chooseFiles(files('m-Q8_0.gguf', 'm-Q5_K_M.gguf', 'm-q4_0.gguf'), {}))).toEqual(['m-q4_0.gguf']);
  });

  test('brings all shards in order, for a quantisation and for one named shard', () => {
    const shards = ['m-Q5_K_M-00001-of-00002.gguf', 'm-Q5_K_M-00002-of-00002.gguf'];
    expect(paths(chooseFiles(repo, { quant: 'Q5_K_M' }))).toEqual(shards);
    expect(paths(chooseFiles(repo, { path: shards[1] ?? '' }))).toEqual(shards);
    expect(() => chooseFiles(files('a-00001-of-00003.gguf', 'a-00003-of-00003.gguf'), {})).toThrow('only 2 of the 3 parts');
  });

  test('says what there is when nothing or too much fits', () => {
    expect(() => chooseFiles(repo, { quant: 'Q2_K' })).toThrow(/no file with Q2_K.*m-Q8_0/);
    expect(() => chooseFiles(files('a-Q4_0.gguf', 'b-Q4_0.gguf'), { quant: 'Q4_0' })).toThrow('Several models fit Q4_0: a-Q4_0, b-Q4_0.');
    expect(() => chooseFiles(repo, { quant: 'Q4_K' })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => chooseFiles(files('README.md'), {})).toThrow('no .gguf model');
  });
});

describe('a name on disk', () => {
  test.each([
    ['../../etc/passwd.gguf', 'passwd.gguf'],
    ['..\\..\\evil.gguf', 'evil.gguf'],
    ['.hidden.gguf', 'hidden.gguf'],
    ['CON.gguf', 'model-CON.gguf'],
    ['aux.x.gguf', 'model-aux.x.gguf'],
    ['...gguf', 'model.gguf'],
    ['a:b|c.gguf', 'a-b-c.gguf'],
  ])('%s becomes %s', (given, name) => expect(fileNameFor(given)).toBe(name));

  test('is safe whatever is given, and keeps shards together when numbered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 2, max: 9999 }), (given, number) => {
        for (const name of [fileNameFor(given), numbered(fileNameFor(given), number)]) {
          expect(name).not.toMatch(/[/\\:]|^\./);
          expect(name).toMatch(/\.gguf$/);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        }
      }),
    );
    expect(numbered('m-00001-of-00002.gguf', 2)).toBe('m-2-00001-of-00002.gguf');
    expect(numbered('m.gguf', 3)).toBe('m-3.gguf');
  });
});
