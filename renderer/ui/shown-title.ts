import i18next from 'i18next';

/** Marks that turn the direction of what follows, also of what is not the title's. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Letters, digits, marks of writing and pictures; fillers and blanks that count as such show nothing. */
const SEEN = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;

/** A conversation's title as the window writes it, also within a sentence; it never shows as nothing. */
export function shownTitle(title: string): string {
  const shown = title.replace(TURNS, '');
  return SEEN.test(shown) ? shown : i18next.t('chat:list.untitled');
}
