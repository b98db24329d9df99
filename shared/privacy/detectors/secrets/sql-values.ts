interface Cell {
  readonly start: number;
  readonly value: string;
}

const VALUES = /[^()'";]{0,160}\)\s{0,8}VALUES\s{0,8}/iy;
// Two quotes in a string read as its end and the next one's beginning: one way to read a text, so no way to try them all.
const TUPLE = /\(\s{0,8}((?:'(?:[^'\\\r\n]|\\.)*'|[^'()\r\n]){1,2000})\)\s{0,8},?\s{0,8}/y;
const ITEM = /\s*('(?:[^'\\]|\\.|'')*'|[^',]*)\s*(?:,|$)/y;

/** The item of a list at `column`, without its quotes. */
function itemAt(list: string, offset: number, column: number): Cell | undefined {
  ITEM.lastIndex = 0;
  for (let index = 0; index <= column; index++) {
    const from = ITEM.lastIndex;
    const item = from <= list.length ? ITEM.exec(list) : null;
    if (item === null || (item[0] === '' && index < column)) return undefined;
    const raw = item[1] ?? '';
    const value = /^'(.*)'$/s.exec(raw)?.[1];
    if (index === column) return value === undefined ? undefined : { start: offset + from + item[0].indexOf(raw) + 1, value };
  }
  return undefined;
}

/**
 * What an SQL insert gives for the column that stands at `start` to `end`, in each of its rows; and where they end.
 */
export function sqlValues(text: string, start: number, end: number): { readonly cells: readonly Cell[]; readonly end: number } | undefined {
  if (!/^[\w"`]{0,20}\s{0,4}[,)]/.test(text.slice(end, end + 32))) return undefined;
  VALUES.lastIndex = end;
  if (!VALUES.test(text)) return undefined;
  const head = /\(([^()'";]{0,240})$/.exec(text.slice(Math.max(0, start - 256), start))?.[1];
  if (head === undefined) return undefined;
  const column = head.split(',').length - 1;
  const cells: Cell[] = [];
  let at = VALUES.lastIndex;
  TUPLE.lastIndex = at;
  for (let tuple = TUPLE.exec(text); tuple !== null; tuple = TUPLE.exec(text)) {
    const list = tuple[1] ?? '';
    const cell = itemAt(list, at + tuple[0].indexOf(list), column);
    if (cell !== undefined) cells.push(cell);
    at = TUPLE.lastIndex;
  }
  return cells.length === 0 ? undefined : { cells, end: at };
}
