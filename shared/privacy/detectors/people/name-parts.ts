import { NOT_NAMES } from './not-names.ts';
import { fold } from './words.ts';

/** A run of capitalised words that may be a name. */
export interface Name {
  /** Past the titles, if any: they tell nothing of who it is. */
  readonly start: number;
  readonly end: number;
  /** Its words, folded, without initials and particles. */
  readonly parts: readonly string[];
  readonly hasTitle: boolean;
}

// One word of a name: Anna, O’Brien, Jean-Luc, J. but not the s of Anna’s.
const PART = /\p{Lu}(?:\.|[\p{L}\p{M}]{0,24}(?:['’-](?!s(?!\p{L}))[\p{L}\p{M}]{1,24}){0,3})/uy;
const PARTICLE =
  /(?:v[ao]n|zu[mr]?|de[nrls]?|del[al]a?|d[aiou]s?|dos|das|l[ae]|te[nr]|af|bin|ibn|al|el|[ye]|'t|t)(?:['’]|[ \u00a0]|(?<=[ae]l)-)/uy;
const SPACE = /[ \u00a0](?=[\p{L}'])/uy;
/** What stands before a name and is none of it, in any number: Herr Prof. Dr., la sig.ra, Maître. */
const TITLES =
  /(?:(?:(?:[Mm](?:rs?|s|x|iss|me|lle|gr|ec|evr|w)|[Dd](?:r(?:a|hab|med)?|hr|ott(?:\.ssa)?)|[Pp]r(?:of(?:a|\.ssa)?)?|[Ss](?:r(?:a|ta)?|ig(?:\.(?:ra|na|ri))?)|[Aa]vv|[Ii]ng|[Dd]ipl|[Rr]ev|Hon|Sen|Gov|Gen|Capt|Lt|Sgt|Mag|Univ|Hr)\.?|(?:Herrn?|Frau|Fru|Pan|Pani|Pana|Panem|Panu|Me|M\.|Maître|Maitre|Mademoiselle|Madame|Monsieur|Senhora?|Señor(?:a|ita)?|Signor(?:a|e|ina)?|Doctora?|Doutora?|Docteure?|Doktor|Dottor(?:essa)?|Professor(?:a|in)?|Professeur|Profesora?|Mecenas|Dyrektor|Chancellor|President|Senator|Inspector|Sergeant|Detective|Nurse|Sister|Judge|Reverend)) ){1,4}(?=[\p{L}'])/uy;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/**
 * The name that begins at `at`, of at most four words, titles before it left out; undefined where there is none.
 * @param surnames words that are seldom a name, a place or a month first, and may be part of this one
 */
export function nameAt(text: string, at: number, surnames?: ReadonlySet<string>): Name | undefined {
  const start = endOf(TITLES, text, at);
  const hasTitle = start > at;
  const parts: string[] = [];
  let end = start;
  for (let next = start; parts.length < 4; ) {
    let from = next;
    for (let particles = 0; particles < 3; particles++) {
      const past = endOf(PARTICLE, text, from);
      if (past === from) break;
      from = past;
    }
    const past = endOf(PART, text, from);
    if (past === from) break;
    const isInitial = text[past - 1] === '.' || past - from === 1;
    const folded = fold(text.slice(from, past));
    if (!isInitial && NOT_NAMES.has(folded) && surnames?.has(folded) !== true) break;
    if (past - from === 1 && (parts.length === 0 || folded === 'i')) break;
    end = past;
    if (!isInitial) parts.push(folded);
    next = endOf(SPACE, text, past);
    if (next === past) break;
  }
  return parts.length === 0 ? undefined : { start, end, parts, hasTitle };
}
