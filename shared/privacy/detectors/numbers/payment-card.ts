import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import { Columns } from './columns.ts';
import { Context, isNothingElse } from './context.ts';
import { words } from './format.ts';
import { DIGIT, kindOf, LETTER, NONE } from './shapes.ts';

// A group of digits, but no fraction, with enough digits after it. `search` reads at most 19 from each start.
const START = /(?<![\dA-Za-z]|\d\.|(?<!\d)\d,)[0-689](?=(?:[ \-.\u00a0\u202f\u2010-\u2013]?\d){11})/g;
const LONGEST = 19;
/** American Express prints 4, 6 and 5 digits; longer groups are a number and its fraction. */
const LONGEST_GROUP = 6;

// First four digits from and to, lengths, and how sure the number is alone (ISO/IEC 7812 issuer ranges). Short
// ones take words or a text that is nothing else: goods, too, carry 13 digits that begin with 4.
const BRANDS: readonly (readonly [from: number, to: number, lengths: readonly number[], alone: number])[] = [
  [4000, 4999, [16, 19], 0.97],
  [4000, 4999, [13], 0],
  [1000, 1999, [15], 0],
  [5100, 5599, [16], 0.97],
  [2221, 2720, [16], 0.97],
  [3400, 3499, [15], 0.97],
  [3700, 3799, [15], 0.97],
  [6011, 6011, [16, 19], 0.97],
  [6440, 6599, [16, 19], 0.97],
  [3500, 3599, [16, 19], 0.97],
  [2131, 2131, [15], 0.9],
  [1800, 1800, [15], 0.9],
  [5000, 5099, [12, 13, 14, 15], 0],
  [5600, 5899, [12, 13, 14, 15], 0],
  [6000, 6999, [12, 13, 14, 15], 0],
  [3000, 3059, [14, 16], 0.9],
  [3095, 3095, [14, 16], 0.9],
  [3600, 3699, [14, 16], 0.9],
  [3800, 3999, [14, 16], 0.9],
  [6200, 6299, [16, 17, 18, 19], 0.97],
  [2200, 2204, [16], 0.97],
  [5018, 5038, [16, 19], 0.95],
  [5600, 5899, [16, 19], 0.95],
  [604, 604, [12, 13, 14, 15, 16], 0],
  [6304, 6304, [16, 19], 0.95],
  [6060, 6069, [16], 0.95],
  [6759, 6763, [16, 18, 19], 0.95],
  [8100, 8199, [16, 17, 18, 19], 0.9],
  [9792, 9792, [16], 0.95],
];

/** How sure a number of some length is, by its first four digits: looked up at every group of digits, so not searched. */
const ALONE: (ReadonlyMap<number, number> | undefined)[] = new Array(10_000).fill(undefined);
for (const [from, to, lengths, alone] of BRANDS) {
  for (let first = from; first <= to; first++)
    ALONE[first] = new Map([...(ALONE[first] ?? []), ...lengths.map((length) => [length, alone] as const)]);
}

const CARD = words(
  ...[
    '(?:credit|debit|payment|bank|gift|prepaid)?[ _-]?cards?(?:[ _-]?(?:number|no|num|nr))?\\.?',
    'cc',
    'ccn',
    'cc_number',
    'ccnum',
    'pan',
    'visa',
    'mastercard',
    'master card',
  ],
  ...[
    'amex',
    'american express',
    'discover',
    'jcb',
    'diners',
    'maestro',
    'unionpay',
    'kredit-?karte\\w{0,8}',
    'karte(?:n-?nummer|n-?nr)?\\.?',
    'girocard',
  ],
  ...[
    'carte (?:bancaire|bleue|de cr[eé]dit)?',
    'cb',
    'tarjeta',
    'carta di credito',
    'carta',
    'cart[aã]o',
    'kart[aęyą]',
    'karty',
    'creditcard',
    'kort',
    'kaart(?:nummer)?',
    'kortnummer',
  ],
);
const OTHERWISE = /(?:track|parcel|imei|serial|isbn|\bean\b|gtin|upc|order|invoice|bestell|rechnung|sendung)[^\n]{0,24}$/i;

