/**
 * Where a link leads, for a reader who cannot tell by its text: a host, or an address of mail.
 * Nothing when the text begins with the host, or is the address.
 * @param href an absolute address as `safeLink` gives it
 */
export function destinationBeside(text: string, href: string): string | undefined {
  const { protocol, host, pathname } = new URL(href);
  const shown = text.trim().toLowerCase();
  if (protocol === 'mailto:') return shown === pathname.toLowerCase() || pathname === '' ? undefined : pathname;
  const plain = shown.replace(/^https?:\/\//, '');
  // Only a path may follow: `bank.example@evil.example` and `bank.example.evil.example` lead to evil.example.
  const isTold = plain.startsWith(host) && /^([/?#]|$)/.test(plain.slice(host.length));
  return isTold ? undefined : host;
}
