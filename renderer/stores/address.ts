/** The pages beside the conversations, each with its tabs; the first is on show where an address names none. */
export const PAGES = {
  models: ['here', 'get', 'providers'],
  routing: ['rules', 'objective', 'try', 'versions'],
  privacy: [],
  activity: ['overview', 'budgets', 'requests', 'left', 'targets', 'computer'],
  apps: ['connected', 'keys', 'setup', 'inspector'],
  settings: ['general', 'appearance', 'shortcuts', 'desktop', 'network', 'data', 'about'],
} as const satisfies Record<string, readonly string[]>;

export type Page = keyof typeof PAGES;
export type Tab<Of extends Page = Page> = (typeof PAGES)[Of][number];

export interface Place {
  readonly page: Page;
  readonly tab?: Tab;
}

/** The page that an address names as `#/models` or `#/models/get`; nothing where it names none. */
export function placeIn(hash: string): Place | undefined {
  const [start, name, tabName, ...rest] = hash.split('/');
  const page = start === '#' && rest.length === 0 ? (Object.keys(PAGES) as Page[]).find((one) => one === name) : undefined;
  if (page === undefined) return undefined;
  if (tabName === undefined) return { page };
  const tab = PAGES[page].find((one) => one === tabName);
  return tab === undefined ? undefined : { page, tab };
}

export function addressOfPlace({ page, tab }: Place): string {
  return tab === undefined || tab === PAGES[page][0] ? `#/${page}` : `#/${page}/${tab}`;
}

/** Whether the address is that of the small window for a quick question. */
export const isAsk = (hash: string): boolean => hash === '#/ask';

/** The conversation that an address names after its `#`; nothing where it names none, or is broken. */
export function conversationIn(hash: string): string | undefined {
  // An id has no bare slash there: this is a page, or a link to one that is none.
  if (hash.includes('/')) return undefined;
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
