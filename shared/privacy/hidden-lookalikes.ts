import type { Edit } from './hidden-edit.ts';

// Letters that readers take for Latin ones (the strict ones of Unicode's UTS 39, and those that fonts make alike), each beside the letter meant.
const PAIRS = [
  // Cyrillic
  ...[
    'аa',
    'еe',
    'оo',
    'рp',
    'сc',
    'уy',
    'хx',
    'ѕs',
    'іi',
    'јj',
    'һh',
    'ԁd',
    'ԛq',
    'ԝw',
    'ӏl',
    'ѵv',
    'кk',
    'мm',
    'тt',
    'гr',
    'пn',
    'ьb',
    'ґr',
  ],
  ...[
    'АA',
    'ВB',
    'ЕE',
    'ЗZ',
    'НH',
    'ІI',
    'ЈJ',
    'КK',
    'МM',
    'ОO',
    'РP',
    'СC',
    'ЅS',
    'ТT',
    'УY',
    'ХX',
    'ԚQ',
    'ԜW',
    'ҮY',
    'ҺH',
    'ѴV',
    'ӀI',
    'Ԍg',
  ],
  // Greek
  ...['αa', 'βb', 'γy', 'εe', 'ηn', 'ιi', 'κk', 'νv', 'οo', 'ρp', 'σo', 'τt', 'υu', 'χx', 'ωw', 'ϲc', 'ϳj'],
  ...['ΑA', 'ΒB', 'ΕE', 'ΖZ', 'ΗH', 'ΙI', 'ΚK', 'ΜM', 'ΝN', 'ΟO', 'ΡP', 'ΤT', 'ΥY', 'ΧX', 'ϹC', 'ͿJ'],
  // Armenian, Cherokee, phonetic letters
  ...['սu', 'հh', 'օo', 'ոn', 'ցg', 'զq', 'յj', 'ՕO', 'ՍU', 'ՏS', 'ԼL'],
  ...['ᎪA', 'ᏴB', 'ᏟC', 'ᎠD', 'ᎬE', 'ᏀG', 'ᎻH', 'ᎥI', 'ᎫJ', 'ᏦK', 'ᏞL', 'ᎷM', 'ᏢP', 'ᎡR', 'ᏚS', 'ᎢT', 'ᏙV', 'ᎳW', 'ᏃZ'],
  ...[
    'ɑa',
    'ɡg',
    'ɩi',
    'ɪI',
    'ʀR',
    'ʙB',
    'ɴN',
    'ʜH',
    'ʟL',
    'ʏY',
    'ᴀA',
    'ᴄc',
    'ᴅD',
    'ᴇE',
    'ᴊJ',
    'ᴋk',
    'ᴍM',
    'ᴏo',
    'ᴘP',
    'ᴛT',
    'ᴜu',
    'ᴠv',
    'ᴡw',
    'ᴢz',
  ],
];

/** What each is taken for, by its code unit. */
export const MEANT: ReadonlyMap<number, string> = new Map(PAIRS.map((pair) => [pair.charCodeAt(0), pair[1] ?? '']));

const FARTHEST = 40;

const isBlank = (unit: number) => unit <= 32 || unit === 0xa0 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x3000;
const isLatin = (unit: number) => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 64 || (unit >= 97 && unit <= 122);

/** True when a Latin letter, a digit or an @ stands in the same unbroken stretch as a word. Looks no farther than it needs to. */
function isAmongLatin(text: string, start: number, end: number): boolean {
  for (let index = start - 1; index >= Math.max(0, start - FARTHEST) && !isBlank(text.charCodeAt(index)); index--)
    if (isLatin(text.charCodeAt(index))) return true;
  for (let index = end; index < Math.min(text.length, end + FARTHEST) && !isBlank(text.charCodeAt(index)); index++)
    if (isLatin(text.charCodeAt(index))) return true;
  return false;
}

/**
 * Words all of whose letters look like Latin ones, in Latin company, as the Latin letters.
 * @param words starts and ends, in turn, of words of such letters
 */
export function editsOfLookalikes(text: string, words: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [start = 0, end = 0] = [words[at], words[at + 1]];
    if (!isAmongLatin(text, start, end)) continue;
    for (let place = start; place < end; place++)
      edits.push({ start: place, end: place + 1, text: MEANT.get(text.charCodeAt(place)) ?? '', matters: true });
  }
  return edits;
}
