/** A table's column whose head is a secret word: its cells, and where the table ends. */
export interface SecretColumn {
  readonly cells: readonly { readonly start: number; readonly value: string }[];
  readonly end: number;
}

const LONGEST_HEAD = 400;
const LONGEST_ROW = 2000;
const MOST_CELLS = 64;

interface Cell {
  readonly start: number;
  readonly value: string;
}

/** The cells of one line, without the blanks and quotes around them; a quoted cell may hold the separator. */
function cellsOf(text: string, from: number, to: number, separator: string): Cell[] {
  const cells: Cell[] = [];
  for (let at = from; at <= to && cells.length < MOST_CELLS; ) {
    let isQuoted = false;
    let end = at;
    for (; end < to && (isQuoted || text[end] !== separator); end++) if (text[end] === '"') isQuoted = !isQuoted;
    const raw = text.slice(at, end);
    const start = at + (/^[\s"`]*/.exec(raw)?.[0].length ?? 0);
    cells.push({ start, value: text.slice(start, end).replace(/[\s"`]+$/, '') });
    at = end + 1;
  }
  return cells;
}

function lineStart(text: string, at: number): number {
  let from = at;
  while (from > 0 && at - from < LONGEST_HEAD && text[from - 1] !== '\n') from--;
  return from;
}

function lineEnd(text: string, at: number, longest: number): number {
  let end = at;
  while (end < text.length && end - at < longest && text[end] !== '\n') end++;
  return end;
}

/**
 * The column that the word at `start` to `end` heads, when its line is the first of a table of comma-separated values
 * or of Markdown.
 */
export function secretColumn(text: string, start: number, end: number): SecretColumn | undefined {
  const separator =
    /^["` \t]*([,;\t|])/.exec(text.slice(end, end + 12))?.[1] ??
    /([,;\t|])["` \t]*[\w -]{0,24}$/.exec(text.slice(Math.max(0, start - 40), start))?.[1];
  if (separator === undefined) return undefined;
  const headTo = lineEnd(text, end, LONGEST_HEAD);
  if (text[headTo] !== '\n') return undefined;
  const headFrom = lineStart(text, start);
  const heads = cellsOf(text, headFrom, headTo, separator);
  const column = heads.findIndex((head) => head.start <= start && end <= head.start + head.value.length);
  const head = heads[column];
  if (
    heads.filter(({ value }) => value !== '').length < 2 ||
    head === undefined ||
    head.value.length > 40 ||
    heads.some(({ value }) => /[=:{}()]/.test(value))
  )
    return undefined;
  const cells: Cell[] = [];
  let at = headTo + 1;
  while (at < text.length) {
    const to = lineEnd(text, at, LONGEST_ROW);
    const row = cellsOf(text, at, to, separator);
    if (row.length !== heads.length) break;
    const cell = row[column];
    if (cell !== undefined && cell.value !== '' && !/^[-: ]+$/.test(cell.value)) cells.push(cell);
    at = to + 1;
  }
  return cells.length === 0 ? undefined : { cells, end: at };
}
