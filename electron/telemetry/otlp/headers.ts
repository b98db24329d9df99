const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const VALUE = /^[\x20-\x7e]+$/;
/** What the connection itself needs to say. */
const OWN: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'expect',
  'upgrade',
]);
const MOST = 16;

/**
 * Headers as OpenTelemetry's own variables have them: `name=value,other=value`, values percent-encoded.
 * Undefined for what cannot be read: then nothing is sent, since a half of them may be worse than none.
 */
export function readHeaders(text: string): Record<string, string> | undefined {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  if (pairs.length > MOST) return undefined;
  const headers: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim().toLowerCase();
    const value = decoded(pair.slice(at + 1).trim());
    if (at === -1 || !NAME.test(name) || OWN.has(name) || value === undefined || !VALUE.test(value)) return undefined;
    headers[name] = value;
  }
  return headers;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
