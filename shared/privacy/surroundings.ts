/**
 * What stands around a place, in lower case: where a number alone says little, the words beside it say what it is.
 * Bounded, so that asking at every number of a long text stays linear.
 * @param before most characters before the place
 * @param after most characters after it
 */
export function surroundings(text: string, start: number, end: number, before = 60, after = 24): string {
  return `${text.slice(Math.max(0, start - before), start)} ${text.slice(end, end + after)}`.toLowerCase();
}
