import type { EgressEntry, EgressHead } from '../../shared/privacy/egress.ts';
import type { EgressReading } from './egress-reading.ts';

export const EXPORT_FORMATS = ['json', 'csv'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The first line of the JSON form, which says what the file is. */
export const JSON_OPENING = '{"format":"lintel-egress-1","entries":[';

/** Names of the CSV form's columns, in order. `time` says `at` in words. */
export const CSV_COLUMNS = [
  'seq',
  'time',
  'at',
  'kind',
  'requestId',
  'targetId',
  'targetName',
  'host',
  'zone',
  'permit',
  'masked',
  'loweredFrom',
  'findings',
  'sha256',
  'hash',
  'endingSeq',
  'endingAt',
  'outcome',
  'reason',
  'bytesOut',
  'bytesIn',
  'endingSha256',
  'endingHash',
] as const;

export type CsvRow = Partial<Record<(typeof CSV_COLUMNS)[number], unknown>>;

/** The `kind` of the row that closes a CSV file and says how far the chain reaches. */
export const CSV_HEAD = 'head';

/**
 * The whole log as a file, piece by piece: one row a line, with the chain, without kept texts. What is written
 * while it is exported is left out.
 */
export async function* exportLog(reading: EgressReading, format: ExportFormat): AsyncGenerator<string> {
  const head = reading.head();
  yield format === 'json' ? JSON_OPENING : csvLine([...CSV_COLUMNS]);
  let isFirst = true;
  for await (const entry of reading.all(head)) {
    if (format === 'csv') yield csvLine(csvOf(entry));
    else yield `${isFirst ? '' : ','}\n${JSON.stringify(entry)}`;
    isFirst = false;
  }
  yield format === 'csv' ? csvLine(csvOf(head)) : `\n],\n"head":${JSON.stringify(head)}}\n`;
}

/** The fields of a row, of an entry or of the head that closes the file. */
export function csvOf(row: EgressEntry | EgressHead): readonly unknown[] {
  if (!('seq' in row)) return inOrder({ seq: row.count, kind: CSV_HEAD, hash: row.hash });
  const { ending, findings, ...departure } = row;
  const { seq, at, hash, sha256, ...rest } = ending ?? {};
  return inOrder({
    ...departure,
    time: new Date(departure.at).toISOString(),
    findings: JSON.stringify(findings),
    ...rest,
    endingSeq: seq,
    endingAt: at,
    endingHash: hash,
    endingSha256: sha256,
  });
}

const inOrder = (row: CsvRow) => CSV_COLUMNS.map((column) => row[column]);

/** Every field in quotes. No field holds a line's end. */
export const csvLine = (fields: readonly unknown[]) =>
  `${fields.map((field) => `"${escaped(field === undefined ? '' : String(field))}"`).join(',')}\r\n`;

/** A table program would run what begins like a formula. The quote in front is taken for text, and taken away again when read. */
const escaped = (text: string) => (/^['=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""');
