import { firstMatch } from '../../first-match.ts';

// A heading is a few words. What is read of a line and of a table's width is bounded.
const HEADING = /^(?:\p{L}[\p{L}\p{M}\d_ .,()#°º/’'-]{0,40})?$/u;
const FIRST = /[^,;\t|\n:{}=<>!?*]{0,42}([,;\t|])/y;
const RULE = /^[ \t|:+-]{3,}$/;
const MOST_WORDS = 4;
const LONGEST_LINE = 4_000;
const MOST_COLUMNS = 256;
const LONGEST_ABOVE = 64;
// A heading that leaves open what the numbers are: the line above the table may say it.
const OPEN = /^(?:value|number|no|nr|id|code|wert|nummer|numer|num[eé]ro|n[uú]mero|valor|valeur|valore|wartość|waarde)?\.?$/iu;

/** Where something begins and ends. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line of a table, or a list of values, and its cells. */
export interface Row extends Span {
  readonly cells: readonly Span[];
}

/** The rows of a table, and what stands over each of its columns. */
export interface Table extends Span {
  readonly headings: readonly string[];
  readonly rowAt: (place: number) => Row;
}

/** The cells from `from` to `to`. Those in quotes may hold the separator. */
function cellsOf(text: string, from: number, to: number, separator: string): Span[] {
  const cells: Span[] = [];
  for (let start = from; start <= to && cells.length <= MOST_COLUMNS; ) {
    const first = start + (text[start] === ' ' ? 1 : 0);
    const quote = text[first] === '"' || text[first] === "'" ? text.indexOf(text[first], first + 1) : -1;
    const stop = text.indexOf(separator, quote === -1 || quote >= to ? start : quote);
    const end = stop === -1 || stop > to ? to : stop;
    cells.push({ start, end });
    start = end + 1;
  }
  return cells;
}

const endOfLine = (text: string, from: number) => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

/** The headings between `from` and `to`, without quotes and signs of emphasis; undefined where one is none. */
function headingsOf(text: string, from: number, to: number, separator: string): readonly string[] | undefined {
  const cells = cellsOf(text, from, to, separator);
  if (cells.length < 2 || cells.length > MOST_COLUMNS) return undefined;
  const names: string[] = [];
  for (const { start, end } of cells) {
    const name = text.slice(start, end).replace(/^[\s"'`*[]+|[\s"'`*\]]+$/g, '');
    // Most lines are sentences, which end here.
    if (!HEADING.test(name) || name.split(' ').length > MOST_WORDS) return undefined;
    names.push(name);
  }
  return names;
}

/** The table whose headings are the line from `from` to `to`; undefined where that line is none. */
function tableUnder(text: string, from: number, to: number): Table | undefined {
  FIRST.lastIndex = from;
  const separator = to - from > LONGEST_LINE ? undefined : FIRST.exec(text)?.[1];
  const names = separator === undefined ? undefined : headingsOf(text, from, to, separator);
  if (separator === undefined || names === undefined) return undefined;
  let end = to;
  for (let line = to + 1; line < text.length; line = end + 1) {
    const stop = endOfLine(text, line);
    if (stop - line > LONGEST_LINE) break;
    const isRule = end === to && RULE.test(text.slice(line, stop));
    if (!isRule && cellsOf(text, line, stop, separator).length !== names.length) break;
    end = stop;
  }
  if (end === to) return undefined;
  const above =
    text
      .slice(Math.max(0, from - 1 - LONGEST_ABOVE), Math.max(0, from - 1))
      .split('\n')
      .at(-1) ?? '';
  const headings = names.map((name) => (OPEN.test(name) ? `${above} ${name}` : name));
  const rowAt = (place: number) => {
    const start = text.lastIndexOf('\n', place - 1) + 1;
    const stop = endOfLine(text, place);
    return { start, end: stop, cells: cellsOf(text, start, stop, separator) };
  };
  return { start: to + 1, end, headings, rowAt };
}

/** The tables of a text whose first line holds the headings, with a comma, semicolon, tab or bar between their cells. */
export function linedTables(text: string): Table[] {
  const tables: Table[] = [];
  for (let line = 0; line < text.length; ) {
    const end = endOfLine(text, line);
    const table = tableUnder(text, line, end);
    if (table !== undefined) tables.push(table);
    line = (table?.end ?? end) + 1;
  }
  return tables;
}

const VALUES = /\bVALUES\s{0,8}(?=\()/gi;
const LONGEST_LIST = 2_000;

/** Where the list that begins after the bracket before `start` ends; -1 without an end. Quotes may hold brackets. */
function endOfList(text: string, start: number): number {
  const stop = Math.min(text.length, start + LONGEST_LIST);
  for (let index = start, isQuoted = false; index < stop; index++) {
    const sign = text[index];
    if (sign === "'") isQuoted = !isQuoted;
    else if (isQuoted) index += sign === '\\' ? 1 : 0;
    else if (sign === ')') return index;
    else if (sign === '(') return -1;
  }
  return -1;
}

/** The lists of values from `start` on, each in brackets, with commas between. */
function listsFrom(text: string, start: number): Span[] {
  const lists: Span[] = [];
  for (let open = start; text[open] === '('; ) {
    const end = endOfList(text, open + 1);
    if (end === -1) break;
    lists.push({ start: open + 1, end });
    open = end + (/^\s{0,8},?\s{0,8}/.exec(text.slice(end + 1, end + 18))?.[0].length ?? 0) + 1;
  }
  return lists;
}

/** The names in brackets that end before `place`. */
function namesBefore(text: string, place: number): readonly string[] | undefined {
  const before = text.slice(Math.max(0, place - LONGEST_LIST), place).trimEnd();
  const open = before.endsWith(')') ? before.lastIndexOf('(') : -1;
  return open === -1 ? undefined : headingsOf(before, open + 1, before.length - 1, ',');
}

/** What SQL inserts: the names of the columns are the headings, each list of values is a row. */
export function insertedRows(text: string): Table[] {
  const tables: Table[] = [];
  for (let match = firstMatch(VALUES, text); match !== null; match = VALUES.exec(text)) {
    const { index, 0: word } = match;
    const headings = namesBefore(text, index);
    const lists = headings === undefined ? [] : listsFrom(text, index + word.length);
    const last = lists.at(-1);
    if (headings === undefined || last === undefined) continue;
    const rowAt = (place: number) => {
      const list = lists[firstEndingAt(lists, place)] ?? last;
      return { ...list, cells: cellsOf(text, list.start, list.end, ',') };
    };
    tables.push({ start: index + word.length, end: last.end, headings, rowAt });
  }
  return tables;
}

/** Which of some spans in order is the first that ends at a place or after it. */
export function firstEndingAt(spans: readonly Span[], place: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) >= place) high = middle;
    else low = middle + 1;
  }
  return low;
}
