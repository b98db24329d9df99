import { firstEndingAt, insertedRows, linedTables, type Row, type Table } from './tables.ts';

/** How much is read of what the cells before one say, and of how many. */
const LONGEST_LABEL = 64;
const MOST_LABELS = 3;
const NO_ROW: Row = { start: 0, end: -1, cells: [] };

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
  private readonly words: string;
  private readonly ends = new Map<RegExp, number>();
  private readonly said = new Map<readonly RegExp[], boolean>();

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

  /** True when they hold any of the names. */
  says(names: readonly RegExp[]): boolean {
    let said = this.said.get(names);
    if (said === undefined) {
      said = names.some((name) => name.test(this.words));
      this.said.set(names, said);
    }
    return said;
  }
}

/** The tables of one text, found when first asked for. */
export class Columns {
  private readonly text: string;
  private tables: readonly Table[] | undefined;
  private readonly headings = new Map<Table, readonly Heading[]>();
  private row = NO_ROW;

  constructor(text: string) {
    this.text = text;
  }

  /** The cell around `start` to `end`; undefined outside of tables. */
  at(start: number, end: number): Cell | undefined {
    const { text } = this;
    this.tables ??= [...linedTables(text), ...insertedRows(text)].sort((one, other) => one.end - other.end);
    const table = this.tables[firstEndingAt(this.tables, start)];
    if (table === undefined || start < table.start) return undefined;
    if (start < this.row.start || start > this.row.end) this.row = table.rowAt(start);
    const index = firstEndingAt(this.row.cells, end);
    const cell = this.row.cells[index];
    const heading = this.headingsOf(table)[index];
    if (cell === undefined || heading === undefined || start < cell.start) return undefined;
    const before = text.slice(Math.max(cell.start, start - LONGEST_LABEL), start);
    return { heading, before: this.label(index) + before, after: text.slice(end, cell.end) };
  }

  private headingsOf(table: Table): readonly Heading[] {
    let headings = this.headings.get(table);
    if (headings === undefined) {
      headings = table.headings.map((words) => new Heading(words));
      this.headings.set(table, headings);
    }
    return headings;
  }

  /** What the cells before one say, but for those with numbers: in a table of names and values, which value it is. */
  private label(index: number): string {
    let label = '';
    for (const { start, end } of this.row.cells.slice(Math.max(0, index - MOST_LABELS), index)) {
      const words = this.text.slice(start, Math.min(end, start + LONGEST_LABEL));
      if (!/\d/.test(words)) label += `${words} `;
    }
    return label;
  }
}
