import type { FindingType } from '../../finding.ts';

/** A kind of number that an office, a bank or an insurer gives out. */
export interface NumberFormat {
  readonly type: FindingType;
  /** Names the check, such as `pl-pesel`. */
  readonly validator: string;
  /**
   * How it is written, and how sure a finding is with nothing beside it. 0: it takes words that name it or,
   * where there is a check digit, a text that is nothing else; -1: words, always. `0` is a digit, `A` a letter, `X` either, `~` one separator (space, dot or
   * hyphen), the same throughout; other signs are themselves.
   */
  readonly written: Readonly<Record<string, number>>;
  /** True when the bare digits and capital letters can be such a number. */
  readonly holds: (value: string) => boolean;
  /** True when `holds` looks at a check digit, so that few numbers of the shape pass. */
  readonly isChecked: boolean;
  /** The words that name it. */
  readonly words: RegExp;
}

const LETTER = 'a-z\\u00c0-\\u024f\\u0370-\\u04ff';
/** The next word of `customerSsn` begins here. */
const CAPITAL = '(?-i:(?<=[a-z])(?=[A-Z]))';
/** No letter before it, or the capital within `customerSsn`. */
const BEGIN = `(?:(?<![${LETTER}])|${CAPITAL})`;
/** A plural, or `Number` as in `ssnNumber`, and no other letter after it, but a capital as in `ssnOfOwner`. */
const END = `(?:s|[ _-]?(?:number|num|no|nr|id|code|value))?(?:(?![${LETTER}])|${CAPITAL})`;

/** What stands between two words: `tax id`, `tax_id`, `tax-id`, `taxId`, `taxid`. */
const BETWEEN = '[\\s_-]?';

/** A name with each blank or hyphen of it, outside of other classes, as what may stand between two words. */
const inAnyCase = (name: string) =>
  name.replace(/\(\?-i:|\[[^\]]*\]\??|[ -]\??/g, (part) => (part.length > 2 && !/^\[[ _-]+\]\?$/.test(part) ? part : BETWEEN));

/**
 * A pattern for any of some names, in any case, whole but for a plural, as words or as the keys of programs write
 * them. Each is the source of a regular expression without loops; `(?-i:SIN)` is how to ask for capitals where the
 * same letters are a word.
 */
export function words(...names: readonly string[]): RegExp {
  return new RegExp(`${BEGIN}(?:${names.map(inAnyCase).join('|')})${END}`, 'i');
}

/**
 * A word that means more than the number it is looked for with, such as “account”: it counts right before one, with at
 * most a verb and an article between.
 */
export const rightBefore = (name: string): string =>
  `${name}(?:s?[ ](?:n[ro]|n[º°]|num[a-z]{2,3}|bankow[a-z]{1,3}|is|ist|lautet|to|es|est|die|das|la|el|le|il|de|da|é|è)\\.?){0,3}[^a-z0-9]{0,4}$`;

/** Names in a script that has no spaces between words. */
export function wordsWithin(...names: readonly string[]): RegExp {
  return new RegExp(names.map(inAnyCase).join('|'), 'i');
}

/** A format whose numbers carry a check digit. */
export function checked(
  type: FindingType,
  validator: string,
  written: Readonly<Record<string, number>>,
  holds: (value: string) => boolean,
  names: RegExp,
): NumberFormat {
  return { type, validator, written, holds, isChecked: true, words: names };
}

/** A format known by its shape and by the values that are never given out. */
export function shaped(
  type: FindingType,
  validator: string,
  written: Readonly<Record<string, number>>,
  holds: (value: string) => boolean,
  names: RegExp,
): NumberFormat {
  return { type, validator, written, holds, isChecked: false, words: names };
}
