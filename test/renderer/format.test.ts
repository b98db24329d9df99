import i18next from 'i18next';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts as german } from '../../renderer/locales/de/index.ts';
import { texts as english } from '../../renderer/locales/en/index.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatMoney,
  formatParameters,
  formatRate,
} from '../../renderer/ui/format.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: english, de: german } }));

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [0.4, '0 ms'],
    [38.4, '38 ms'],
    [412, '410 ms'],
    [994, '990 ms'],
    [995, '1.0 s'],
    [999.9, '1.0 s'],
    [2_140, '2.1 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [185_000, '3 min 5 s'],
    [3_599_900, '1 h'],
    [7_440_000, '2 h 4 min'],
  ])('%d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('moments', () => {
  it('name the year only where it is another one, and seconds only where they are asked for', () => {
    const at = new Date(new Date().getFullYear(), 10, 21, 14, 5, 9).getTime();
    expect(formatMoment(at)).toMatch(/^Nov 21, 02:05\sPM$/);
    expect(formatMoment(at, 'second')).toMatch(/^Nov 21, 02:05:09\sPM$/);
    expect(formatMoment(new Date(2019, 10, 21, 14, 5).getTime())).toMatch(/^Nov 21, 2019, 02:05\sPM$/);
  });
});

describe('money', () => {
  it.each([
    [0, '$0'],
    [1, 'under $0.0001'],
    [99_999, 'under $0.0001'],
    [2_100_000, '$0.0021'],
    [380_000_000, '$0.38'],
    [12_400_000_000, '$12.40'],
  ])('%d nano-dollars read %s', (nanoDollars, text) => expect(formatMoney(nanoDollars)).toBe(text));
});

describe('counts', () => {
  it('groups thousands', () => expect(formatCount(12_400.4)).toBe('12,400'));

  it('gives rates no more figures than they are worth', () => {
    expect(formatRate(37.8)).toBe('38 tokens/s');
    expect(formatRate(4.23)).toBe('4.2 tokens/s');
    expect(formatRate(9.96)).toBe('10 tokens/s');
    expect(formatRate(1_564)).toBe('1,560 tokens/s');
  });

  it.each([
    [512, '512'],
    [1_180_000, '1.2 M'],
    [999_600, '1 M'],
    [125_000_000, '125 M'],
    [999_999_999, '1 B'],
    [7_600_000_000, '7.6 B'],
  ])('%d parameters read %s', (parameters, text) => expect(formatParameters(parameters)).toBe(text));
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [999_600, '1 MB'],
  [528_544, '529 kB'],
  [4_920_000_000, '4.9 GB'],
])('writes %i bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

describe('in German', () => {
  beforeAll(() => i18next.changeLanguage('de'));
  afterAll(() => i18next.changeLanguage('en'));

  it('writes numbers as Germans do', () => {
    expect(formatCount(12_400)).toBe('12.400');
    expect(formatDuration(2_140)).toBe('2,1 s');
    expect(formatRate(4.23)).toBe('4,2 Tokens/s');
    expect(formatMoney(380_000_000)).toBe('0,38\u00a0$');
    expect(formatMoney(1)).toBe('unter 0,0001\u00a0$');
  });
});