// `EUR`, `exp`, a word's end: but no unit, no suffix of a number in code, and no rest of an identity.
const GLUED =
  /(?!(?:[mnup]s|u?ll|ul|[kmgt]i?b|px|th|st|nd|rd)(?![a-z]))(?:[a-z]{2,12}(?!\w)|exp|valid|cv[vc]|eur|usd|gbp|chf|pln|brl|inr|jpy)/iy;

function isGlued(text: string, index: number): boolean {
  GLUED.lastIndex = index;
  return GLUED.test(text);
}

/** True where a number ends before `index`: no digit follows, nor a fraction; nor a letter, unless it is written in groups or a word is glued to it. */
function endsBefore(text: string, index: number, isGrouped: boolean): boolean {
  const kind = kindOf(text.charCodeAt(index));
  if (kind === LETTER) return isGrouped || isGlued(text, index);
  return kind !== DIGIT && !(text[index] === '.' && kindOf(text.charCodeAt(index + 1)) === DIGIT);
}

/** How sure a card is; 0: none. `alone` is undefined where no brand has such a number. */
function confidence(columns: Columns, text: string, start: number, end: number, alone: number | undefined): number {
  if (alone !== undefined && alone >= 0.95 && !OTHERWISE.test(text.slice(Math.max(0, start - 40), start))) return alone;
  const context = new Context(text, start, end, columns.at(start, end));
  if (context.isNamed(CARD)) return 0.95;
  if (alone === undefined) return 0;
  if (isNothingElse(text, start, end)) return 0.9;
  return context.isOtherwise ? 0 : alone;
}

/** The longest card number that begins at `start`. Single separators of one kind may part its digits. */
function search(columns: Columns, text: string, start: number): Finding | undefined {
  let best: Finding | undefined;
  let brand: ReadonlyMap<number, number> | undefined;
  let first = 0;
  let separator = NONE;
  let group = 0;
  let isOneDigit = true;
  // The Luhn check (ISO/IEC 7812-1 annex B) doubles every second digit from the right, so which ones
  // depends on the length: both sums are kept.
  let doubledEven = 0;
  let doubledOdd = 0;
  for (let index = start, length = 0; length < LONGEST; index++) {
    const unit = text.charCodeAt(index);
    const kind = kindOf(unit);
    if (kind !== DIGIT) {
      const isParted = kind > LETTER && (separator === NONE || separator === kind) && kindOf(text.charCodeAt(index + 1)) === DIGIT;
      if (!isParted || group > LONGEST_GROUP) break;
      separator = kind;
      group = 0;
      continue;
    }
    const digit = unit - 48;
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    doubledEven += length % 2 === 0 ? doubled : digit;
    doubledOdd += length % 2 === 0 ? digit : doubled;
    isOneDigit &&= unit === text.charCodeAt(start);
    length++;
    group++;
    if (separator !== NONE && group > LONGEST_GROUP) break;
    if (length <= 4) first = first * 10 + digit;
    if (length === 4) brand = ALONE[first];
    if (
      length < 12 ||
      isOneDigit ||
      (length % 2 === 0 ? doubledEven : doubledOdd) % 10 !== 0 ||
      !endsBefore(text, index + 1, separator !== NONE)
    )
      continue;
    const sure = confidence(columns, text, start, index + 1, brand?.get(length));
    if (sure > 0 && sure >= (best?.confidence ?? 0))
      best = { type: 'payment-card', start, end: index + 1, confidence: sure, validator: 'luhn' };
  }
  return best;
}

export const paymentCard: Detector = {
  name: 'payment-card',
  find(text) {
    const found: Finding[] = [];
    const columns = new Columns(text);
    let past = 0;
    for (let match = firstMatch(START, text); match !== null; match = START.exec(text)) {
      const start = match.index;
      const card = start < past ? undefined : search(columns, text, start);
      if (card === undefined) continue;
      found.push(card);
      past = card.end;
    }
    return found;
  },
};
