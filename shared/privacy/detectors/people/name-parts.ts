import { NOT_NAMES } from './not-names.ts';
import { fold } from './words.ts';

/** A run of capitalised words that may be a name. */
export interface Name {
  readonly start: number;
  readonly end: number;
  /** Its words, folded, without initials and particles. */
  readonly parts: readonly string[];
}

// One word of a name: Anna, O’Brien, Jean-Luc, J. but not the s of Anna’s.
const PART = /\p{Lu}(?:\.|[\p{L}\p{M}]{0,24}(?:['’-](?!s(?!\p{L}))[\p{L}\p{M}]{1,24}){0,3})/uy;
const PARTICLE =
  /(?:v[ao]n|zu[mr]?|de[nrls]?|del[al]a?|d[aiou]s?|dos|das|l[ae]|te[nr]|af|bin|ibn|al|el|[ye]|'t|t)(?:['’]|[ \u00a0]|(?<=[ae]l)-)/uy;
const SPACE = /[ \u00a0](?=[\p{L}'])/uy;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The name that begins at `start`, of at most `most` words; undefined where there is none. */
export function nameAt(text: string, start: number, most = 4): Name | undefined {
  const parts: string[] = [];
  let end = start;
  for (let at = start; parts.length < most; ) {
    let from = at;
    for (let particles = 0; particles < 3; particles++) {
      const past = endOf(PARTICLE, text, from);
      if (past === from) break;
      from = past;
    }
    const past = endOf(PART, text, from);
    if (past === from) break;
    const isInitial = text[past - 1] === '.' || past - from === 1;
    const folded = fold(text.slice(from, past));
    if (!isInitial && NOT_NAMES.has(folded)) break;
    if (isInitial && parts.length === 0 && past - from === 1) break;
    end = past;
    if (!isInitial) parts.push(folded);
    const next = endOf(SPACE, text, past);
    if (next === past) break;
    at = next;
  }
  return parts.length === 0 ? undefined : { start, end, parts };
}
