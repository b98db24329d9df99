import type { Surface } from './reader.ts';

/** An address that is being read: what follows belongs to it until it ends. */
export interface Address {
  /** From its first character on, as it was written. */
  readonly text: string;
  /** What ends it. */
  readonly ending: Ending;
  /** Brackets that are open in it. */
  readonly depth: number;
}

/** `quote`: the quote that opened it. `round`, `square`: the bracket. `angle`: `>`. `blank`: as an attribute without quotes. `any`: all of these. */
type Ending =
  | { readonly kind: 'quote'; readonly quote: string; readonly isEscaped: boolean; readonly hasLines: boolean }
  | { readonly kind: 'round' | 'square' | 'angle' | 'blank' | 'any' };

/** Longest address of which anything is remembered, in characters. */
const LONGEST = 2_000;
/** Most characters that a beginning takes, and most before it that say how it ends. */
const LONGEST_BEGINNING = 40;
const LONGEST_TOKEN = 48;

// Letters, digits and signs of an address: nobody writes these as numbers but to hide one.
const DECIMAL = '0*(?:9|1[03]|4[6-9]|5[0-8]|6[5-9]|[78]\\d|9[0278]|1[01]\\d|12[0-2])';
const HEXADECIMAL = '0*(?:[9ad]|2[ef]|3[\\da]|5c|[46][1-9a-f]|[57][\\da])';

/**
 * Where an address begins, as lenient as what opens it: browsers take `https:host`, `/\host` and entities for one.
 * A name with a dot and a slash after it is one to command lines and mail programs.
 */
const BEGINNINGS = [
  '(?<![a-z\\d])(?:https?|wss?|s?ftps?):',
  ':\\\\{0,3}/\\\\{0,3}/',
  '(?<![\\w:/\\\\])\\\\{0,3}/\\\\{0,3}[/\\\\]',
  '(?<![a-z\\d])www\\.',
  '[a-z\\d-]\\.[a-z]{2,24}\\.?(?::\\d{1,5})?[/?]',
  '\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?[/?]',
  `&#(?:x${HEXADECIMAL}|${DECIMAL})`,
  '&(?:colon|sol|bsol|period|tab|newline);',
  `\\\\u00${HEXADECIMAL}`,
  'srcset\\s{0,8}=\\s{0,8}\\\\{0,3}["\']',
].join('|');

/** Two backslashes too, which JSON writes as four. */
const BEGINNING: Record<Surface, RegExp> = {
  plain: new RegExp(`(?<![\\w:/\\\\])\\\\{2}|${BEGINNINGS}`, 'gi'),
  json: new RegExp(`(?<![\\w:/\\\\])\\\\{4}|${BEGINNINGS}`, 'gi'),
};

/**
 * Reads on over `text` from `from` to `to`, with what came before it in `text` too: the address that `to` stands in.
 * The same however a text is cut, if 128 characters before each cut are kept.
 */
export function addressAt(address: Address | undefined, text: string, from: number, to: number, surface: Surface): Address | undefined {
  let current = address;
  let at = from;
  let searched = Math.max(0, from - LONGEST_BEGINNING);
  while (true) {
    if (current !== undefined) {
      const { end, depth } = endOf(current, text, at, to, surface);
      if (end === undefined) {
        const more = current.text.length > LONGEST ? '' : text.slice(at, to);
        return { ...current, text: current.text + more, depth };
      }
      current = undefined;
      at = end;
      searched = Math.max(0, end - LONGEST_BEGINNING);
    }
    const begun = beginningIn(text, searched, at, to, BEGINNING[surface]);
    if (begun === undefined) return undefined;
    const start = tokenStart(text, begun.start);
    current = { text: text.slice(start, begun.end), ending: endingOf(text, start, begun), depth: 0 };
    at = begun.end;
  }
}

/** The address that a value put back at `at` begins, if it does not end there: what follows belongs to it, too. */
export function addressIn(value: string, text: string, at: number, surface: Surface): Address | undefined {
  const address = addressAt(undefined, value, 0, value.length, surface);
  return address === undefined || address.text !== value ? address : { ...address, ending: endingOf(text, at, { start: at, end: at }) };
}

