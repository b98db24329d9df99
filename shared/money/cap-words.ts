import { type Amounts, type Cap, lacking, type Window } from './cap.ts';
import { amount, type Currency } from './currency.ts';

const EVERY: Record<Window, string> = {
  request: 'a request',
  hour: 'an hour',
  day: 'a day',
  week: 'a week',
  month: 'a month',
  lifetime: 'altogether',
};

const IN_THE_LAST: Partial<Record<Window, string>> = {
  hour: 'in 60 minutes',
  day: 'in 24 hours',
  week: 'in 7 days',
  month: 'in 30 days',
};

const counted = (count: number, word: string) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

/** Amounts in words: “$1.00 and 5,000 tokens”. */
export function amountWords({ nanoDollars, tokens, requests }: Partial<Amounts>, currency?: Currency): string {
  const words = [
    ...(nanoDollars === undefined ? [] : [amount(nanoDollars, currency)]),
    ...(tokens === undefined ? [] : [counted(tokens, 'token')]),
    ...(requests === undefined ? [] : [counted(requests, 'request')]),
  ];
  return words.join(' and ');
}

/** A cap in words: “cap of $1.00 a day”, “cap of $2.00 a month for tag:work”. */
export function capWords({ scope, window, rolling, limits }: Omit<Cap, 'id' | 'soft'>, currency?: Currency): string {
  const time = (rolling ? IN_THE_LAST[window] : undefined) ?? EVERY[window];
  return `cap of ${amountWords(limits, currency)} ${time}${scope === 'total' ? '' : ` for ${scope}`}`;
}

/** Why a try is refused, in a sentence. @param cap in words */
export function refusalWords(cap: string, need: Amounts, left: Partial<Amounts>): string {
  const kind = lacking(left, need) ?? 'nanoDollars';
  return `It can take up to ${amountWords({ [kind]: need[kind] })}, and your ${cap} has ${amountWords({ [kind]: left[kind] ?? 0 })} left.`;
}

/** What a person is told of a cap that is half used up or more. */
export const warningWords = (cap: Cap, percent: number): string =>
  percent >= 100 ? `Your ${capWords(cap)} is used up.` : `${percent} % of your ${capWords(cap)} is used.`;
