const WEB = new Set(['http:', 'https:']);

/** Longer ones Windows cuts short. */
const LONGEST = 2000;

/** What a letter may be begun with. Some mail programs take files that a link names, and others any header at all. */
const LETTER_FIELDS = new Set(['to', 'cc', 'subject', 'body']);

/** A line that ends in a header begins the next header. */
const LINE_END = /[\r\n]/;
/** In no address of a person’s, and more than a text to whoever builds a command line of it. */
const NO_ADDRESS = /[\s"<>\\]/;

/**
 * The address of a link that may be handed to the system, as the system is to get it: of the web without a name and
 * password in it, which make one host look like another, or a letter with nothing but whom it is for and what it says.
 * Nothing for all else, since another scheme may start a program.
 */
export function outsideAddress(link: string): string | undefined {
  if (link.length > LONGEST || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (WEB.has(url.protocol)) return url.username === '' && url.password === '' ? url.href : undefined;
  return url.protocol === 'mailto:' && isLetter(url) ? url.href : undefined;
}

function isLetter({ pathname, searchParams }: URL): boolean {
  try {
    if (NO_ADDRESS.test(decodeURIComponent(pathname))) return false;
  } catch {
    return false;
  }
  return [...searchParams].every(
    ([name, value]) => LETTER_FIELDS.has(name.toLowerCase()) && (name.toLowerCase() === 'body' || !LINE_END.test(value)),
  );
}
