import { inflateSync } from 'node:zlib';

/** What the objects of a PDF hold, whether or not a page shows them. */
export interface PdfObjects {
  /** Every text that stands in an object. */
  readonly texts: readonly string[];
  /** Pages, whether or not a reader comes to them. */
  readonly pages: number;
  /** Whether something may be there that is text nowhere: a file, a program, an earlier state, or an object that could not be looked into. */
  readonly hasMore: boolean;
}

/** Bytes of all unpacked objects together: ordinary ones come to a tenth of it. */
const MOST_UNPACKED = 64 * 2 ** 20;

/** Looks through the bytes of a PDF as they stand, for what readers of pages pass over without a word (ISO 32000-1, 7.5). */
export function objectsOf(data: Uint8Array): PdfObjects {
  const file = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  const texts = new Set<string>();
  let hasMore = isHiding(file) || hasEarlierState(file);
  let pages = 0;
  let unpacked = 0;

  function look(objects: string): void {
    pages += objects.match(PAGE)?.length ?? 0;
    const strings = stringsIn(objects);
    if (strings === undefined) hasMore = true;
    for (const text of strings ?? []) texts.add(text);
  }

  for (const { objects, stream } of partsOf(file)) {
    look(objects);
    const dictionary = objects.slice(Math.max(0, objects.lastIndexOf(' obj')));
    const isAbout = ABOUT.test(dictionary);
    if (stream === undefined || !(isAbout || OBJECTS.test(dictionary))) continue;
    const content = contentOf(dictionary, stream, MOST_UNPACKED - unpacked);
    unpacked += content?.length ?? 0;
    if (content === undefined || isHiding(content)) hasMore = true;
    else if (isAbout) for (const text of valuesIn(content)) texts.add(text);
    else look(content);
  }
  return { texts: [...texts], pages, hasMore };
}

const GAP = String.raw`(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])*`;

