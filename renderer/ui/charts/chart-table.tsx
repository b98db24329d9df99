import type { ReactNode } from 'react';

export interface ChartColumn<Row> {
  readonly name: string;
  readonly isNumber?: boolean;
  cell(row: Row): ReactNode;
}

interface ChartTableProps<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
  /** The first names the row. */
  readonly columns: readonly ChartColumn<Row>[];
  keyOf(row: Row): string;
}

/** What a chart is drawn of. */
export function ChartTable<Row>({ name, rows, columns, keyOf }: ChartTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section tabIndex={0} aria-label={name} className="max-h-80 overflow-auto rounded-lg border border-line">
      <table className="w-full text-small tabular-nums">
        <thead className="sticky top-0 bg-wall text-quiet">
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={`px-3 py-1.5 font-normal ${column.isNumber ? 'text-end' : 'text-start'}`}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.name} scope="row" className="px-3 py-1.5 text-start font-normal">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.name} className={`px-3 py-1.5 ${column.isNumber ? 'text-end' : ''}`}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
