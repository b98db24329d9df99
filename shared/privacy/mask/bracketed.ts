/** What was read between brackets, and where the brackets end. `isPercent`: they were percent-encoded, as in an address. */
export interface Bracketed {
  readonly end: number;
  readonly key: string;
  readonly isPercent: boolean;
}

/** Most characters between brackets that may be a placeholder. */
const LONGEST = 40;

const OPENING = new Set('[［【〔');
const CLOSING = new Set(']］】〕');
const BODY = /[A-Za-z0-9_ \u00a0-]/;

/** As models write keys: `person 1`, `Person\_1`, `PERSON-1`, `PERSON1` are all `PERSON_1`. */
function normalKey(body: string): string {
  return body
    .toUpperCase()
    .replaceAll(/[\s_-]+/g, '_')
    .replace(/^_/, '')
    .replace(/([A-Z])(\d)/, '$1_$2')
    .replace(/(\d)_([A-Z]{1,2})$/, '$1$2');
}

/**
 * Reads `[…]` at a place, in any of the ways models write it: other brackets, markdown's escapes, percent-encoding.
 * `more` where the text ends before the brackets do. Reads at most some 60 characters.
 */
export function readBracketed(text: string, at: number): Bracketed | { readonly more: string } | undefined {
  const escapes = backslashesAt(text, at);
  let index = at + escapes;
  const isPercent = escapes === 0 && text[index] === '%';
  if (isPercent) {
    const opening = text.slice(index, index + 3).toUpperCase();
    if (opening !== '%5B') return '%5B'.startsWith(opening) ? { more: '' } : undefined;
    index += 3;
  } else {
    const opening = text[index];
    if (opening === undefined) return { more: '' };
    if (!OPENING.has(opening) || (escapes > 0 && opening !== '[')) return undefined;
    index++;
  }
  let body = '';
  while (index < text.length && body.length <= LONGEST) {
    const piece = isPercent && text[index] === '%' ? percentAt(text, index) : pieceAt(text, index, escapes);
    if (piece === undefined) return undefined;
    if (piece === 'more') break;
    index += piece.length;
    if (piece.is === 'end') return { end: index, key: normalKey(body).replace(/_$/, ''), isPercent };
    body += piece.is;
  }
  return body.length > LONGEST ? undefined : { more: normalKey(body) };
}

interface Piece {
  /** A character of the key, or the closing bracket. */
  readonly is: string;
  readonly length: number;
}

function backslashesAt(text: string, index: number): number {
  if (text[index] !== '\\') return 0;
  return text[index + 1] === '\\' ? 2 : 1;
}

/** A plain character of the body, an escaped underscore, or the closing bracket with as many backslashes as the opening one. */
function pieceAt(text: string, index: number, escapes: number): Piece | 'more' | undefined {
  const backslashes = backslashesAt(text, index);
  const character = text[index + backslashes];
  if (character === undefined) return 'more';
  if (CLOSING.has(character)) return backslashes === escapes ? { is: 'end', length: backslashes + 1 } : undefined;
  if (backslashes > 0) return character === '_' ? { is: '_', length: backslashes + 1 } : undefined;
  return BODY.test(character) ? { is: character, length: 1 } : undefined;
}

const PERCENT: Readonly<Record<string, string>> = { '%5D': 'end', '%5F': '_', '%20': ' ' };

function percentAt(text: string, index: number): Piece | 'more' | undefined {
  const code = text.slice(index, index + 3).toUpperCase();
  const is = PERCENT[code];
  if (is !== undefined) return { is, length: 3 };
  return code.length < 3 ? 'more' : undefined;
}
