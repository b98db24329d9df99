import type { Detector, Finding } from '../../finding.ts';
import { AMBIGUOUS_NAMES, GIVEN_NAMES } from './given-names.ts';
import { healthAt, unpartedHealth } from './health.ts';
import { CONDITIONS, MEDICINES } from './health-terms.ts';
import { NAME_CUES, type NameCue } from './name-cues.ts';
import { type Name, nameAt } from './name-parts.ts';
import { NOT_NAMES } from './not-names.ts';
import { FAMOUS_NAMESAKES, PUBLIC_FIGURES } from './public-figures.ts';
import { SURNAMES } from './surnames.ts';
import { fold, isCapitalAt, isLetterAt, isUnparted, Lexicon, type Word } from './words.ts';

/** What a word says of people, all at once: it may lead a name, be one, and name an illness. */
interface Meaning {
  cues: NameCue[];
  health?: 'condition' | 'medicine';
  isGiven: boolean;
  isAmbiguous: boolean;
  isSurname: boolean;
}

const MEANINGS = new Map<string, Meaning>();
function meaningOf(word: string): Meaning {
  const folded = fold(word);
  const known = MEANINGS.get(folded) ?? { cues: [], isGiven: false, isAmbiguous: false, isSurname: false };
  MEANINGS.set(folded, known);
  return known;
}
for (const name of GIVEN_NAMES) meaningOf(name).isGiven = true;
for (const name of AMBIGUOUS_NAMES) meaningOf(name).isAmbiguous = true;
for (const name of SURNAMES) meaningOf(name).isSurname = true;
for (const [word, cue] of NAME_CUES) meaningOf(word).cues.push(cue);
for (const word of CONDITIONS) meaningOf(word).health = 'condition';
for (const word of MEDICINES) meaningOf(word).health = 'medicine';
const LEXICON = new Lexicon(MEANINGS, ({ cues, health }) => health === undefined && cues.every(({ capital }) => capital));

const SURNAME_ENDING =
  /(?:sk[iay]|ck[iay]|wicz|ov[aá]?|ova|ev[aá]?|s[sk]on|sen|[oe]vi[cč]|i[cćč]|dottir|enko|escu|y?an[ty]z|ez|berg|stein|mann|poulos|idis|shvili|yan|ian|uk|czyk|czak|arek|elli|etti|ucci|ini)$/u;
const ABOUT_WORKS =
  /(?<!\p{L})(?:novels?|poems?|plays?|books?|works?|films?|movies?|paintings?|songs?|music|theor(?:y|ies)|philosophy|president|style of|biography|written by|directed by|starring|who (?:is|was)|explain|quotes?|famous|compare|king|queen|emperor|philosopher|author|poet|composer|painter|actor|actress|singer)(?!\p{L})[^.\n]{0,30}$/iu;
const LOWER_NAME = /\p{Ll}[\p{L}\p{M}'’-]{1,24}(?: \p{Ll}[\p{L}\p{M}'’-]{2,24}){0,1}(?=[.,;!?\n]|$)/uy;

const isGiven = (part: string | undefined) =>
  part !== undefined && (MEANINGS.get(part)?.isGiven ?? MEANINGS.get(part.split('-')[0] ?? '')?.isGiven) === true;
const isSurname = (part: string | undefined) =>
  part !== undefined && (MEANINGS.get(part)?.isSurname === true || (part.length > 4 && SURNAME_ENDING.test(part)));
const isUnsure = (part: string | undefined) => part === undefined || MEANINGS.get(part)?.isAmbiguous === true;
/** Nobody else is called so. */
const isUnmistakable = ({ parts }: Name) => {
  const last = parts.at(-1) ?? '';
  return PUBLIC_FIGURES.has(last) && MEANINGS.get(last)?.isSurname !== true;
};
const isFamous = (name: Name) => isUnmistakable(name) || FAMOUS_NAMESAKES.has(`${name.parts[0]} ${name.parts.at(-1) ?? ''}`);

/** True when `name` is what `cue` needs. */
function satisfies(name: Name, { needs }: NameCue): boolean {
  const [first, second] = name.parts;
  const last = name.parts.at(-1);
  if (needs === 'any') return (first?.length ?? 0) > 1;
  if (isGiven(first) && (!isUnsure(first) || (second !== undefined && isSurname(last)))) return true;
  return needs === 'given-or-two' && second !== undefined && (isSurname(last) || isGiven(second));
}

