import { describe, expect, it } from 'vitest';
import { english } from '../../shared/chat/english.ts';
import { LONGEST_PATTERN, LONGEST_WORD, MOST_TERMS, MOST_WORDS, type OwnTerm } from '../../shared/privacy/own-terms.ts';
import { checkTerm, testTerm } from '../../shared/privacy/own-terms-check.ts';
import { createScan } from '../../shared/privacy/scan.ts';

const words = (...list: string[]): OwnTerm => ({ id: 'w', name: 'Projects', match: { kind: 'words', words: list }, tag: 'private' });
const pattern = (source: string, tag = 'internal'): OwnTerm => ({
  id: 'p',
  name: 'Numbers',
  match: { kind: 'pattern', pattern: source },
  tag,
});
const found = (text: string, ...terms: OwnTerm[]) =>
  createScan(terms)(text).map(({ type, start, end, tag }) =>
    tag === undefined ? [type, text.slice(start, end)] : [tag, text.slice(start, end)],
  );

describe('own words', () => {
  it.each([
    ['Falcon', 'the FALCON flies', ['FALCON']],
    ['Falcon', 'Falcons and falconry and afalcon', ['Falcon', 'falcon', 'falcon']],
    ['Bluebird', 'bluebird2, ProjectBluebird, Bluebirdprojekt', ['bluebird', 'Bluebird', 'Bluebird']],
    ['Bluebird', 'Blue-bird and blue_bird', ['Blue-bird', 'blue_bird']],
    ['Bluebird', 'of **Blue**bird and Blue\nbird and\n> Blue\n> bird', ['Blue**bird', 'Blue\nbird', 'Blue\n> bird']],
    ['Bluebird', 'Blüebird, BLUÉBIRD', ['Blüebird', 'BLUÉBIRD']],
    ['Blüebird', 'bluebird', ['bluebird']],
    ['Bluebird', 'a blue bird, blue. Bird and bluebir', []],
    ['Blue-bird', 'bluebird, BlueBird and blue-\nbird', ['bluebird', 'BlueBird', 'blue-\nbird']],
    ['Orion', 'Orions, orion and scorion', ['Orion', 'orion', 'orion']],
    ['Lynx', 'Lynxes, the Ly-nx, prelynx, LYNX', ['LYNX']],
    ['Team 12345', 'team 12345 and Team 123456', ['team 12345']],
    ['Falcon', 'falcon, “falcon” and project_falcon_2: falcon’s', ['falcon', 'falcon', 'falcon', 'falcon']],
    ['Project Falcon', 'project  falcon, Project\nFalcon and project-falcon', ['project  falcon', 'Project\nFalcon', 'project-falcon']],
    ['Project Falcon', 'ProjectFalcon_2 and project_falcon', ['ProjectFalcon', 'project_falcon']],
    ['C++', 'C++, c++ and C+', ['C++', 'c++']],
    ['ACME-42', 'acme-42 and acme-421', ['acme-42']],
    ['Łódź', 'w ŁÓDŹ i łódźka', ['ŁÓDŹ']],
    ['Łódź', 'w ŁÓDŹ'.normalize('NFD'), ['ŁÓDŹ'.normalize('NFD')]],
    ['ὈΔΥΣΣΕΎΣ', 'ο ὀδυσσεύς εδώ', ['ὀδυσσεύς']],
    ['東京計画', '我々の東京計画は秘密だ', ['東京計画']],
    ['김철수', '김철수는 왔다', ['김철수']],
    ['Falcon', 'İstanbul İzmir falcon', ['falcon']],
    ['Straße 🦅', 'straße 🦅!', ['straße 🦅']],
  ])('%j in %j', (word, text, expected) => {
    expect(found(text, words(word))).toEqual(expected.map((place) => ['private', place]));
  });

  it.each([
    'f\u200balcon',
    'fаlcоn',
    'ｆａｌｃｏｎ',
    '%66alcon',
    '\\u0066alcon',
    'f a l c o n - x',
    Buffer.from('about falcon only').toString('base64'),
  ])('are read through %j', (hidden) => {
    const term = hidden.endsWith('x') ? 'falcon-x' : 'falcon';
    expect(found(`see ${hidden} there`, words(term))).toEqual([['private', hidden]]);
  });

  it('take the longest of several that begin alike', () => {
    expect(found('red falcon nest and red falcon and red', words('red', 'red falcon', 'red falcon nest'))).toEqual([
      ['private', 'red falcon nest'],
      ['private', 'red falcon'],
      ['private', 'red'],
    ]);
  });

  it('stay whole in what they lie in', () => {
    expect(found('anna@falcon.example', words('falcon'))).toEqual([
      ['email', 'anna@'],
      ['private', 'falcon'],
      ['email', '.example'],
    ]);
  });

  it('are as quick to find when there are thousands', () => {
    const text = 'the quick brown fox jumps over the lazy dog and on '.repeat(400);
    const many = createScan(
      Array.from({ length: 20 }, (_, list) => words(...Array.from({ length: 1_000 }, (_, index) => `name${list}x${index} of it`))),
    );
    const none = createScan([words('nothing')]);
    const cost = (search: (text: string) => unknown) => {
      let least = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 15; attempt++) {
        const began = performance.now();
        search(text);
        least = Math.min(least, performance.now() - began);
      }
      return least;
    };
    cost(many);
    expect(many(`${text} NAME7x500 of it`)).toHaveLength(1);
    expect(cost(many) / cost(none)).toBeLessThan(4);
  });
});

