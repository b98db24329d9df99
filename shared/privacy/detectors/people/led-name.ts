import type { Finding } from '../../finding.ts';
import { isGiven, isGivenInAnyCase, isPlace, isSurname, isUnmistakable, isUnsure } from './known-names.ts';
import type { NameCue } from './name-cues.ts';
import { type Name, nameAt } from './name-parts.ts';
import { CUED_SURNAMES, NOT_GREETED, NOT_NAMES } from './not-names.ts';
import { fold, isCapitalAt, isLetterAt, type Word } from './words.ts';

const SMALL = /\p{Ll}[\p{L}\p{M}'’-]{1,24}(?![\p{L}\p{N}_/@-]|\.\p{L})/uy;
const STOP = /[.,;!?)"”\n]|$| (?:and|but|from|here|und|aus|et|y|en)(?!\p{L})/uy;
/** Okafor, Chidi: what follows the surname. */
const GIVEN_AFTER = /,[ \u00a0](?=\p{Lu}\p{Ll})/uy;
const COMPANY_AFTER =
  /,? (?:[\p{L}&]{1,20} ){0,2}(?:Ltd|Limited|Inc|LL[CP]|PLC|GmbH|[AK]G|UG|SARL|SAS|S\.?[Rr]\.?[Ll]|Ltda|B\.?V|N\.?V|Sp\. z|Oy|ApS|Corp|Corporation|Company)(?!\p{L})/uy;
const AFTER_GREETED = /,|[ \t]{0,3}(?:\r?\n|$)/uy;

/** MS Word, 5 MW Solar, PR Review: other things when in capitals. */
const ACRONYMS = new Set(['ms', 'mw', 'pr', 'me', 'hr', 'mec', 'sig']);

const stands = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** The given name after a surname and a comma; undefined where what follows is none. */
function givenAfter(text: string, surname: Name): Name | undefined {
  if (surname.parts.length > 2 || isGivenInAnyCase(surname.parts[0]) || !stands(GIVEN_AFTER, text, surname.end)) return undefined;
  const given = nameAt(text, GIVEN_AFTER.lastIndex);
  if (given === undefined || given.parts.length > 2 || given.hasTitle) return undefined;
  const isKnown = isGiven(given.parts[0]) && !isUnsure(given.parts[0]);
  return isKnown || isSurname(surname.parts[0]) ? given : undefined;
}

/** True when `name` is what `cue` needs. */
function satisfies(text: string, name: Name, { needs, validator }: NameCue): boolean {
  const [first = '', second] = name.parts;
  const last = name.parts.at(-1);
  if (needs === 'any' || name.hasTitle) return first.length > 1;
  if (validator === 'name-field' && second === undefined && givenAfter(text, name) !== undefined) return true;
  if (NOT_NAMES.has(first) || (needs === 'given-or-two' && isPlace(name))) return false;
  if (needs === 'greeted')
    return second === undefined && !NOT_GREETED.has(first) && !isCapitalAt(text, name.start + 1) && stands(AFTER_GREETED, text, name.end);
  if (needs === 'known') return name.parts.some((part) => isGiven(part) || isSurname(part));
  if (isGiven(first) && (!isUnsure(first) || (second !== undefined && (isSurname(last) || CUED_SURNAMES.has(last ?? ''))))) return true;
  if (needs !== 'given-or-two') return false;
  return second !== undefined && (isSurname(last) || isGiven(second)) && !stands(COMPANY_AFTER, text, name.end);
}

/** The end of a name at `at` that is written small; undefined where there is none. */
function smallNameEnd(text: string, at: number, { needs, validator }: NameCue): number | undefined {
  if (!stands(SMALL, text, at)) return undefined;
  const end = SMALL.lastIndex;
  const first = fold(text.slice(at, end));
  const isKnown = isGivenInAnyCase(first);
  const isSure = needs === 'any' && validator === 'introduction';
  if (!isKnown && !(isSure && isSurname(first) && !isUnsure(first))) return undefined;
  const past = text[end] === ' ' && stands(SMALL, text, end + 1) ? SMALL.lastIndex : end;
  const second = fold(text.slice(end + 1, past));
  const isName = (isSurname(second, false) || isGivenInAnyCase(second)) && !NOT_NAMES.has(second);
  if (isName || (CUED_SURNAMES.has(second) && stands(STOP, text, past))) return past;
  if (stands(STOP, text, end)) return end;
  if (isSure && second !== '' && !NOT_NAMES.has(second) && stands(STOP, text, past)) return past;
  return isKnown && needs === 'any' ? end : undefined;
}

/** The name that one of `cues` leads, at the word they belong to. */
export function ledName(text: string, word: Word, cues: readonly NameCue[]): Finding | undefined {
  const isRunningOn = text.charCodeAt(word.end) === 32 && isLetterAt(text, word.end + 1);
  for (const cue of cues) {
    // To, from, by: fields only where more than a space follows.
    if (isRunningOn && cue.isParted) continue;
    if (cue.capital && !isCapitalAt(text, word.start)) continue;
    const { validator, confidence } = cue;
    cue.after.lastIndex = word.end;
    if (!cue.after.test(text)) continue;
    const at = cue.after.lastIndex;
    // What is cheap to tell comes first: most words that may lead a name lead none.
    const name = nameAt(text, at, CUED_SURNAMES);
    if (cue.isSmall && name !== undefined) continue;
    const smallEnd =
      name === undefined && (validator === 'introduction' || validator === 'relation') ? smallNameEnd(text, at, cue) : undefined;
    if (name === undefined && smallEnd === undefined) continue;
    if (cue.before !== undefined && !cue.before.test(text.slice(Math.max(0, word.start - 28), word.start))) continue;
    if (smallEnd !== undefined) return { type: 'person', start: at, end: smallEnd, confidence: 0.7, validator };
    if (name === undefined || !satisfies(text, name, cue)) continue;
    const isTitle = validator === 'title';
    // A title is in capitals where the whole name is.
    if (isTitle && ACRONYMS.has(word.folded) && isCapitalAt(text, word.start + 1) && !isCapitalAt(text, name.start + 1)) continue;
    const end = (validator === 'name-field' ? givenAfter(text, name)?.end : undefined) ?? name.end;
    // With a title it is more likely somebody of the same name.
    return { type: 'person', start: name.start, end, confidence: isTitle && isUnmistakable(name) ? 0.4 : confidence, validator };
  }
  return undefined;
}
