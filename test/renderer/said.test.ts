import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { parseSync } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { said as german, texts } from '../../renderer/locales/de/index.ts';
import { allHeard, errorText, heard, learn } from '../../renderer/said.ts';
import { english } from '../../shared/chat/english.ts';
import { fromErrorShape, LintelError, toErrorShape } from '../../shared/chat/error.ts';
import { listed, type Said, say, together, verbatim } from '../../shared/chat/said.ts';
import { predictFit } from '../../shared/models/fit.ts';
import { saidCap, saidWarning } from '../../shared/money/cap-words.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { policyDiff } from '../../shared/routing/policy-diff.ts';
import { checkCondition } from '../../shared/routing/rules/condition.ts';
import { VARIABLES } from '../../shared/routing/rules/variables.ts';
import { effectOf } from '../../shared/routing/rules/words.ts';

const ROOT = join(import.meta.dirname, '..', '..');

interface Node {
  readonly type?: string;
  readonly [field: string]: unknown;
}

/** Every sentence of the sources, and what stands between the values of a list. */
function sentencesIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  if (!source.includes('say`') && !source.includes('listed(')) return [];
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(look);
      return;
    }
    const {
      type,
      tag,
      quasi,
      callee,
      arguments: given,
    } = node as Node & Record<'tag' | 'callee', Node> & { quasi?: { quasis: { value: { cooked: string } }[] } };
    if (type === 'TaggedTemplateExpression' && tag.name === 'say' && quasi !== undefined)
      found.push(quasi.quasis.map(({ value }) => value.cooked).reduce((text, part, index) => `${text}{${index - 1}}${part}`));
    if (type === 'CallExpression' && ['listed', 'series', 'quoted'].includes(String(callee.name)))
      for (const each of given as Node[]) if (each.type === 'Literal') found.push(String(each.value));
    Object.values(node).forEach(look);
  };
  look(parseSync(file, source).program);
  return found;
}

const { kinds: KINDS } = JSON.parse(readFileSync(join(ROOT, 'resources', 'providers.json'), 'utf8')) as {
  readonly kinds: readonly { readonly [Fact in 'training' | 'retention']?: { readonly text: string } }[];
};

const SAID = new Set(
  ['shared', 'electron', 'renderer']
    .flatMap((part) =>
      readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !(part === 'electron' && /^cli\b/.test(name)))
        .flatMap((name) => sentencesIn(join(ROOT, part, name))),
    )
    .concat(KINDS.flatMap(({ training, retention }) => [training, retention]).flatMap((fact) => (fact === undefined ? [] : [fact.text])))
    .concat(VARIABLES.flatMap(({ doc, type, unit = '' }) => [doc, type, unit])),
);
const placesIn = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('what the core says', () => {
  it('is said in German, with the same values, and nothing else is', () => {
    expect([...SAID].filter((sentence) => /\p{L}/u.test(sentence) && !Object.hasOwn(german, sentence))).toEqual([]);
    expect(Object.keys(german).filter((sentence) => !SAID.has(sentence))).toEqual([]);
    for (const [sentence, text] of Object.entries(german)) expect([sentence, placesIn(text)]).toEqual([sentence, placesIn(sentence)]);
  });

  it('has no English left in German', () => {
    expect(Object.entries(german).filter(([sentence, text]) => text === sentence && /[a-z]{3,} [a-z]{3,}/.test(text))).toEqual([]);
    expect(Object.values(german).filter((text) => /\b(?:the|its|cannot|again)\b/i.test(text))).toEqual([]);
  });
});