/** The first beginning that ends after `past` and not after `to`. */
function beginningIn(
  text: string,
  from: number,
  past: number,
  to: number,
  shape: RegExp,
): { readonly start: number; readonly end: number } | undefined {
  // What lies past `to` is not searched again and again; one character before `from` says whether a word begins there.
  const first = Math.max(0, from - 1);
  const searched = text.slice(first, to);
  shape.lastIndex = from - first;
  for (let match = shape.exec(searched); match !== null; match = shape.exec(searched)) {
    const start = first + match.index;
    const end = start + match[0].length;
    if (end > past) return { start, end };
  }
  return undefined;
}

const DELIMITER = /[\s"'`()<>=[\]{},|]/;

/** Where the word begins that an address begins in. */
function tokenStart(text: string, index: number): number {
  let start = index;
  while (start > 0 && index - start < LONGEST_TOKEN && !DELIMITER.test(text[start - 1] ?? ' ')) start--;
  return start;
}

function endingOf(text: string, start: number, begun: { readonly start: number; readonly end: number }): Ending {
  const last = text[begun.end - 1] ?? '';
  const place = last === '"' || last === "'" ? begun.end - 1 : start - 1;
  const opener = text[place] ?? '';
  const before = text.slice(Math.max(0, place - 12), place);
  if (opener === '"' || opener === "'") {
    return { kind: 'quote', quote: opener, isEscaped: before.endsWith('\\'), hasLines: /=\s*\\*$/.test(before) };
  }
  if (opener === '<') return { kind: 'angle' };
  if (opener === '[') return { kind: 'square' };
  const [sign] = /[=(](?=\s*$)/.exec(before + opener) ?? [];
  if (sign === '=') return { kind: 'blank' };
  return { kind: sign === '(' ? 'round' : 'any' };
}

/** Where an address ends before `to`, or how many brackets are open at `to`. */
function endOf(
  { ending, depth: open }: Address,
  text: string,
  from: number,
  to: number,
  surface: Surface,
): { readonly end?: number; readonly depth: number } {
  let depth = open;
  for (let index = from; index < to; index++) {
    const character = text[index] ?? '';
    if (surface === 'json' && character === '"' && !isEscaped(text, index)) return { end: index, depth };
    if (ending.kind === 'round' || ending.kind === 'any') {
      if (character === '(' && !isEscaped(text, index)) depth++;
      if (character === ')' && !isEscaped(text, index) && --depth < 0) return { end: index, depth: 0 };
    }
    if (ends(ending, text, index, surface)) return { end: index, depth };
  }
  return { depth };
}

/** True where a character ends an address, brackets aside. */
function ends(ending: Ending, text: string, index: number, surface: Surface): boolean {
  const character = text[index] ?? '';
  const isBreak = (isJson: boolean) => isJson && 'nrt'.includes(character) && text[index - 1] === '\\' && isEscaped(text, index);
  switch (ending.kind) {
    case 'quote':
      if (character === ending.quote) return ending.isEscaped || !isEscaped(text, index);
      return !ending.hasLines && character === '\n';
    case 'angle':
      return character === '>' || character === '\n';
    case 'round':
      return /\s/.test(character) || isBreak(surface === 'json');
    case 'blank':
      return /[\s>]/.test(character) || isBreak(surface === 'json');
    case 'square':
      return /[\s\]]/.test(character);
    default:
      return /[\s<>"'`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]/.test(character) || isBreak(true);
  }
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (backslashes < LONGEST_TOKEN && text[index - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** Most characters that are waited for to see the end of a host. */
const LONGEST_HOST = 255;

/**
 * What is said of a placeholder in an address by all of it that says where the address leads: what stands before it,
 * and when that does not end the host, what follows. `more` where the text ends too soon to say.
 */
export function addressKey(
  address: Address,
  placeholder: string,
  text: string,
  end: number,
  isEnd: boolean,
  surface: Surface,
): string | 'more' | undefined {
  if (address.text.length > LONGEST) return undefined;
  const before = address.text.replaceAll(/\\+\//g, '/').toLowerCase();
  const key = `${before}\n${placeholder}\n`;
  if (/[/?#]/.test(before.replace(/^(?:[a-z][a-z\d+.-]*:)?[/\\]*/, ''))) return key;
  const stop = endOf(address, text, end, text.length, surface).end ?? text.length;
  const rest = text.slice(end, stop);
  const host = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  if (host.length > LONGEST_HOST) return undefined;
  if (host.length === rest.length && stop === text.length && !isEnd) return 'more';
  return key + (host.length === rest.length ? host.replace(/[.,;:!?*_]+$/, '') : host).toLowerCase();
}
