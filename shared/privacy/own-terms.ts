/** A word or pattern of the user's own, such as a project's code name or the shape of a customer number. */
export interface OwnTerm {
  readonly id: string;
  /** What it is called in lists, such as “Project names”. */
  readonly name: string;
  /**
   * `words`: found whatever their case and the accents on their letters. Those of five letters or more are also found
   * within other words, and where hyphens, marks of emphasis or the end of a line stand between their letters: `Bluebird`
   * in “ProjectBluebirds” and “blue-bird”. Shorter ones are found whole only. `pattern`: a regular expression in RE2
   * syntax, which takes linear time.
   */
  readonly match: { readonly kind: 'words'; readonly words: readonly string[] } | { readonly kind: 'pattern'; readonly pattern: string };
  /** The tag that a finding adds. */
  readonly tag: string;
}

/** Most terms, most words of one list, and most characters of a word or pattern: more than anyone writes, and quick to search. */
export const MOST_TERMS = 200;
export const MOST_WORDS = 2_000;
export const LONGEST_WORD = 100;
export const LONGEST_PATTERN = 1_000;