/** The name that one of `cues` leads, at the word they belong to. */
function led(text: string, word: Word, cues: readonly NameCue[]): Finding | undefined {
  for (const cue of cues) {
    if (cue.capital && !isCapitalAt(text, word.start)) continue;
    const { validator, confidence } = cue;
    const isUncased = validator === 'introduction' && cue.needs === 'any';
    cue.after.lastIndex = word.end;
    if (!cue.after.test(text)) continue;
    const at = cue.after.lastIndex;
    // What is cheap to tell comes first: most words that may lead a name lead none.
    const name = nameAt(text, at);
    if (name === undefined && !isUncased) continue;
    if (cue.before !== undefined && !cue.before.test(text.slice(Math.max(0, word.start - 28), word.start))) continue;
    if (name !== undefined && satisfies(name, cue)) {
      // With a title it is more likely somebody of the same name.
      const isAsked = validator === 'title' && isUnmistakable(name);
      return { type: 'person', start: at, end: name.end, confidence: isAsked ? 0.4 : confidence, validator };
    }
    if (name !== undefined) continue;
    LOWER_NAME.lastIndex = at;
    const lower = LOWER_NAME.exec(text)?.[0];
    const [first, second] = lower === undefined ? [] : fold(lower).split(' ');
    if (
      lower !== undefined &&
      (isGiven(first) || isSurname(first)) &&
      !isUnsure(first) &&
      (second === undefined || !NOT_NAMES.has(second))
    ) {
      return { type: 'person', start: at, end: at + lower.length, confidence: 0.7, validator };
    }
  }
  return undefined;
}

/** San Diego, St. Louis, Port Elizabeth: named after people, and places. */
const PLACE_BEFORE = /(?<=(?:San|Santa|Santo|São|Sankt|Sainte?|St\.?|Los|Las|Fort|Port|Mount|Lake|Cape|Hotel|Villa)[ -])/uy;

/** A known given name with the capitalised words after it. */
function withSurname(text: string, word: Word, meaning: Meaning): Finding | undefined {
  PLACE_BEFORE.lastIndex = word.start;
  const name = PLACE_BEFORE.test(text) ? undefined : nameAt(text, word.start);
  if (name === undefined || name.parts.length < 2) return undefined;
  const surname = name.parts.at(-1);
  if (meaning.isAmbiguous && !isSurname(surname)) return undefined;
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
  FIRST_BEFORE.lastIndex = word.start;
  const first = FIRST_BEFORE.exec(text)?.[1];
  if (first === undefined || NOT_NAMES.has(fold(first))) return undefined;
  const start = text.lastIndexOf(first, word.start - 1);
  const name = nameAt(text, start);
  if (name === undefined || name.end < word.end || isFamous(name)) return undefined;
  return { type: 'person', start, end: name.end, confidence: 0.6, validator: 'surname' };
}

// 名前は田中太郎, 我叫王小明; 田中さん, 王小明先生. Each begins at what leads or follows the name,
// and by its first letter, so that other texts cost little.
const AFTER_CUE =
  /(?=[名氏姓我私联担])(?:名前は|氏名[:：は]|姓名[:：]|名字[叫是]|我叫|我是|私は|联系人[:：]|担当[:：]) ?(?<name>\p{sc=Han}{2,4}(?: \p{sc=Han}{1,3})?|[ァ-ヶー]{2,10}|[ぁ-ん]{3,6})(?=と|で|。|、|,|，|\s|$)/gu;
const BEFORE_HONORIFIC =
  /(?=[さ様氏先女小])(?:さん|様|氏(?!名)|先生|女士|小姐)(?<=(?<!\p{sc=Han})(?<name>(?![皆客奥王神何誰各医老])\p{sc=Han}{1,4})(?:さん|様|氏|先生|女士|小姐))/gu;

/** Names in Chinese and Japanese, which know no capitals. */
function uncased(text: string): Finding[] {
  return [AFTER_CUE, BEFORE_HONORIFIC].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (match): Finding => {
      const name = match.groups?.name ?? '';
      const start = pattern === AFTER_CUE ? match.index + match[0].length - name.length : match.index - name.length;
      return {
        type: 'person',
        start,
        end: start + name.length,
        confidence: 0.7,
        validator: pattern === AFTER_CUE ? 'introduction' : 'title',
      };
    }),
  );
}

/** Names of people, and what is said of their health: one pass over the words of a text finds both. */
export const person: Detector = {
  name: 'person',
  find(text) {
    const found: Finding[] = [];
    let past = 0;
    let lastName = Number.NEGATIVE_INFINITY;
    LEXICON.each(text, (word, meaning) => {
      if (word.start < past) return;
      const { cues, health } = meaning;
      let finding = cues.length > 0 ? led(text, word, cues) : undefined;
      if (finding === undefined && isCapitalAt(text, word.start) && !isLetterAt(text, word.start - 1)) {
        if (meaning.isGiven) finding = withSurname(text, word, meaning);
        else if (meaning.isSurname) finding = beforeSurname(text, word);
      }
      if (finding !== undefined) lastName = finding.start;
      else if (health !== undefined) finding = healthAt(text, word, health === 'medicine', (from) => lastName >= from);
      if (finding === undefined || finding.start < past) return;
      past = finding.end;
      found.push(finding);
    });
    if (isUnparted(text)) found.push(...uncased(text), ...unpartedHealth(text));
    return found;
  },
};
