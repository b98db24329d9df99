import { AMBIGUOUS_NAMES, GIVEN_NAMES, SMALL_WORDS } from './given-names.ts';
import { CONDITIONS, MEDICINES } from './health-terms.ts';
import { NAME_CUES, type NameCue } from './name-cues.ts';
import type { Name } from './name-parts.ts';
import { NAMED_PLACES } from './not-names.ts';
import { FAMOUS_NAMESAKES, PUBLIC_FIGURES, SHARED_SURNAMES } from './public-figures.ts';
import { SURNAMES } from './surnames.ts';
import { fold } from './words.ts';

/** What a word says of people, all at once: it may lead a name, be one, and name an illness. */
export interface Meaning {
  cues: NameCue[];
  health?: 'condition' | 'medicine';
  isGiven: boolean;
  isAmbiguous: boolean;
  isSurname: boolean;
}

/** By words folded as `fold` does. */
export const MEANINGS: ReadonlyMap<string, Meaning> = gathered();

function gathered(): Map<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  const meaningOf = (word: string): Meaning => {
    const folded = fold(word);
    const known = meanings.get(folded) ?? { cues: [], isGiven: false, isAmbiguous: false, isSurname: false };
    meanings.set(folded, known);
    return known;
  };
  for (const name of GIVEN_NAMES) meaningOf(name).isGiven = true;
  for (const name of AMBIGUOUS_NAMES) meaningOf(name).isAmbiguous = true;
  for (const name of SURNAMES) meaningOf(name).isSurname = true;
  for (const [word, cue] of NAME_CUES) meaningOf(word).cues.push(cue);
  for (const word of CONDITIONS) meaningOf(word).health = 'condition';
  for (const word of MEDICINES) meaningOf(word).health = 'medicine';
  return meanings;
}

const SURNAME_SHAPE =
  /^(?:o['’]|mc)\p{L}{3}|(?:[sc]k(?:i(?:ego|emu|ej|m)?|[ay])|wicz|ov[aá]?|ova|ev[aá]?|s[sk]on|sen|[oe]vi[cč]|i[cćč]|dottir|enko|escu|y?an[ty]z|ez|berg|stein|mann|poulos|idis|shvili|yan|ian|uk|czyk|czak|arek|elli|etti|ucci|ini)$/u;

export const isGiven = (part: string | undefined): boolean =>
  part !== undefined && (MEANINGS.get(part)?.isGiven ?? (part.includes('-') && MEANINGS.get(part.split('-')[0] ?? '')?.isGiven)) === true;

/** A common surname, or where `isShapeEnough` one that begins or ends as they do. */
export const isSurname = (part: string | undefined, isShapeEnough = true): boolean =>
  part !== undefined && (MEANINGS.get(part)?.isSurname === true || (isShapeEnough && part.length > 4 && SURNAME_SHAPE.test(part)));

/** Not known, or a place, a month or another word as often as a name. */
export const isUnsure = (part: string | undefined): boolean => part === undefined || MEANINGS.get(part)?.isAmbiguous === true;

/** A known given name even without a capital. */
export const isGivenInAnyCase = (part: string | undefined): boolean =>
  part !== undefined && part.length > 2 && isGiven(part) && !isUnsure(part) && !SMALL_WORDS.has(part);

const ends = ({ parts }: Name) => `${parts[0] ?? ''} ${parts.at(-1) ?? ''}`;

/** Nobody else is called so. */
export const isUnmistakable = ({ parts }: Name): boolean => {
  const last = parts.at(-1) ?? '';
  return PUBLIC_FIGURES.has(last) && !SHARED_SURNAMES.has(last) && MEANINGS.get(last)?.isSurname !== true;
};

export const isFamous = (name: Name): boolean => isUnmistakable(name) || FAMOUS_NAMESAKES.has(ends(name));

/** Hyde Park, Carnegie Hall. */
export const isPlace = (name: Name): boolean => NAMED_PLACES.has(ends(name));
