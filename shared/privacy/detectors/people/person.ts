import type { Detector, Finding } from '../../finding.ts';
import { healthAt, unpartedHealth } from './health.ts';
import { isFamous, isPlace, isSurname, MEANINGS, type Meaning } from './known-names.ts';
import { ledName } from './led-name.ts';
import { type Name, nameAt } from './name-parts.ts';
import { NOT_NAMES, PLACE_SURNAMES } from './not-names.ts';
import { unpartedNames } from './unparted-names.ts';
import { fold, isCapitalAt, isLetterAt, Lexicon, unpartedLines, type Word } from './words.ts';

const LEXICON = new Lexicon(MEANINGS, ({ cues, health }) => health === undefined && cues.every(({ capital }) => capital));

const ABOUT_WORKS =
  /(?<!\p{L})(?:novels?|poems?|plays?|books?|works?|films?|movies?|paintings?|songs?|music|theor(?:y|ies)|philosophy|president|style of|biography|written by|directed by|starring|who (?:is|was)|explain|quotes?|famous|compare|king|queen|emperor|philosopher|author|poet|composer|painter|actor|actress|singer)(?!\p{L})[^.\n]{0,30}$/iu;

/** San Diego, St. Louis, Port Elizabeth: named after people, and places. */
const PLACE_BEFORE = /(?<=(?:San|Santa|Santo|São|Sankt|Sainte?|St\.?|Los|Las|Fort|Port|Mount|Lake|Cape|Hotel|Villa)[ -])/uy;
/** In Alice Park, at 12 James Hill. */
const AT_PLACE = /(?<=(?:\p{N}|(?<!\p{L})(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Tt]hrough|[Aa]cross|[Tt]he|[Oo]n|[Vv]isit)) )/uy;
const MORE = /[ \u00a0-]\p{Lu}/uy;
/** Given names that are a place less often than a person. */
const SELDOM_PLACES = new Set('kim frank jack mark bill drew ray gene rob sue maja jay clyde bonnie will ming'.split(' '));

const stands = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** A given name before a word that is a surname, and a place as often: Kim Hill, not Hyde Park. */
function beforePlace(text: string, start: number, meaning: Meaning): Name | undefined {
  const name = nameAt(text, start, PLACE_SURNAMES);
  if (name === undefined || !PLACE_SURNAMES.has(name.parts.at(-1) ?? '') || isPlace(name)) return undefined;
  if (meaning.isAmbiguous && !SELDOM_PLACES.has(name.parts[0] ?? '')) return undefined;
  return stands(AT_PLACE, text, start) || stands(MORE, text, name.end) ? undefined : name;
}

/** A known given name with the capitalised words after it. */
function withSurname(text: string, word: Word, meaning: Meaning): Finding | undefined {
  if (!stands(MORE, text, word.end) && text[word.end] !== ' ') return undefined;
  if (stands(PLACE_BEFORE, text, word.start)) return undefined;
  const named = beforePlace(text, word.start, meaning);
  const name = named ?? nameAt(text, word.start);
  if (name === undefined || name.parts.length < 2) return undefined;
  const surname = name.parts.at(-1);
  if (named === undefined && meaning.isAmbiguous && !isSurname(surname)) return undefined;
  const isAsked = isFamous(name) || ABOUT_WORKS.test(text.slice(Math.max(0, word.start - 60), word.start));
  return {
    type: 'person',
    start: name.start,
    end: name.end,
    confidence: isAsked ? 0.4 : isSurname(surname) ? 0.75 : 0.65,
    validator: 'given-name',
  };
}

// The capitalised word before a surname, perhaps with an initial between; read backwards.
const FIRST_BEFORE = /(?<=((?<![\p{L}\p{N}.'’-])\p{Lu}\p{Ll}[\p{L}\p{M}'’-]{0,20}) (?:\p{Lu}\.? )?)/uy;

/** A capitalised word of no meaning before a known surname. */
function beforeSurname(text: string, word: Word): Finding | undefined {
  if (text.charCodeAt(word.start - 1) !== 32) return undefined;
  FIRST_BEFORE.lastIndex = word.start;
  const first = FIRST_BEFORE.exec(text)?.[1];
  if (first === undefined || NOT_NAMES.has(fold(first))) return undefined;
  const name = nameAt(text, text.lastIndexOf(first, word.start - 1));
  if (name === undefined || name.end < word.end || isFamous(name)) return undefined;
  return { type: 'person', start: name.start, end: name.end, confidence: 0.6, validator: 'surname' };
}

/** Names of people, and what is said of their health: one pass over the words of a text finds both. */
export const person: Detector = {
  name: 'person',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    let lastName = Number.NEGATIVE_INFINITY;
    const mayBeUnparted = LEXICON.each(text, (word, meaning) => {
      if (word.start < past) return;
      const { cues, health } = meaning;
      let finding = cues.length > 0 ? ledName(text, word, cues) : undefined;
      if (finding === undefined && isCapitalAt(text, word.start) && !isLetterAt(text, word.start - 1)) {
        if (meaning.isGiven) finding = withSurname(text, word, meaning);
        if (finding === undefined && meaning.isSurname) finding = beforeSurname(text, word);
      }
      if (finding !== undefined) lastName = finding.start;
      else if (health !== undefined) finding = healthAt(text, word, health === 'medicine', (from) => lastName >= from);
      if (finding === undefined || finding.start < past) return;
      past = finding.end;
      found.push(finding);
    });
    for (const [line, at] of mayBeUnparted ? unpartedLines(text) : [])
      for (const finding of [...unpartedNames(line), ...unpartedHealth(line)])
        found.push({ ...finding, start: finding.start + at, end: finding.end + at });
    return found;
  },
};
