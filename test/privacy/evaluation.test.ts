import { describe, expect, it } from 'vitest';
import { FINDING_TYPES } from '../../shared/privacy/finding.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { makeCorpus } from './evaluation/corpus.ts';
import { HIDINGS } from './evaluation/hide.ts';
import { judge, measure, measureChecked } from './evaluation/score.ts';
import { LANGUAGES } from './evaluation/value.ts';
import { VERIFIERS } from './evaluation/verify.ts';

const corpus = makeCorpus();
const verdicts = corpus.map((subject) => judge(subject, scan(subject.text)));
const labels = corpus.flatMap((subject) => subject.labels.map((label) => ({ ...label, subject })));
const types = FINDING_TYPES.filter((type) => type !== 'own-term');

describe('the corpus', () => {
  it('has at least 1,500 texts, no two the same, in eight languages, and many that hold nothing', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(1500);
    expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ groups }) => groups.language))).toEqual(new Set(LANGUAGES));
    expect(corpus.filter((subject) => subject.labels.length === 0).length).toBeGreaterThan(500);
  });

  it('is the same in every run', () => {
    expect(makeCorpus()).toEqual(corpus);
  });

  it('takes no more than four texts from a frame, and all of a frame into one half', () => {
    const frames = Map.groupBy(corpus, ({ id }) => id.split('-')[0]);
    expect([...frames.values()].filter((texts) => texts.length > 4 || new Set(texts.map(({ groups }) => groups.half)).size > 1)).toEqual(
      [],
    );
  });

  it.each(types)('has %s at least thirty times, in both halves and in several languages', (type) => {
    const some = labels.filter((label) => label.type === type);
    expect(some.length).toBeGreaterThanOrEqual(30);
    expect(new Set(some.map(({ subject }) => subject.groups.half)).size).toBe(2);
    // Numbers of health insurers are of few countries.
    expect(new Set(some.map(({ subject }) => subject.groups.language)).size).toBeGreaterThanOrEqual(type === 'health-id' ? 2 : 5);
  });

  it('has each value where its label says, and no two labels on one place', () => {
    const hidings = Object.values(HIDINGS);
    for (const { subject, start, end, core, value } of labels) {
      const there = subject.text.slice(start, end);
      expect(there === value || hidings.some((hide) => hide(value) === there), `${subject.id}: ${there}`).toBe(true);
      expect(core.start >= start && core.end <= end && core.end > core.start, subject.id).toBe(true);
    }
    for (const { labels: own, id } of corpus) {
      for (const [at, label] of own.entries()) expect(label.start, id).toBeGreaterThanOrEqual(own[at - 1]?.end ?? 0);
    }
  });

  // Numbers that their issuers print as specimens.
  it.each([
    ['iban', 'DE89370400440532013000'],
    ['card', '4111111111111111'],
    ['sin', '046 454 286'],
    ['personnummer', '811228-9874'],
    ['cif', 'A58818501'],
    ['aadhaar', '2363'],
    ['kvnr', 'A123456780'],
    ['nir', '255081416802538'],
    ['dni', '12345678Z'],
    ['nie', 'X1234567L'],
    ['codice-fiscale', 'RSSMRA85T10A562S'],
    ['pesel', '44051401359'],
    ['nip', '1234563218'],
    ['bsn', '111222333'],
    ['cpr', '070761-4285'],
    ['ahv', '756.9217.0769.85'],
    ['nhs', '943 476 5919'],
    ['tfn', '123456782'],
    ['medicare', '2123456701'],
    ['cpf', '529.982.247-25'],
    ['cnpj', '11.222.333/0001-81'],
    ['rijksregister', '85.07.30-033.28'],
    ['hetu', '131052-308T'],
    ['resident-id', '11010519491231002X'],
    ['my-number', '123456789018'],
    ['utr', '1955839661'],
    ['nif-pt', '123456789'],
    ['steuer-id', '86095742719'],
    ['bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['segwit', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['taproot', 'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr'],
    ['aba', '021000021'],
  ])('checks %s by a rule that the specimen %s passes and its neighbour does not', (kind, specimen) => {
    expect(VERIFIERS[kind]?.(specimen)).toBe(true);
    const at = specimen.search(/\d(?=\D*$)/);
    const neighbour = specimen.slice(0, at) + String((Number(specimen[at]) + 1) % 10) + specimen.slice(at + 1);
    const rule = kind === 'medicare' ? VERIFIERS[kind]?.('2123456711') : VERIFIERS[kind]?.(neighbour);
    expect(rule).toBe(false);
  });

  it.each(Object.keys(VERIFIERS).filter((kind) => labels.some((label) => label.kind === kind)))(
    'gives %s the right check digits',
    (kind) => {
      const wrong = labels.filter((label) => label.kind === kind && VERIFIERS[kind]?.(label.value) !== true);
      expect(wrong.map(({ value }) => value)).toEqual([]);
    },
  );
});

describe.each(['dev', 'held'])('the scanner on the %s half', (half) => {
  const part = verdicts.filter(({ subject }) => subject.groups.half === half);

  it('finds at least 99 % of secrets and of numbers with check digits, and 97 % of what it takes for them are', () => {
    const { recall, precision } = measureChecked(part);
    expect(recall).toBeGreaterThanOrEqual(0.99);
    expect(precision).toBeGreaterThanOrEqual(0.97);
  });

  it('reaches an F1 of 0.92 over all types', () => {
    expect(measure(part).f1).toBeGreaterThanOrEqual(0.92);
  });
});
