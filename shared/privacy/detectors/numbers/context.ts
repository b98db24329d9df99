import type { FindingType } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import type { Cell, Heading } from './columns.ts';
import { GENERIC, OTHERWISE, PERSONAL } from './context-words.ts';

/** Names of a type or a person, of no one format. */
const TYPES = [PERSONAL, ...Object.values(GENERIC)];

const LETTERS = /\p{L}/u;
const BEFORE = 64;
const AFTER = 24;

const everywhere = new WeakMap<RegExp, RegExp>();

/** Where the last of some names ends; -1 without any. */
function lastEnd(text: string, names: RegExp): number {
  const every = everywhere.get(names) ?? new RegExp(names.source, 'gi');
  everywhere.set(names, every);
  let last = -1;
  for (let match = firstMatch(every, text); match !== null; match = every.exec(text)) last = match.index + match[0].length;
  return last;
}

const MARKS = /^[^\p{L}\p{N}]*$/u;

/** True when the text holds nothing but blanks and marks beside what is between `start` and `end`. */
export function isNothingElse(text: string, start: number, end: number): boolean {
  return text.length - (end - start) <= BEFORE && MARKS.test(text.slice(0, start)) && MARKS.test(text.slice(end));
}

/** A number and a heading of its own between a name and another number: the name is that one's. */
const USED = /\d[\d .-]{2,}\d[^\d]{0,4}(?:[\n,;{][^\n\d]{0,4})+[\p{L}][\p{L}_ -]{1,30}["']?\s?[:=]\s?["']?$/u;
/** Added to how far a name is when it is not right before the number. */
const BEHIND = 16;
const OVERHEAD = 128;
/** A colon, a full stop and blanks. */
const NEXT_TO = 4;

/** What the words around one number say. Read only when asked, and bounded, so that a long text stays linear. */
export class Context {
  private readonly before: string;
  private readonly after: string;
  private readonly heading: Heading | undefined;
  private otherwiseAt: number | undefined;

  /** @param cell what the table around it says, where there is one: then nothing outside its column counts */
  constructor(text: string, start: number, end: number, cell?: Cell) {
    const before = cell?.before ?? text.slice(Math.max(0, start - BEFORE), start);
    this.before = LETTERS.test(before) ? before : '';
    const after = (cell?.after ?? text.slice(end, end + AFTER)).slice(0, AFTER);
    // Words with another number after them name that one: “1234, SSN 078-05-1120”.
    this.after = /\d/.test(after) || !LETTERS.test(after) ? '' : after;
    this.heading = cell?.heading;
  }

  /** True when there are no words beside it, nor any of `names` over its column. */
  isSilent(names: readonly RegExp[]): boolean {
    return this.before === '' && this.after === '' && !(this.heading?.says(names) || this.heading?.says(TYPES));
  }

  /** True when it is in a column of a table. */
  get isInTable(): boolean {
    return this.heading !== undefined;
  }

  /** True when the nearest words before it, or those over its column, say that it is something else. */
  get isOtherwise(): boolean {
    this.otherwiseAt ??= lastEnd(this.before, OTHERWISE);
    return this.otherwiseAt >= 0 || (this.heading?.endOf(OTHERWISE, lastEnd) ?? -1) >= 0;
  }

  /** True when the word right before it, but for marks, says that it is something else. */
  private get isCalledOtherwise(): boolean {
    return this.isOtherwise && this.before.length - (this.otherwiseAt ?? 0) <= NEXT_TO;
  }

  /** True when words beside it name it, and none nearer name something else. */
  isNamed(names: RegExp): boolean {
    return this.distance(names) < Number.POSITIVE_INFINITY;
  }

  /** How far the words are that name it, roughly in characters; infinite without any, or with nearer ones that name something else. */
  distance(names: RegExp): number {
    const behind = this.after === '' ? -1 : this.after.search(names);
    // “Tel.: 12345678 (account)”: what is right before it counts for more than what follows.
    if (behind >= 0 && !this.isCalledOtherwise) return behind + BEHIND;
    const end = this.before === '' || !names.test(this.before) ? -1 : lastEnd(this.before, names);
    this.otherwiseAt ??= lastEnd(this.before, OTHERWISE);
    if (end >= 0 && end >= this.otherwiseAt && !USED.test(this.before.slice(end))) return this.before.length - end;
    if (this.otherwiseAt >= 0 || !this.isHeaded(names)) return Number.POSITIVE_INFINITY;
    return OVERHEAD - (this.heading?.endOf(names, lastEnd) ?? 0);
  }

  /** True when words over its column name it. */
  isHeaded(names: RegExp): boolean {
    const end = this.heading?.endOf(names, lastEnd) ?? -1;
    return end >= 0 && end >= (this.heading?.endOf(OTHERWISE, lastEnd) ?? -1);
  }

  /** True when words beside it speak of one person, and none say that it is something else. */
  get isPersonal(): boolean {
    const isOfPerson = PERSONAL.test(this.before) || PERSONAL.test(this.after) || (this.heading?.endOf(PERSONAL, lastEnd) ?? -1) >= 0;
    return isOfPerson && !this.isOtherwise;
  }

  /** True when words beside it name its type without a country. */
  isOfType(type: FindingType): boolean {
    const names = GENERIC[type];
    return names !== undefined && this.isNamed(names);
  }
}
