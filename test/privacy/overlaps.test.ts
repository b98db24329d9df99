import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_TYPES, type Finding, type FindingType } from '../../shared/privacy/finding.ts';
import { resolved, withOwnTerms } from '../../shared/privacy/overlaps.ts';

const at = (type: FindingType, start: number, end: number, confidence: number): Finding => ({
  type,
  start,
  end,
  confidence,
  validator: 'test',
});
/** No text of these holds a space. */
const TEXT = 'x'.repeat(100);
const kept = (...findings: Finding[]) =>
  resolved(
    findings.map((finding) => ({ finding, isBroken: false })),
    TEXT,
  ).map(({ type, start, end }) => [type, start, end]);

describe('resolved', () => {
  it('lets no unsure long finding swallow a sure short one', () => {
    expect(kept(at('phone', 0, 40, 0.6), at('iban', 10, 32, 0.99))).toEqual([['iban', 10, 32]]);
  });

  it('lets no sure short finding uncover an unsure long one that still tells something', () => {
    expect(kept(at('street-address', 0, 40, 0.7), at('phone', 32, 40, 0.95))).toEqual([
      ['street-address', 0, 32],
      ['phone', 32, 40],
    ]);
    expect(kept(at('street-address', 0, 40, 0.7), at('phone', 10, 40, 0.95))).toEqual([['phone', 10, 40]]);
  });

  it('leaves no space at the ends of what is left of a name', () => {
    const findings = [at('person', 0, 8, 0.65), at('iban', 6, 28, 0.99)];
    const left = resolved(
      findings.map((finding) => ({ finding, isBroken: false })),
      'Clara DE36000000000000000000',
    );
    expect(left.map(({ type, start, end }) => [type, start, end])).toEqual([
      ['person', 0, 5],
      ['iban', 6, 28],
    ]);
  });

  it('prefers what reads hidden writing to what was broken by it', () => {
    const whole = { finding: at('email', 4, 20, 0.95), isBroken: false };
    const broken = { finding: at('email', 1, 20, 0.95), isBroken: true };
    expect(resolved([broken, whole], TEXT)).toEqual([whole.finding]);
  });

  it('names the surer short one with the less sure long one of its step, also of the same type', () => {
    const resolvedOf = (...findings: Finding[]) =>
      resolved(
        findings.map((finding) => ({ finding, isBroken: false })),
        TEXT,
      );
    expect(resolvedOf(at('phone', 0, 20, 0.7), at('passport', 5, 12, 0.85))).toEqual([
      { ...at('phone', 0, 20, 0.7), also: [{ type: 'passport', confidence: 0.85 }] },
    ]);
    expect(resolvedOf(at('phone', 0, 20, 0.7), at('phone', 5, 12, 0.85))).toEqual([
      { ...at('phone', 0, 20, 0.7), also: [{ type: 'phone', confidence: 0.85 }] },
    ]);
    expect(resolvedOf(at('phone', 0, 20, 0.7), at('phone', 5, 12, 0.65))).toEqual([at('phone', 0, 20, 0.7)]);
  });

  it('keeps no two that overlap, and covers a part of each (property)', () => {
    const finding = fc
      .record({
        type: fc.constantFrom(...FINDING_TYPES),
        start: fc.nat(60),
        length: fc.integer({ min: 1, max: 30 }),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ type, start, length, confidence }) => at(type, start, start + length, confidence));
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 20 }), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (findings, broken) => {
        const left = resolved(
          findings.map((one, index) => ({ finding: one, isBroken: broken[index] ?? false })),
          TEXT,
        );
        for (const [index, one] of left.entries()) expect(one.start >= (left[index - 1]?.end ?? 0) && one.end > one.start).toBe(true);
        for (const one of findings) expect(left.some((other) => other.start < one.end && one.start < other.end)).toBe(true);
      }),
    );
  });
});

describe('withOwnTerms', () => {
  it('keeps every own term whole, and what it lies in around it', () => {
    const text = 'write to anna@falcon.example today';
    const laid = withOwnTerms([at('email', 9, 28, 0.95)], [at('own-term', 14, 20, 1)], text);
    expect(laid.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
      ['email', 'anna@'],
      ['own-term', 'falcon'],
      ['email', '.example'],
    ]);
  });

  it('names what they cover whole, and what that covered', () => {
    const card = { ...at('payment-card', 2, 18, 0.97), also: [{ type: 'phone', confidence: 0.6 } as const] };
    expect(withOwnTerms([card], [at('own-term', 0, 20, 1)], 'x'.repeat(30))).toEqual([
      {
        ...at('own-term', 0, 20, 1),
        also: [
          { type: 'payment-card', confidence: 0.97 },
          { type: 'phone', confidence: 0.6 },
        ],
      },
    ]);
  });

  it('keeps all that lies beside them as it is (property)', () => {
    const spans = fc.uniqueArray(fc.nat(80), { maxLength: 16 }).map((places) => {
      const sorted = [...places].sort((a, b) => a - b);
      return sorted.flatMap((start, index) =>
        index % 2 === 0 && sorted[index + 1] !== undefined ? [[start, sorted[index + 1] ?? 0] as const] : [],
      );
    });
    fc.assert(
      fc.property(spans, spans, (others, own) => {
        const text = 'x'.repeat(90);
        const laid = withOwnTerms(
          others.map(([start, end]) => at('email', start, end, 0.95)),
          own.map(([start, end]) => at('own-term', start, end, 1)),
          text,
        );
        const covered = (place: number, list: readonly { start: number; end: number }[]) =>
          list.some(({ start, end }) => start <= place && place < end);
        const all = [...others, ...own].map(([start, end]) => ({ start, end }));
        for (let place = 0; place < 90; place++)
          expect(laid.filter(({ start, end }) => start <= place && place < end)).toHaveLength(covered(place, all) ? 1 : 0);
        for (const [start, end] of own)
          expect(laid.some((one) => one.type === 'own-term' && one.start === start && one.end === end)).toBe(true);
      }),
    );
  });
});