describe('own patterns', () => {
  it.each([
    ['KD-\\d{6}', 'KD-123456 and KD-12345', ['KD-123456']],
    ['(?i)prj\\d+', 'PRJ7 prj88', ['PRJ7', 'prj88']],
    ['^id \\w+$', 'no\nid x1\nid y z', ['id x1']],
    ['\\bx\\b', 'x ax x', ['x', 'x']],
    ['[😀-😂]+', 'a😀😁b', ['😀😁']],
  ])('%j in %j', (source, text, expected) => {
    expect(found(text, pattern(source))).toEqual(expected.map((place) => ['internal', place]));
  });

  it('find the same however long the text is, also where pieces of it meet', () => {
    for (let length = 470; length < 530; length++) {
      const text = `${'x'.repeat(length)} KD-123456 ${'y'.repeat(600)} KD-654321`;
      expect(found(text, pattern('\\bKD-\\d{6}\\b'))).toEqual([
        ['internal', 'KD-123456'],
        ['internal', 'KD-654321'],
      ]);
    }
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index}`);
    expect(found(lines.join('\n'), pattern('^line \\d+$')).map(([, place]) => place)).toEqual(lines);
  });

  it('take linear time where each match looks to the end for a longer one', () => {
    const scanFor = createScan([pattern('a([^c]*c)?')]);
    const cost = (length: number) => {
      const began = performance.now();
      scanFor('ab '.repeat(length / 3));
      return performance.now() - began;
    };
    cost(3_000);
    expect(cost(24_000) / cost(6_000)).toBeLessThan(10);
    // What is left of a piece with too many is one finding, so nothing of it is let through.
    const text = 'ab '.repeat(2_000);
    const covered = new Set(scanFor(text).flatMap(({ start, end }) => Array.from({ length: end - start }, (_, place) => start + place)));
    for (let place = 0; place < text.length; place += 3) expect(covered.has(place)).toBe(true);
  });

  it('give the tag of the one listed first where two lie on one place', () => {
    const text = 'KD-123456';
    expect(found(text, pattern('KD-\\d+', 'private'), pattern('\\d+', 'internal'))).toEqual([['private', text]]);
    expect(found(text, pattern('\\d+', 'internal'), pattern('KD-\\d+', 'private'))).toEqual([
      ['private', 'KD-'],
      ['internal', '123456'],
    ]);
  });
});

describe('checkTerm', () => {
  it('has nothing to say of good terms', () => {
    for (const term of [words('Falcon'), words(...Array.from({ length: MOST_WORDS }, (_, index) => `w${index}`)), pattern('KD-\\d{6}')])
      expect(checkTerm(term)).toBeUndefined();
  });

  it.each([
    [pattern('('), /no pattern in RE2 syntax: missing closing \)/],
    [pattern('(a)\\1'), /no pattern in RE2 syntax: invalid escape/],
    [pattern('(?=a)b'), /no pattern in RE2 syntax/],
    [pattern('x*'), /matches nothing at all/],
    [pattern(''), /is empty/],
    [pattern('a'.repeat(LONGEST_PATTERN + 1)), /at most 1000 characters/],
    [pattern('(?:\\w{40}x){25}'), /too large/],
    [words(), /no word/],
    [words(' ', ''), /no word/],
    [words('a'.repeat(LONGEST_WORD + 1)), /too long/],
    [words(...Array.from({ length: MOST_WORDS + 1 }, () => 'a')), /at most 2000 words/],
    [{ ...words('a'), tag: ' ' }, /tag/],
  ])('says what is wrong with %j', (term, sentence) => {
    const problem = checkTerm(term);
    expect(problem && english(problem)).toMatch(sentence);
  });

  it('is what a scan fails with: it never leaves out a term', () => {
    expect(() => createScan([pattern('(')])).toThrow(/no pattern in RE2 syntax/);
    expect(() => createScan(Array.from({ length: MOST_TERMS + 1 }, () => words('a')))).toThrow(/at most 200/);
  });
});

describe('testTerm', () => {
  it('shows where a word is found within others', () => {
    const sample = 'ProjectBluebirds met the blue-bird; a lynx, no lynxes';
    const shown = (word: string) => testTerm(words(word), sample).map(({ start, end }) => sample.slice(start, end));
    expect(shown('Bluebird')).toEqual(['Bluebird', 'blue-bird']);
    expect(shown('Lynx')).toEqual(['lynx']);
  });

  it('shows what a term finds, and nothing else', () => {
    const sample = 'KD-1 by anna@example.org, and ＫＤ－２';
    const shown = testTerm(pattern('KD-\\d'), sample);
    expect(shown.map(({ start, end, validator }) => [sample.slice(start, end), validator])).toEqual([
      ['KD-1', 'own-pattern'],
      ['ＫＤ－２', 'own-pattern'],
    ]);
    expect(() => testTerm(pattern('('), sample)).toThrow(/RE2/);
  });
});
