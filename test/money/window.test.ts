import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, dayAt, type OffsetAt, spanAt } from '../../shared/money/calendar.ts';
import { lacking, leftOf, scopesOf, shareOf, warningAt } from '../../shared/money/cap.ts';
import { amountWords, capWords } from '../../shared/money/cap-words.ts';
import { forecastOf } from '../../shared/money/forecast.ts';
import { firstStep, openSpan, stepOf } from '../../shared/money/window.ts';

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const fixed =
  (hours: number): OffsetAt =>
  () =>
    hours * HOUR;

/** As the system's own tables have it. */
function zone(name: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return (moment) => {
    const [, sign, hours = '0', minutes = '0'] =
      /GMT([+-])?(\d\d)?:?(\d\d)?/.exec(format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000);
  };
}

const words = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];

describe('the calendar', () => {
  it('agrees with the system’s on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('1970-01-01'), max: at('2200-01-01') }), fc.integer({ min: -12, max: 14 }), (moment, hours) => {
        expect(dayAt(moment, fixed(hours))).toBe(new Date(moment + hours * HOUR).toISOString().slice(0, 10));
        const month = spanAt('month', moment, fixed(hours));
        const first = new Date(moment + hours * HOUR);
        const from = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1) - hours * HOUR;
        const to = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1) - hours * HOUR;
        expect(month).toEqual({ from, to });
        const week = spanAt('week', moment, fixed(hours));
        expect(new Date(week.from + hours * HOUR).getUTCDay()).toBe(1);
        expect(week.to - week.from).toBe(7 * DAY);
        expect(week.from <= moment && moment < week.to).toBe(true);
      }),
    );
  });

  it.each<[string, 'hour' | 'day' | 'month', string, string, string, string]>([
    ['a short day in spring', 'day', 'Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['a long day in autumn', 'day', 'Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['half an hour off', 'hour', 'Asia/Kolkata', '2026-11-21T10:10:00Z', '2026-11-21T09:30:00.000Z', '2026-11-21T10:30:00.000Z'],
    ['a month with a change', 'month', 'America/New_York', '2026-11-21T10:00:00Z', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
  ])('knows %s', (_, unit, name, moment, from, to) => {
    expect(words(spanAt(unit, at(moment), zone(name)))).toEqual([from, to]);
  });
});

describe('a window', () => {
  const noon = at('2026-11-21T12:00:00Z');
  const today = openSpan('day', undefined, noon, fixed(0));

  it('stays open until the end it had, whatever the clock and the time zone say', () => {
    expect(openSpan('day', today, noon - 3 * DAY, fixed(0))).toBe(today);
    expect(openSpan('day', today, noon, fixed(14))).toBe(today);
    expect(openSpan('day', today, today.to - 1, fixed(-12))).toBe(today);
    expect(openSpan('day', today, today.to, fixed(0))).toEqual({ from: today.to, to: today.to + DAY });
  });

  it('is followed only by one that begins after it in the new time zone', () => {
    const west = fixed(-5);
    expect(openSpan('day', today, today.to + HOUR, west)).toBe(today);
    const next = openSpan('day', today, today.to + 5 * HOUR, west);
    expect(next).toEqual({ from: today.to + 5 * HOUR, to: today.to + 5 * HOUR + DAY });
  });

  it('never overlaps the one before, and never begins twice, under any clock and zone', () => {
    const looks = fc.array(fc.record({ moved: fc.integer({ min: -40 * DAY, max: 40 * DAY }), hours: fc.integer({ min: -12, max: 14 }) }));
    fc.assert(
      fc.property(fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const), looks, (window, seen) => {
        let now = noon;
        let furthest = noon;
        let open = openSpan(window, undefined, noon, fixed(0));
        for (const { moved, hours } of seen) {
          now += moved;
          furthest = Math.max(furthest, now);
          const next = openSpan(window, open, furthest, fixed(hours));
          if (next !== open) expect(next.from).toBeGreaterThanOrEqual(open.to);
          open = next;
        }
      }),
    );
  });

  it('that rolls counts everything for at least its length', () => {
    fc.assert(
      fc.property(fc.constantFrom('hour' as const, 'day' as const, 'month' as const), fc.nat({ max: DAY * 30 }), (window, later) => {
        const length = { hour: HOUR, day: DAY, month: 30 * DAY }[window];
        const counts = stepOf(window, noon) >= firstStep(window, noon + later);
        if (later <= length) expect(counts).toBe(true);
        if (later > length * (1 + 2 / 60)) expect(counts).toBe(false);
      }),
    );
  });
});

describe('a cap', () => {
  it('is over what it names', () => {
    expect(
      scopesOf({ app: 'a1', tags: ['work', 'work'], project: 'p', conversationId: 'c' }, { id: 'openai/gpt', provider: 'openai' }),
    ).toEqual(['total', 'provider:openai', 'model:openai/gpt', 'model:gpt', 'app:a1', 'tag:work', 'project:p', 'conversation:c']);
    expect(scopesOf({ app: 'a1', tags: [] }, { id: 'tiny' })).toEqual(['total', 'model:tiny', 'app:a1']);
  });

  it('says what it leaves, and what is lacking', () => {
    const left = leftOf({ nanoDollars: 100, requests: 3 }, { nanoDollars: 130, tokens: 1e6, requests: 1 });
    expect(left).toEqual({ nanoDollars: 0, requests: 2 });
    expect(lacking(left, { nanoDollars: 1, tokens: 5, requests: 1 })).toBe('nanoDollars');
    expect(lacking(left, { nanoDollars: 0, tokens: 5, requests: 2 })).toBeUndefined();
    expect(lacking(left, { nanoDollars: 0, tokens: 5, requests: 3 })).toBe('requests');
  });

  it.each([
    [0.499, 0],
    [0.5, 50],
    [0.8, 80],
    [0.99, 80],
    [1, 100],
    [7, 100],
  ])('used up to %d warns at %d', (share, level) => {
    expect(warningAt(share)).toBe(level);
    expect(warningAt(shareOf({ tokens: 1000 }, { nanoDollars: 0, tokens: share * 1000, requests: 0 }))).toBe(level);
  });

  it('of nothing is used up at once', () => {
    expect(shareOf({ nanoDollars: 0 }, { nanoDollars: 0, tokens: 0, requests: 0 })).toBe(1);
  });

  it('is said in words', () => {
    expect(capWords({ scope: 'total', window: 'day', rolling: false, limits: { nanoDollars: 1e9 } })).toBe('cap of $1.00 a day');
    expect(capWords({ scope: 'tag:work', window: 'month', rolling: true, limits: { tokens: 5000, requests: 10 } })).toBe(
      'cap of 5,000 tokens and 10 requests in 30 days for the tag “work”',
    );
    expect(amountWords({})).toBe('');
  });
});

it('a forecast adds the mean of the last days for those that are left', () => {
  const month = spanAt('month', at('2026-11-21T00:00:00Z'), fixed(0));
  expect(forecastOf(20e9, 14e9, 14, month, at('2026-11-21T00:00:00Z'))).toBe(30e9);
  expect(forecastOf(20e9, 0, 0, month, at('2026-11-21T00:00:00Z'))).toBe(20e9);
});
