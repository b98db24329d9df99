import { LintelError } from '../chat/error.ts';

/** Most tags of one prompt, and most characters of one. */
export const MOST_TAGS = 32;
export const LONGEST_TAG = 64;

/**
 * `Private, work` as tags: lower case, without blanks. Throws `bad-request` for more or longer ones
 * than anything should keep.
 * @param field where they came from, in the caller's own spelling
 */
export function splitTags(lists: readonly string[], field: string): string[] {
  const tags = lists
    .flatMap((list) => list.split(','))
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  if (tags.length > MOST_TAGS) throw new LintelError('bad-request', `“${field}” must hold at most ${MOST_TAGS} tags.`, { field });
  if (tags.some((tag) => tag.length > LONGEST_TAG)) {
    throw new LintelError('bad-request', `“${field}”: a tag must hold at most ${LONGEST_TAG} characters.`, { field });
  }
  return tags;
}
