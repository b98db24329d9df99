import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { askForOpinion, OPINION_SCHEMA, opinionIn, withOpinion } from '../../shared/privacy/second-opinion.ts';

const TEXT = 'Please tell Zuzanna  Wrona (anna@example.org) that Will moved to 12 Elm Row, Bath. I will ask Zuzanna Wrona.';
const places = (answer: unknown, text = TEXT) =>
  opinionIn(typeof answer === 'string' ? answer : JSON.stringify(answer), text).map(({ type, start, end }) => [
    type,
    text.slice(start, end),
  ]);

describe('a second opinion', () => {
  it('is asked with the text apart from the instruction', () => {
    const [instruction, question] = askForOpinion(TEXT);
    expect(instruction).toMatchObject({ role: 'system' });
    expect(JSON.stringify(instruction)).not.toContain('Wrona');
    expect(question).toEqual({ role: 'user', content: [{ type: 'text', text: TEXT }] });
    expect(Object.keys(OPINION_SCHEMA.properties)).toEqual(['names', 'addresses']);
  });

  it('is searched for in the text, wherever it says that it is', () => {
    expect(places({ names: ['Zuzanna Wrona', 'Will'], addresses: ['12 Elm Row, Bath'] })).toEqual([
      ['person', 'Zuzanna  Wrona'],
      ['person', 'Will'],
      ['street-address', '12 Elm Row, Bath'],
      ['person', 'Zuzanna Wrona'],
    ]);
    expect(opinionIn('{"names":["Will"],"addresses":[]}', TEXT)).toEqual([
      { type: 'person', start: 51, end: 55, confidence: 0.7, validator: 'model' },
    ]);
  });

  it.each([
    [{ names: ['Jan Nowak', 'Wron', 'that', 'a', ''], addresses: ['14 Elm Row'] }],
    [{ names: 'Will', addresses: { 0: 'Bath' } }],
    [{ names: [['Will'], 5, null], addresses: [] }],
    ['no JSON'],
    ['{"names": ["Will"'],
    ['[]'],
    ['null'],
    [''],
  ])('is dropped where it names nothing that is there: %j', (answer) => {
    expect(places(answer)).toEqual([]);
  });

  it('is read out of whatever stands around it', () => {
    expect(places('Sure!\n```json\n{"names": ["Will"], "addresses": []}\n```')).toEqual([['person', 'Will']]);
  });

  it('never takes away what a scan found for sure', () => {
    const findings = scan(TEXT);
    const both = withOpinion(findings, opinionIn('{"names":["Zuzanna Wrona","Anna"],"addresses":["example.org"]}', TEXT), TEXT);
    const sure = findings.filter(({ confidence }) => confidence >= 0.9);
    expect(sure.length).toBeGreaterThan(0);
    for (const finding of sure) expect(both).toContainEqual(finding);
    for (const words of ['Zuzanna  Wrona', 'Zuzanna Wrona'])
      expect(both.some(({ start, end, type }) => type === 'person' && TEXT.slice(start, end) === words)).toBe(true);
    expect(withOpinion(findings, [], TEXT)).toBe(findings);
  });

  it('is bounded, and lies in the text, whatever the answer (property)', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.array(fc.string({ maxLength: 12 })), fc.json(), (text, names, other) => {
        for (const answer of [JSON.stringify({ names, addresses: names }), other, text])
          for (const { start, end } of opinionIn(answer, text)) expect(start >= 0 && end > start && end <= text.length).toBe(true);
      }),
    );
    expect(opinionIn('{"names":["Aa"],"addresses":[]}', 'Aa '.repeat(10_000))).toHaveLength(2_000);
  });
});
