import { LintelError } from '../chat/error.ts';
import { say } from '../chat/said.ts';
import type { Zone } from './zones.ts';

/** Most tags of one prompt, and most characters of one. */
export const MOST_TAGS = 32;
export const LONGEST_TAG = 64;

/** What a tag means for where a prompt may go. */
export interface TagRule {
  /** The outermost zone it may reach as it is. */
  readonly ceiling: Zone;
  /** The outermost zone it may reach once everything found in it is masked; absent: masking changes nothing. */
  readonly masked?: Zone;
  /** Where beyond the local network it may be processed, as regions of targets; absent: anywhere. */
  readonly regions?: readonly string[];
}

/** The tags that a fresh installation knows. They can be changed, but not taken away. */
export const BUILT_IN_TAGS = {
  private: { ceiling: 'device' },
  internal: { ceiling: 'lan' },
  sensitive: { ceiling: 'trusted', masked: 'cloud' },
  public: { ceiling: 'cloud' },
} as const satisfies Record<string, TagRule>;

/** A tag as it is kept and compared: lower case, without blanks around it. */
export const tagOf = (name: string): string => name.trim().toLowerCase();

/**
 * `Private, work` as tags. Throws `bad-request` for more or longer ones than anything should keep.
 * @param field where they came from, in the caller's own spelling
 */
export function splitTags(lists: readonly string[], field: string): string[] {
  const tags = lists
    .flatMap((list) => list.split(','))
    .map(tagOf)
    .filter((tag) => tag !== '');
  if (tags.length > MOST_TAGS) throw new LintelError('bad-request', say`“${field}” must hold at most ${MOST_TAGS} tags.`, { field });
  if (tags.some((tag) => tag.length > LONGEST_TAG)) {
    throw new LintelError('bad-request', say`“${field}”: a tag must hold at most ${LONGEST_TAG} characters.`, { field });
  }
  return tags;
}
