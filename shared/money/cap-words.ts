import { english } from '../chat/english.ts';
import { listed, type Said, type SaidList, say } from '../chat/said.ts';
import { type Amounts, type Cap, lacking, type Window } from './cap.ts';
import { amount, type Currency } from './currency.ts';

const EVERY: Record<Window, Said> = {
  request: say`a request`,
  hour: say`an hour`,
  day: say`a day`,
  week: say`a week`,
  month: say`a month`,
  lifetime: say`altogether`,
};

const IN_THE_LAST: Partial<Record<Window, Said>> = {
  hour: say`in 60 minutes`,
  day: say`in 24 hours`,
  week: say`in 7 days`,
  month: say`in 30 days`,
};

/** Amounts in words: “$1.00 and 5,000 tokens”. */
function saidAmounts({ nanoDollars, tokens, requests }: Partial<Amounts>, currency?: Currency): SaidList {
  const ofTokens = tokens === undefined ? [] : [tokens === 1 ? say`${{ count: tokens }} token` : say`${{ count: tokens }} tokens`];
  const ofRequests =
    requests === undefined ? [] : [requests === 1 ? say`${{ count: requests }} request` : say`${{ count: requests }} requests`];
  const money = currency === undefined ? { dollars: nanoDollars ?? 0 } : amount(nanoDollars ?? 0, currency);
  return listed([...(nanoDollars === undefined ? [] : [money]), ...ofTokens, ...ofRequests], ' and ');
}

/** The same as a text. */
export const amountWords = (amounts: Partial<Amounts>, currency?: Currency): string =>
  english({ said: '{0}', values: [saidAmounts(amounts, currency)] });

const SCOPE_NAMES: Readonly<Record<string, (name: string) => Said>> = {
  provider: (name) => say`provider ${name}`,
  model: (name) => say`model ${name}`,
  // An app goes by an id where its name is not at hand.
  app: (name) => (UUID.test(name) ? say`one of your apps` : say`the app ${name}`),
  tag: (name) => say`the tag “${name}”`,
  project: (name) => say`the project “${name}”`,
  conversation: () => say`one chat`,
};
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

function saidScope(scope: string): Said | string {
  const end = scope.indexOf(':');
  return SCOPE_NAMES[scope.slice(0, end)]?.(scope.slice(end + 1)) ?? scope;
}

/** A cap: “cap of $1.00 a day”, “cap of $2.00 a month for the tag “work””. */
export function saidCap({ scope, window, rolling, limits }: Omit<Cap, 'id' | 'soft'>): Said {
  const time = (rolling ? IN_THE_LAST[window] : undefined) ?? EVERY[window];
  if (scope === 'total') return say`cap of ${saidAmounts(limits)} ${time}`;
  return say`cap of ${saidAmounts(limits)} ${time} for ${saidScope(scope)}`;
}

export const capWords = (cap: Omit<Cap, 'id' | 'soft'>): string => english(saidCap(cap));

/** Why a try is refused, in a sentence. */
export function saidRefusal(cap: Said | string, need: Amounts, left: Partial<Amounts>): Said {
  const kind = lacking(left, need) ?? 'nanoDollars';
  return say`It can take up to ${saidAmounts({ [kind]: need[kind] })}, and your ${cap} has ${saidAmounts({ [kind]: left[kind] ?? 0 })} left.`;
}

/** What a person is told of a cap that is half used up or more. */
export const saidWarning = (cap: Cap, percent: number): Said =>
  percent >= 100 ? say`Your ${saidCap(cap)} is used up.` : say`${percent} % of your ${saidCap(cap)} is used.`;
