import type { Detector, Finding } from '../../finding.ts';
import { goesOn, standsAlone } from './boundary.ts';
import { Columns } from './columns.ts';
import { Context, isNothingElse } from './context.ts';
import type { NumberFormat } from './format.ts';
import { FORMATS } from './formats/formats.ts';
import { DIGIT, kindOf, LETTER, NONE, type Shape, ShapeTree } from './shapes.ts';

const NAMED = 0.95;
const NAMED_BY_TYPE = 0.85;
/** So sure alone is a number that few others look like: words that speak of a person are enough then. */
const RARE = 0.5;
const OF_A_PERSON = 0.75;
/** And a little more for what is rarer. */
const NOTHING_ELSE = 0.9;
/** A number of the same format this many characters before makes a list or a column. */
const LIST_GAP = 120;
/** Longer words are no number of these, nor the beginning of one. */
const LONGEST_WORD = 34;
/** Letters that may stand apart before the first digit, as in `AB 12 34 56 C`, and how many such groups. */
const LONGEST_PREFIX = 5;
const MOST_PREFIXES = 2;
/** Letters of a word that can name what it is glued to. */
const SHORTEST_NAME = 3;

const NAMES = [...new Set(FORMATS.map((format) => format.words))];
const STRICT = new ShapeTree(FORMATS, false);
const LOOSE = new ShapeTree(FORMATS, true);

const isWord = (kind: number) => kind === DIGIT || kind === LETTER;
const isLetterAt = (text: string, index: number) => kindOf(text.charCodeAt(index)) === LETTER;
const isDigitAt = (text: string, index: number) => kindOf(text.charCodeAt(index)) === DIGIT;

/** One search through one text. */
class Search {
  readonly found: Finding[] = [];
  /** Where a number of each format was last certain. */
  private readonly listed = new Map<NumberFormat, number>();
  private readonly text: string;
  private readonly columns: Columns;

  constructor(text: string) {
    this.text = text;
    this.columns = new Columns(text);
  }

  run(): Finding[] {
    const { text } = this;
    const digit = /\d/g;
    for (let past = 0; digit.test(text); ) {
      const first = digit.lastIndex - 1;
      let start = first;
      while (start > past && isWord(kindOf(text.charCodeAt(start - 1)))) start--;
      let end = digit.lastIndex;
      while (isWord(kindOf(text.charCodeAt(end)))) end++;
      past = end;
      digit.lastIndex = end;
      const isName = text[start - 1] === '_' && !isLetterAt(text, start - 2);
      if (end - start > LONGEST_WORD || isName) continue;
      this.searchFrom(start);
      // `PESEL44051401359`: the word before the digits names them, or they are a part of something else.
      if (first - start >= SHORTEST_NAME && (this.found.at(-1)?.end ?? 0) <= start) this.search(first, NAMED);
    }
    return this.found;
  }

  /** Looks for numbers that begin with the word at `start`, or with short words of letters before it. */
  private searchFrom(start: number): void {
    const past = this.found.at(-1)?.end ?? 0;
    if (start >= past) this.search(start);
    let prefix = start;
    for (let groups = 0; groups < MOST_PREFIXES; groups++) {
      const kind = kindOf(this.text.charCodeAt(prefix - 1));
      if (kind === NONE || isWord(kind)) return;
      let from = prefix - 1;
      while (from > past && prefix - 1 - from <= LONGEST_PREFIX && kindOf(this.text.charCodeAt(from - 1)) === LETTER) from--;
      if (from === prefix - 1 || prefix - 1 - from > LONGEST_PREFIX || isDigitAt(this.text, from - 1)) return;
      prefix = from;
      this.search(prefix);
    }
  }

  /** @param least how sure a finding must be */
  private search(start: number, least = 0): void {
    let best: Finding | undefined;
    let nearest = Number.POSITIVE_INFINITY;
    const visit = (end: number, shapes: readonly Shape[]) => {
      const value = bare(this.text, start, end);
      if (isOneDigit(value) || !standsAlone(this.text, start, end, value.length)) return;
      // Few numbers hold what their shape asks for, and looking around one costs more than asking them all.
      const held = shapes.filter(({ format }) => format.holds(value));
      if (held.length === 0) return;
      const context = new Context(this.text, start, end, this.columns.at(start, end));
      // Most long texts full of numbers say nothing about them: there, only what speaks for itself is looked at.
      const isListed = this.listed.size > 0 && !context.isInTable;
      const isSilent = context.isSilent(NAMES) && !isListed && !isNothingElse(this.text, start, end);
      for (const { format, alone } of held) {
        if (isSilent && alone <= 0) continue;
        const distance = context.distance(format.words);
        const confidence = this.confidence(format, alone, start, end, context, distance);
        if (confidence === 0 || confidence < (best?.confidence ?? 0)) continue;
        // Of two that are as sure, the longer one, then the one whose name is nearer.
        if (confidence === best?.confidence && (best.end > end || (best.end === end && nearest <= distance))) continue;
        nearest = distance;
        best = { type: format.type, start, end, confidence, validator: format.validator };
      }
    };
    STRICT.walk(this.text, start, visit);
    LOOSE.walk(this.text, start, visit);
    if (best !== undefined && best.confidence >= least) this.found.push(best);
  }

  private confidence(format: NumberFormat, alone: number, start: number, end: number, context: Context, distance: number): number {
    if (distance < Number.POSITIVE_INFINITY) {
      this.listed.set(format, end);
      return NAMED;
    }
    if (isNothingElse(this.text, start, end) && (alone > 0 || (alone === 0 && format.isChecked)))
      return Math.round((NOTHING_ELSE + alone / 20) * 100) / 100;
    const isListed = format.isChecked && !context.isInTable && start - (this.listed.get(format) ?? Number.NEGATIVE_INFINITY) <= LIST_GAP;
    if (isListed && !context.isOtherwise) {
      this.listed.set(format, end);
      return NAMED;
    }
    if (format.isChecked && context.isOfType(format.type)) return NAMED_BY_TYPE;
    if (alone <= 0) return 0;
    // Small letters and digits are often hexadecimal.
    if (!format.isChecked && /[a-z]/.test(this.text.slice(start, end))) return 0;
    if (alone >= RARE && alone < OF_A_PERSON && context.isPersonal) return OF_A_PERSON;
    if (alone < 0.9 && (context.isOtherwise || goesOn(this.text, start, end))) return 0;
    return alone;
  }
}

/** The digits and capital letters of what is written from `start` to `end`. */
function bare(text: string, start: number, end: number): string {
  let value = '';
  let from = start;
  for (let index = start; index < end; index++) {
    if (isWord(kindOf(text.charCodeAt(index)))) continue;
    value += text.slice(from, index);
    from = index + 1;
  }
  return (value + text.slice(from, end)).toUpperCase();
}

/** True of `000000000`: placeholders, never given out. */
const isOneDigit = (value: string) => /^(\d)\1+$/.test(value);

/** Numbers that offices, banks and insurers give to people, found in one pass by how they are written. */
export const identifiers: Detector = { name: 'identifiers', find: (text) => new Search(text).run() };
