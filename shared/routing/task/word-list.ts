/** The words of a text with blanks between, as a set. */
export const wordList = (text: string): ReadonlySet<string> => new Set(text.split(' '));
