import type { Inspected } from '../../stores/apps.ts';

/** As a shell takes it for one word. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** What curl sets itself, and what would lie about another body. */
const OWN = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
  'authorization',
  'x-api-key',
]);

/** The same request for a terminal, with a place for the key. What was hidden stays hidden. @param address of the port */
export function curlOf({ method, path, headers, body }: Inspected, address: string): string {
  const shown = Object.entries(headers).filter(([name, value]) => !OWN.has(name) && value !== '(hidden)');
  return [
    `curl -X ${quoted(method)} ${quoted(address + path)}`,
    "-H 'authorization: Bearer YOUR_KEY'",
    ...shown.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
}
