import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import {
  ABOUT_ADDRESSES,
  ENGLISH_STREETS,
  FRENCH_STREETS,
  LEADING_STREETS,
  POST_BOXES,
  RARE_STREETS,
  STREET_ENDINGS,
  SURE_ENDINGS,
  UNITS,
} from './street-words.ts';
import { isCapitalAt, isLetterAt, unpartedLines } from './words.ts';

// Everything begins at a number of a house, so that prose costs one look for digits. What stands before
// it is read backwards; every run is bounded, and no two neighbours share a character.
const NUMBER = /(?<=[\s("'>,;:]|^)\d{1,5}(?:[-–/]\d{1,4})?\p{L}?(?![\p{L}\p{N}_%°]|[.,:/]\d)/gu;

const CAPITALISED = "(?:\\p{Lu}[\\p{L}\\p{M}.'’-]{0,24}|\\d{1,3}(?:st|nd|rd|th))";
const PLAIN = "[\\p{L}\\p{M}.'’ªº-]{1,24}";
const NUMBER_SIGN = '(?:,? ?(?:n(?:[º°o]\\.?|\\.) ?|nr\\.? ?|núm\\.? ?|numer ))?';

/** Matches `words`, separated by `|`, with a small or a capital first letter. */
const eitherCase = (words: string) => words.replace(/(?<=^|\|)\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);

const ENGLISH = new RegExp(
  ` (?:[NSEW]\\.? )?(?:${CAPITALISED} ){0,3}?(?:${CAPITALISED} (?:${ENGLISH_STREETS})|Broadway)(?![\\p{L}'’-])\\.?(?: [NSEW]{1,2}(?!\\p{L}))?`,
  'uy',
);
const RARE = new RegExp(` (?:${CAPITALISED} ){1,4}(?:${RARE_STREETS})(?!\\p{L})`, 'uy');
const FRENCH = new RegExp(
  `,?(?: ?(?:bis|ter|quater))?,? (?:${eitherCase(FRENCH_STREETS)}) (?=[^\\n,.]{0,24}\\p{Lu})(?:(?:d[eu]s?|la|les?|à|au|aux|et|sur|sous|en|[ld]['’]) ?){0,3}${PLAIN}(?: (?:\\p{Lu}|de |du |des |la |le |les |d['’]|l['’])${PLAIN}){0,4}`,
  'uy',
);
const WITH_UNIT = new RegExp(` (?:${CAPITALISED} ){1,5}\\d{1,4}\\p{L}?[ ,\\n>]{1,6}(?:[Aa]pt|[Ss]uite|Unit|Flat)\\.? ?\\d`, 'uy');
// DOB, SSN, VAT: the next field.
const NO_ACRONYM = '(?!(?!ST|RD|AVE?|LANE|LN|DR|HILL|PARK|ROAD|WAY|ROW|WALK|CT|PL|SQ)\\p{Lu}{2,4}(?![\\p{L}’-]))';
const NAMED = new RegExp(` (?:${NO_ACRONYM}${CAPITALISED} ){0,3}${NO_ACRONYM}${CAPITALISED}(?: \\d{1,4}(?!\\d))?`, 'uy');

const ENDED = new RegExp(
  `(?:(?:\\p{Lu}${PLAIN} ){0,2}\\p{Lu}[\\p{L}.-]{0,30}[ -]?(?:${eitherCase(STREET_ENDINGS)})|(?:${eitherCase(STREET_ENDINGS)})|\\p{L}{2,24}(?:${SURE_ENDINGS}))[ ,]{1,2}$`,
  'u',
);
const LED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${eitherCase(LEADING_STREETS)})(?:(?<=[./]) ?| )(?:${PLAIN} ){0,5}\\p{Lu}${PLAIN},? ?${NUMBER_SIGN}$`,
  'u',
);
const BOXED = new RegExp(`(?<!\\p{L})${POST_BOXES} (?:n[º°o]\\.? ?)?$`, 'u');
const NAMED_BEFORE = new RegExp(`(?:(?<![\\p{L}])${NO_ACRONYM}${CAPITALISED} (?:de[nrms]? |di |del? |la )?){1,3}$`, 'u');
// What must stand right before the number for any of these; read backwards from it, so most numbers are turned away at once.
const AFTER_NAME = new RegExp(`(?<=\\p{Lu}[\\p{L}\\p{M}.'’-]{0,30},? ?${NUMBER_SIGN})`, 'uy');
const AFTER_ENDING = new RegExp(`(?<=(?:${eitherCase(STREET_ENDINGS)}|${SURE_ENDINGS})[ ,]{1,2})`, 'uy');
const AFTER_BOX = /(?<=(?:[Bb]ox|PO A[AEP]|fach|bus|ado|Correos|Postale?|poczt\p{L}*\.?|[Cc]ode(?: is|:)?) )/uy;
const NO_STREET =
  /^(?:MAC|IP|IPv[46]|E-?[Mm]ail|Step|Page|Line|Room|Wohnung|Zimmer|Etage|Haus|Apartment|Apartamento|Appartement|Appartamento|Flat|Unit|Suite|Floor|Router|Server|Port|Version|Windows|Zone|Level|Phase|Block|Building|Gate|Terminal|Figure|Table|Chapter|Section|Kapitel|Seite)(?!\p{L})/u;
const NO_PLACE = /\b[Vv]ia (?:an? |the )?(?:E-?mail|Zoom|Skype|Teams|Slack|Port|HTTP|TCP|SSH|API|PayPal|Bluetooth|USB)\b/u;

// A full stop ends a town, unless it stands for the rest of a Saint or a Mount.
const TOWN = "(?:(?:St|Ste|Sta|Sto|Sv|Ft|Mt|Pt)\\. ?)?\\p{Lu}[\\p{L}\\p{M}'’-]{1,24}";
const CITY = `${TOWN}(?: (?:${TOWN}|am|an|der|do|de|del|la|sur|les|le|nad|upon|di|in)(?![\\p{L}])){0,3}`;
// 10115 Berlin, 75001 Paris, 00-950 Warszawa, 111 51 Stockholm, 1015 CJ Amsterdam, 1200-109 Lisboa
const POSTCODE = `[ ,]{0,3}\\n? {0,4}(?:[A-Z]{1,2}-)?(?:\\d{5}(?:-\\d{3,4})?|\\d{2}-\\d{3}|\\d{3} \\d{2}|\\d{4}(?:-\\d{3}| ?[A-Z]{2}(?![\\p{L}]))?) ${CITY}`;
const BEFORE_POSTCODE = new RegExp(`(?:,|\\n)(?<=[,\\n])${POSTCODE}`, 'uy');
const EXTENSION = new RegExp(
  [
    `(?:,? ?\\d{1,2}[ºª°](?: ?(?:[A-Z]|izq|dcha|izda)(?!\\p{L})\\.?)?)?(?:[ ,]{0,2}(?:\\n|- )?[> ]{0,4}(?:(?:${UNITS})\\.? ?#?|# ?)\\p{Lu}?\\d{1,5}[\\p{L}ºª°]{0,2}(?![\\p{L}\\p{N}])){0,2}`,
    '(?:',
    POSTCODE,
    // Springfield, IL 62704; London NW1 6XE
    `|[ ,]{0,3}\\n? {0,4}${CITY},?\\n? {1,4}(?:[A-Z]{2,3} \\d{4,5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|\\d{5})(?![\\p{L}\\p{N}])`,
    // , London.
    `|, ${CITY}(?:, ${CITY})?(?=[.,;)\\]"'\\n]|$)`,
    ')?',
  ].join(''),
  'uy',
);

/** What says in Chinese or Japanese that an address comes. */
const CHINESE_OR_JAPANESE_CUE =
  /^.*(?:住在|住于|住址[是为：]?|地址[是为：]?|住所[はが：]|自宅[はが：]|所在地[はが：]|位于|寄到|送到|我在|家在|にある)/u;

// 東京都渋谷区道玄坂1-2-3, 北京市朝阳区建国路88号: read backwards from what follows the number.
const CHINESE_OR_JAPANESE =
  /\d{1,4}(?:丁目|番地?|号|號|[-−－‐]\d{1,4})(?<=([\p{sc=Han}ぁ-んァ-ヶー]{0,12}[都道府県縣省市区區郡町路街巷][\p{sc=Han}ぁ-んァ-ヶー]{0,12})\d{1,4}(?:丁目|番地?|号|號|[-−－‐]\d{1,4}))(?:[\d\-−－‐番地号室楼层F]{0,12})/gu;

/** Where `pattern` ends when it stands at `at`; 0 when it does not. */
function endOf(pattern: RegExp, text: string, at: number): number {
  return stands(pattern, text, at) ? pattern.lastIndex : 0;
}

const stands = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

const isDigitAt = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit > 47 && unit < 58;
};

/** True when the word before `at` has a capital, or may be short for “number”. */
function mayBeName(text: string, at: number): boolean {
  let index = at - 1;
  if (text.charCodeAt(index) === 44) index--;
  const first = Math.max(0, index - 32);
  while (index >= first && text.charCodeAt(index) > 32) if (isCapitalAt(text, index--)) return true;
  return text.charCodeAt(index + 1) === 110;
}

/** The line up to `at`, of at most 80 characters. */
function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 80), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

interface Core {
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** The street and number around the number from `start` to `end`. */
function coreAt(text: string, start: number, end: number): Core | undefined {
  // A name of a street begins with a capital or a digit; French says first what it is.
  const next = text.charCodeAt(end);
  const isBeforeName = next === 32 && (isCapitalAt(text, end + 1) || isDigitAt(text, end + 1));
  const isBeforeKind = next === 44 || (next === 32 && isLetterAt(text, end + 1));
  const after =
    (isBeforeName && endOf(ENGLISH, text, end)) ||
    (isBeforeKind && endOf(FRENCH, text, end)) ||
    (isBeforeName && endOf(WITH_UNIT, text, end));
  if (after) return { start, end: after, confidence: 0.85 };
  const last = isLetterAt(text, start - 2) || ".,:'’-ºª°".includes(text.charAt(start - 2)) ? text.charCodeAt(start - 1) : 0;
  const isAfterName = (last === 32 || last === 44) && mayBeName(text, start - 1) && stands(AFTER_NAME, text, start);
  const isAfterEnding = (last === 32 || last === 44) && stands(AFTER_ENDING, text, start);
  const isAfterBox = last === 32 && stands(AFTER_BOX, text, start);
  const before = isAfterName || isAfterEnding || isAfterBox ? lineBefore(text, start) : '';
  if (before !== '' && !NO_PLACE.test(before)) {
    const led =
      (isAfterBox ? BOXED.exec(before) : null) ?? (isAfterName ? LED.exec(before) : null) ?? (isAfterEnding ? ENDED.exec(before) : null);
    if (led !== null) return { start: start - before.length + led.index, end, confidence: 0.85 };
  }
  if (isAfterName && stands(BEFORE_POSTCODE, text, end)) {
    const name = NAMED_BEFORE.exec(before);
    if (name !== null) return { start: start - name[0].length, end, confidence: 0.8 };
  }
  const named = isBeforeName ? endOf(RARE, text, end) || endOf(NAMED, text, end) : 0;
  const preceding = named === 0 && isAfterName ? NAMED_BEFORE.exec(before) : null;
  if (named === 0 && preceding === null) return undefined;
  const from = preceding === null ? start : start - preceding[0].length;
  if (NO_STREET.test(text.slice(from, end)) || !ABOUT_ADDRESSES.test(lineBefore(text, from).toLowerCase())) return undefined;
  return { start: from, end: Math.max(end, named), confidence: 0.65 };
}

export const streetAddress: Detector = {
  name: 'street-address',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    for (let match = firstMatch(NUMBER, text); match !== null; match = NUMBER.exec(text)) {
      const { 0: number, index } = match;
      if (index < past) continue;
      const core = coreAt(text, index, index + number.length);
      if (core === undefined || core.start < past) continue;
      past = Math.max(core.end, endOf(EXTENSION, text, core.end));
      // A name may hold an apostrophe or a full stop, and ends before one.
      while (past > core.start && "'’.-".includes(text.charAt(past - 1))) past--;
      found.push({ type: 'street-address', start: core.start, end: past, confidence: core.confidence, validator: 'address-shape' });
    }
    for (const [line, at] of unpartedLines(text))
      for (const match of line.matchAll(CHINESE_OR_JAPANESE)) {
        const start = at + match.index - (match[1] ?? '').replace(CHINESE_OR_JAPANESE_CUE, '').length;
        found.push({ type: 'street-address', start, end: at + match.index + match[0].length, confidence: 0.8, validator: 'address-shape' });
      }
    return found;
  },
};
