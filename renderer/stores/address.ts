/** A page beside the conversations. */
export type Page = 'models' | 'routing' | 'privacy' | 'left';

const PAGES: readonly Page[] = ['models', 'routing', 'privacy', 'left'];

/** The page that an address names as `#/models`; nothing where it names none. */
export function pageIn(hash: string): Page | undefined {
  return PAGES.find((page) => hash === addressOfPage(page));
}

/** A conversation's id has no bare slash there, so neither is taken for the other. */
export function addressOfPage(page: Page): string {
  return `#/${page}`;
}

/** The conversation that an address names after its `#`; nothing where it names none, or is broken. */
export function conversationIn(hash: string): string | undefined {
  if (pageIn(hash) !== undefined) return undefined;
  try {
    return decodeURIComponent(hash.replace(/^#/, '')) || undefined;
  } catch {
    // A `%` that starts no character: a link cut short, or typed by hand.
    return undefined;
  }
}

/** The part of an address that names a conversation, `#` included. */
export function addressOf(id: string): string {
  return `#${encodeURIComponent(id)}`;
}
