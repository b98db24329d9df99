import type { Finding } from '../../finding.ts';
import { isPlaceholder } from './placeholder.ts';
import type { WordSearch } from './word-search.ts';

// The parts of ADO.NET, ODBC and Azure connection strings that are secret, as key and equals sign.
const SECRET_PART = /(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|accesskey|secretkey)=/iy;
const VALUE = /(?:"[^"\r\n]{1,256}"|'[^'\r\n]{1,256}'|\{[^}\r\n]{1,256}\}|[^\s;"'`<>]{1,200})/y;
const PARTS_AFTER = /(?:;[ \t]?[A-Za-z][\w .]{0,40}=[^;"'`<>\r\n]{0,200}){1,12}/y;
const execAt = (shape: RegExp, text: string, at: number) => {
  shape.lastIndex = at;
  return shape.exec(text);
};

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
export const connectionString: WordSearch = {
  starts: ['pas', 'pwd', 'acc', 'sha', 'sec'],
  find(text, at, past) {
    const key = execAt(SECRET_PART, text, at)?.[0];
    const value = key === undefined ? undefined : execAt(VALUE, text, at + key.length)?.[0];
    if (key === undefined || value === undefined) return undefined;
    const valueEnd = at + key.length + value.length;
    const end = valueEnd + (execAt(PARTS_AFTER, text, valueEnd)?.[0].trimEnd().length ?? 0);
    const start = partsStart(text, Math.max(past, at - 320), at);
    if ((end === valueEnd && start === at) || isPlaceholder(value.replace(/^["'{]|["'}]$/g, ''))) return undefined;
    const finding: Finding = { type: 'secret', start, end, confidence: 0.97, validator: 'connection-string' };
    return { findings: [finding], end };
  },
};
