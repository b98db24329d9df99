// A heading is a few words. What is read of a line, of a table's width and of a row's words is bounded.
const HEADING = /^(?:\p{L}[\p{L}\p{M}\d_ .,()#°º/’'-]{0,40})?$/u;
const FIRST = /[^,;\t|\n:{}=<>!?*]{0,42}([,;\t|])/y;
const RULE = /^[ \t|:+-]{3,}$/;
const MOST_WORDS = 4;
const LONGEST_LINE = 4_000;
const MOST_COLUMNS = 256;
const LONGEST_LABEL = 64;
// A heading that leaves open what the numbers are: the line above the table may say it.
const OPEN = /^(?:value|number|no|nr|id|code|wert|nummer|numer|num[eé]ro|n[uú]mero|valor|valeur|valore|wartość|waarde|nummer)?\.?$/iu;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a table says of a place in it. */
export interface Cell {
  /** The same object for every cell of a column. */
  readonly heading: Heading;
  /** Words of the cells before it in its row, and what is before it in its cell. */
  readonly before: string;
  readonly after: string;
}

/** The words over a column, with what was asked of them before. */
export class Heading {
  readonly words: string;
  private readonly ends = new Map<RegExp, number>();

  constructor(words: string) {
    this.words = words;
  }

  /** What `find` says of these words and `names`, asked once. */
  endOf(names: RegExp, find: (words: string, names: RegExp) => number): number {
    let end = this.ends.get(names);
    if (end === undefined) {
      end = find(this.words, names);
      this.ends.set(names, end);
    }
    return end;
  }
}

interface Table extends Span {
  readonly separator: string;
  readonly headings: readonly Heading[];
}

/** The cells of a line, without its end. Quoted cells may hold the separator. */
function cellsOf(text: string, from: number, to: number, separator: string): Span[] {
  const cells: Span[] = [];
  for (let start = from; start <= to && cells.length <= MOST_COLUMNS; ) {
    const close = text[start] === '"' ? text.indexOf('"', start + 1) : -1;
    const stop = text.indexOf(separator, close === -1 || close >= to ? start : close);
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

const bareOf = (text: string, { start, end }: Span) => text.slice(start, end).replace(/^[\s"'`*]+|[\s"'`*]+$/g, '');

/** The table whose headings are the line from `from` to `to`; undefined where that line is none. */
function tableAt(text: string, from: number, to: number): Table | undefined {
  FIRST.lastIndex = from;
  const separator = to - from > LONGEST_LINE ? undefined : FIRST.exec(text)?.[1];
  if (separator === undefined) return undefined;
  const cells = cellsOf(text, from, to, separator);
  const names = cells.map((cell) => bareOf(text, cell));
  if (cells.length < 2 || cells.length > MOST_COLUMNS || !names.every((name) => HEADING.test(name) && name.split(' ').length <= MOST_WORDS))
    return undefined;
  let line = to + 1;
  let end = to;
  for (; line < text.length; line = end + 1) {
    const stop = endOfLine(text, line);
    const isRow = stop - line <= LONGEST_LINE && cellsOf(text, line, stop, separator).length === cells.length;
    if (!isRow && !(end === to && stop - line <= LONGEST_LINE && RULE.test(text.slice(line, stop)))) break;
    end = stop;
  }
  if (end === to) return undefined;
  const above =
    text
      .slice(Math.max(0, from - 1 - LONGEST_LABEL), Math.max(0, from - 1))
      .split('\n')
      .at(-1) ?? '';
  const headings = names.map((name) => new Heading(OPEN.test(name) ? `${above} ${name}` : name));
  return { start: to + 1, end, separator, headings };
}

/** The tables of one text: comma, semicolon, tab or bar between their cells. Asked for places in order. */
export class Columns {
  private readonly text: string;
  private tables: Table[] | undefined;
  private next = 0;
  private row: { readonly start: number; readonly end: number; readonly cells: readonly Span[] } = { start: 0, end: -1, cells: [] };

  constructor(text: string) {
    this.text = text;
  }

  /** The cell around `start` to `end`; undefined outside of tables. */
  at(start: number, end: number): Cell | undefined {
    this.tables ??= this.read();
    const { text, tables } = this;
    while (this.next > 0 && (tables[this.next - 1]?.end ?? 0) >= start) this.next--;
    while ((tables[this.next]?.end ?? text.length) < start) this.next++;
    const table = tables[this.next];
    if (table === undefined || start < table.start) return undefined;
    if (start < this.row.start || start > this.row.end) this.row = this.rowAt(start, table.separator);
    const { cells } = this.row;
    const index = cells.findIndex((cell) => cell.end >= start);
    const cell = cells[index];
    const heading = table.headings[index];
    if (cell === undefined || heading === undefined || end > cell.end) return undefined;
    return {
      heading,
      before: `${this.label(index)}${text.slice(Math.max(cell.start, start - LONGEST_LABEL), start)}`,
      after: text.slice(end, cell.end),
    };
  }

  /** What the cells before one say, but for those with numbers: in a table of names and values, which value it is. */
  private label(index: number): string {
    let label = '';
    for (const cell of this.row.cells.slice(Math.max(0, index - 3), index)) {
      const words = this.text.slice(cell.start, Math.min(cell.end, cell.start + LONGEST_LABEL));
      if (!/\d/.test(words)) label += `${words} `;
    }
    return label;
  }

  private rowAt(place: number, separator: string) {
    const start = this.text.lastIndexOf('\n', place - 1) + 1;
    const end = endOfLine(this.text, place);
    return { start, end, cells: cellsOf(this.text, start, end, separator) };
  }

  private read(): Table[] {
    const tables: Table[] = [];
    for (let line = 0; line < this.text.length; ) {
      const end = endOfLine(this.text, line);
      const table = tableAt(this.text, line, end);
      if (table !== undefined) tables.push(table);
      line = (table?.end ?? end) + 1;
    }
    return tables;
  }
}