describe('in a German window', () => {
  beforeAll(async () => {
    learn('de', german);
    await i18next.init({ lng: 'de', resources: { de: texts } });
  });
  const inGerman = (said: Said) => heard(english(said), said);

  it('a sentence has its values as German writes them', () => {
    expect(inGerman(say`It can cost up to ${{ dollars: 1_250_000_000 }}, and your budget has ${{ dollars: 0 }} left.`)).toBe(
      'Es kann bis zu 1,25\u00a0$ kosten, und in deinem Budget sind noch 0\u00a0$.',
    );
    const cap = {
      id: '1',
      scope: 'total',
      window: 'day',
      rolling: false,
      soft: false,
      limits: { nanoDollars: 1e9, tokens: 5_000 },
    } as const;
    expect(english(saidWarning(cap, 100))).toBe('Your cap of $1.00 and 5,000 tokens a day is used up.');
    expect(inGerman(saidWarning(cap, 100))).toBe('Dein Budget von 1,00\u00a0$ und 5.000 Tokens pro Tag ist aufgebraucht.');
    expect(inGerman(saidCap({ ...cap, window: 'month', rolling: true, scope: 'tag:work' }))).toBe(
      'Budget von 1,00\u00a0$ und 5.000 Tokens in 30 Tagen für das Tag „work“',
    );
  });

  it('rules, conditions and versions of the policy are said, and names stay', () => {
    expect(inGerman(effectOf({ require: { zones: ['lan', 'cloud'] }, tags: ['work'] }))).toBe(
      'fügt das Tag „work“ hinzu und verlangt in deinem Netzwerk oder in der Cloud',
    );
    const problem = checkCondition('tag == "x"');
    expect(problem?.message).toContain('There is no variable “tag”.');
    expect(problem && errorText(problem)).toContain('Eine Variable „tag“ gibt es nicht. Am nächsten kommt „tags“.');
    const said = policyDiff(DEFAULT_POLICY, { ...DEFAULT_POLICY, stayOnDevice: !DEFAULT_POLICY.stayOnDevice });
    expect(allHeard(said.map(english), said)).toEqual(['auf diesem Gerät bleiben: aus → an']);
  });

  it('an error keeps its facts on its way from process to process', () => {
    const error = new LintelError('timeout', say`${'far'} took too long. Try again.`);
    expect(error.message).toBe('far took too long. Try again.');
    const shape = JSON.parse(JSON.stringify(toErrorShape(fromErrorShape(toErrorShape(error)))));
    expect(errorText(shape)).toBe('far hat zu lange gebraucht. Noch einmal versuchen.');
  });

  it('what has no German is said in English, whole', () => {
    expect(inGerman({ said: 'An older Lintel said this of {0}.', values: ['it'] })).toBe('An older Lintel said this of it.');
    expect(inGerman(say`Nothing permitted can answer. ${{ said: 'An older Lintel said this.' }}`)).toBe(
      'Nothing permitted can answer. An older Lintel said this.',
    );
    expect(heard('As it was.', undefined)).toBe('As it was.');
  });

  it('a name that looks like a place for a value is a name', () => {
    expect(inGerman(say`${'{0} $&'} is gone: ${verbatim('{1}')}`)).toBe('{0} $& is gone: {1}');
    expect(inGerman(say`${'{1} $&'} took too long. Try again.`)).toBe('{1} $& hat zu lange gebraucht. Noch einmal versuchen.');
  });

  it('sentences stand one after another, and lists between their words', () => {
    expect(inGerman(together(say`Nor was another.`, '', undefined, say`Nor were ${2} others.`))).toBe(
      'Ein weiteres auch nicht. 2 weitere auch nicht.',
    );
    expect(inGerman(say`It cannot ${listed([say`speak`, say`hear sound`], ' or ')}.`)).toBe('Es kann nicht sprechen oder Ton hören.');
    expect(english({ said: '{0}', values: [listed(['a', 'b', 'c'], ', ', ' and ')] })).toBe('a, b and c');
  });

  it('a prediction has its figures', () => {
    const shape = {
      layers: 1,
      layerBytes: 1e9,
      outputBytes: 0,
      otherBytes: 0,
      embeddingBytes: 0,
      expertBytes: 0,
      fullBytesPerToken: 0,
      recurrentBytes: 0,
      width: 1,
      vocabulary: 1,
      feedForward: 1,
    };
    const model = { contextLength: 8192, tensorBytes: 2 ** 30, kvBytesPerToken: 0, shape };
    const machine = { totalBytes: 16 * 2 ** 30, availableBytes: 8 * 2 ** 30, headroomBytes: 2 ** 30, threads: 4, bytesPerSecond: 1e9 };
    const { sentence, said } = predictFit(model, machine);
    expect(heard(sentence, said)).toMatch(
      /^Braucht etwa 1,\d GiB für 8\.192 Tokens Kontext; 7,0 GiB von 16,0 GiB sind neben anderen Programmen frei\. Etwa [\d,]+ Tokens\/s \(Schätzung\)\.$/,
    );
  });
});
