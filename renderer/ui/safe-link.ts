const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The address when it is absolute and leads to the web or to a mail program; nothing otherwise. */
export function safeLink(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return SCHEMES.has(protocol) ? href : undefined;
}