/** A name of a PDF; any of its letters may be written as their number. */
function nameOf(name: string): string {
  const letters = [...name].map((letter) => {
    const number = letter.charCodeAt(0).toString(16);
    return `(?:${letter}|#${number.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
  });
  return String.raw`/${letters.join('')}(?![^\0\t\n\f\r ()<>[\]{}/%])`;
}

const anyOf = (names: readonly string[]) => `(?:${names.map(nameOf).join('|')})`;

const REFERENCE = String.raw`\d+${GAP}\d+${GAP}R`;

const HIDING = [
  // The names of what is no text, or holds what is none.
  anyOf([
    'EmbeddedFile',
    'EmbeddedFiles',
    'FileAttachment',
    'RichMedia',
    'RichMediaContent',
    'Sound',
    'Movie',
    'Rendition',
    'JavaScript',
    'Collection',
    'PieceInfo',
    'Thumb',
    'Templates',
    'AlternatePresentations',
    'SpiderInfo',
  ]),
  // Short ones come up in packed bytes by chance: they count with a value behind them only.
  String.raw`${anyOf(['EF', 'RF', 'XFA', 'Encrypt'])}${GAP}(?:<<|\[|\(|${REFERENCE})`,
  // Values of forms and programs may stand in streams.
  `${anyOf(['V', 'RV', 'JS'])}${GAP}${REFERENCE}`,
  'xmpGImg:image',
].map((pattern) => new RegExp(pattern));

const isHiding = (bytes: string) => HIDING.some((pattern) => pattern.test(bytes));

const PAGE = new RegExp(`${nameOf('Type')}${GAP}${nameOf('Page')}`, 'g');
const ABOUT = new RegExp(`${nameOf('Type')}${GAP}${nameOf('Metadata')}`);
/** Readers take a stream for one of objects without its type, too. */
const OBJECTS = new RegExp(anyOf(['ObjStm', 'First']));
const STREAM = new RegExp(`>>${GAP}stream(?:\r\n|\n|\r)`, 'g');
const END_OF_STREAM = 'endstream';

/** The objects between streams, each with the stream behind it. */
function* partsOf(file: string): Generator<{ objects: string; stream?: string }> {
  let from = 0;
  STREAM.lastIndex = 0;
  for (let match = STREAM.exec(file); match !== null; match = STREAM.exec(file)) {
    const start = match.index + match[0].length;
    const found = file.indexOf(END_OF_STREAM, start);
    const end = found < 0 ? file.length : found;
    yield { objects: file.slice(from, match.index + 2), stream: file.slice(start, end) };
    from = found < 0 ? end : end + END_OF_STREAM.length;
    STREAM.lastIndex = from;
  }
  yield { objects: file.slice(from) };
}

const FILTERED = new RegExp(anyOf(['Filter', 'F']));
const DEFLATED = new RegExp(`${nameOf('Filter')}${GAP}(?:${nameOf('FlateDecode')}|\\[${GAP}${nameOf('FlateDecode')}${GAP}\\])`);
const WITH_PARAMETERS = new RegExp(anyOf(['DecodeParms', 'DP', 'F']));

/** A stream's content. Undefined where it is packed in a way that nobody here unpacks, or is too much. */
function contentOf(dictionary: string, stream: string, most: number): string | undefined {
  if (!FILTERED.test(dictionary)) return stream;
  if (!DEFLATED.test(dictionary) || WITH_PARAMETERS.test(dictionary) || most <= 0) return undefined;
  try {
    return inflateSync(Buffer.from(stream, 'latin1'), { maxOutputLength: most }).toString('latin1');
  } catch {
    return undefined;
  }
}

/**
 * Whether objects were added after the file was done: what it said before is then still in it. The first page of a linearised
 * file stands before the rest, with an end of its own; Word writes a second table at the end, and nothing else.
 */
function hasEarlierState(file: string): boolean {
  const ends = [...file.matchAll(/startxref/g)];
  const last = ends[isLinearised(file) ? 1 : 0];
  return last !== undefined && /\bobj\b/.test(file.slice(last.index));
}

const LENGTH = new RegExp(`${nameOf('L')}${GAP}(\\d+)`);

/** Whether a file is as it was when it was linearised: it says its own length. */
function isLinearised(file: string): boolean {
  const head = file.slice(0, 1_024);
  return /\/Linearized\b/.test(head) && Number(LENGTH.exec(head)?.[1]) === file.length;
}

const TOKEN = /%[^\r\n]*|\(|<<|<([^<>]*)>/g;

/** The strings in objects. Undefined where one has no end. */
function stringsIn(objects: string): string[] | undefined {
  const strings: string[] = [];
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(objects); token !== null; token = TOKEN.exec(objects)) {
    if (token[1] !== undefined) strings.push(Buffer.from(token[1].replace(/[^\da-f]/gi, ''), 'hex').toString('latin1'));
    if (token[0] !== '(') continue;
    const end = endOf(objects, TOKEN.lastIndex);
    if (end === undefined) return undefined;
    strings.push(unescaped(objects.slice(TOKEN.lastIndex, end)));
    TOKEN.lastIndex = end + 1;
  }
  return strings.map(written).filter((text) => /[\p{L}\p{N}]/u.test(text) && !CHROMIUM_PART.test(text));
}

/** Where the string ends that began before `from`. */
function endOf(objects: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < objects.length; at++) {
    const sign = objects[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r': '', '\r\n': '' };

const unescaped = (string: string) =>
  string.replace(/\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/g, (_all, octal: string | undefined, sign: string) =>
    octal === undefined ? (ESCAPED[sign] ?? sign) : String.fromCharCode(Number.parseInt(octal, 8) & 0xff),
  );

/** What Chromium calls each of the thousands of parts of a page. */
const CHROMIUM_PART = /^node\d{8}$/;

/** Signs that no text has are gaps. */
const plain = (text: string) => text.replace(/[\uFFFD\p{Co}\p{Cn}\p{Cs}]|(?![\t\n\r])\p{Cc}/gu, ' ').trim();

/** The text of a string. */
function written(string: string): string {
  const bytes = Buffer.from(string, 'latin1');
  const text = string.startsWith('\xfe\xff')
    ? bytes
        .subarray(2, bytes.length - (bytes.length % 2))
        .swap16()
        .toString('utf16le')
    : string.startsWith('\xff\xfe')
      ? bytes.subarray(2).toString('utf16le')
      : string.startsWith('\xef\xbb\xbf')
        ? bytes.subarray(3).toString('utf8')
        : string;
  return plain(text);
}

/** The values in XML, of elements and of attributes. */
function valuesIn(xml: string): string[] {
  const text = Buffer.from(xml, 'latin1').toString('utf8');
  const values = [...text.matchAll(/(xmlns(?::[\w.-]+)?\s*=\s*)?(?:"([^"<]*)"|'([^'<]*)')|>([^<]+)</g)];
  return values
    .flatMap(([, space, double, single, between]) => (space === undefined ? [plain(double ?? single ?? between ?? '')] : []))
    .filter((value) => value !== '');
}
