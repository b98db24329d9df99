import type { Detector, Finding } from '../../finding.ts';
import { isPlaceholder } from './placeholder.ts';

// The parts of ADO.NET, ODBC and Azure connection strings that are secret, as key and equals sign.
const SECRET_PART = /(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|accesskey|secretkey)=/gi;
const VALUE = /(?:"[^"\r\n]{1,256}"|'[^'\r\n]{1,256}'|\{[^}\r\n]{1,256}\}|[^\s;"'`<>]{1,512})/y;
const PARTS_AFTER = /(?:;[ \t]?[A-Za-z][\w .]{0,40}=[^;"'`<>\r\n]{0,256}){1,20}/y;
const PART = /^[ \t]?[A-Za-z][\w .-]{0,40}=[^"'`<>\r\n]{0,256}$/;
const FIRST_PART = /[A-Za-z][\w.-]{0,30}(?: [A-Z][a-z]{1,12})?=(?:\{[^{}=]{0,80}\}|[^\s="'`<>]{0,256})$/;

/** Where the parts that stand before `to`, each ended by a semicolon, begin; `to` when there is none. */
function partsStart(text: string, from: number, to: number): number {
  if (!/;[ \t]?$/.test(text.slice(Math.max(from, to - 2), to))) return to;
  let start = to;
  for (const part of text.slice(from, to).split(';').slice(0, -1).reverse()) {
    const begin = start - part.length - 1;
    if (!PART.test(part)) {
      // The first part may follow words: what belongs to it ends where they do.
      const first = FIRST_PART.exec(part)?.[0];
      return first === undefined ? start : start - 1 - first.length;
    }
    start = begin;
  }
  return start;
}

/** Connection strings of `key=value` pairs that hold a password or an access key: the whole string. */
export const connectionString: Detector = {
  name: 'connection-string',
  find(text) {
    if (!text.includes(';')) return [];
    const found: Finding[] = [];
    let past = 0;
    for (const match of text.matchAll(SECRET_PART)) {
      if (match.index < past) continue;
      VALUE.lastIndex = match.index + match[0].length;
      const value = VALUE.exec(text)?.[0];
      if (value === undefined || isPlaceholder(value.replace(/^["'{]|["'}]$/g, ''))) continue;
      const valueEnd = VALUE.lastIndex;
      PARTS_AFTER.lastIndex = valueEnd;
      const after = PARTS_AFTER.exec(text)?.[0].trimEnd() ?? '';
      const start = partsStart(text, Math.max(past, match.index - 400), match.index);
      if (after === '' && start === match.index) continue;
      const end = valueEnd + after.length;
      found.push({ type: 'secret', start, end, confidence: 0.94, validator: 'connection-string' });
      past = end;
    }
    return found;
  },
};
