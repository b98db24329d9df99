import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { LintelError } from '../../shared/chat/error.ts';
import { EGRESS_OUTCOMES, type EgressEntry, type EgressHead, type EgressVerdict } from '../../shared/privacy/egress.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import { verifyChain } from './egress-chain.ts';
import { CSV_COLUMNS, CSV_HEAD, type CsvRow, csvLine, csvOf, JSON_OPENING } from './egress-export.ts';

/** No row of the log is longer, in characters. */
const LONGEST_LINE = 2 ** 20;

const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(2000);
const head = z.strictObject({ count, hash });
const ending = z.strictObject({
  seq: count,
  at: count,
  hash,
  outcome: z.enum(EGRESS_OUTCOMES),
  reason: words.exactOptional(),
  bytesOut: count.exactOptional(),
  bytesIn: count.exactOptional(),
  sha256: hash.exactOptional(),
});
const entry = z.strictObject({
  seq: count,
  at: count,
  hash,
  kind: words,
  requestId: words.exactOptional(),
  targetId: words.exactOptional(),
  targetName: words.exactOptional(),
  host: words,
  zone: z.enum(ZONES),
  permit: words.exactOptional(),
  masked: z.boolean(),
  loweredFrom: z.enum(ZONES).exactOptional(),
  findings: z.record(z.string(), count),
  sha256: hash.exactOptional(),
  ending: ending.exactOptional(),
});

/**
 * Follows the chain of an exported file, JSON or CSV, a line at a time. Throws `bad-request` for a file that is
 * none, and for one that ends before its head.
 */
export async function verifyFile(path: string): Promise<EgressVerdict> {
  // The head stands at the end, so it is found first and the rows are followed after it.
  let reached: EgressHead | undefined;
  for await (const row of rowsOf(path)) if ('count' in row) reached = row;
  if (reached === undefined)
    throw new LintelError('bad-request', `${path} is cut off: its last line, which says where it ends, is missing.`);
  async function* entries(): AsyncGenerator<EgressEntry> {
    for await (const row of rowsOf(path)) if ('seq' in row) yield row;
  }
  return verifyChain(entries(), reached);
}

/** The entries of a file and its head. */
async function* rowsOf(path: string): AsyncGenerator<EgressEntry | EgressHead> {
  let number = 0;
  let isCsv = false;
  for await (const line of linesOf(path)) {
    number++;
    if (number === 1) {
      isCsv = line.startsWith('"seq"');
      if (!isCsv && line !== JSON_OPENING) throw new LintelError('bad-request', `${path} is no log that Lintel exported.`);
    } else if (line !== '' && line !== '],' && line !== ']') {
      try {
        const row = isCsv ? fromCsv(line) : fromJson(line);
        // What reads the same and is not written the same was not written by Lintel.
        if (isCsv && csvLine(csvOf(row)).trimEnd() !== line) throw new Error('another spelling');
        yield row;
      } catch (error) {
        throw new LintelError('bad-request', `Line ${number} of ${path} is no row of Lintel’s log. It was changed or damaged.`, {
          cause: error,
        });
      }
    }
  }
}

function fromJson(line: string): EgressEntry | EgressHead {
  const closing = /^"head":(\{.*\})\}$/.exec(line);
  const text = closing?.[1] ?? line.replace(/,$/, '');
  const value: unknown = JSON.parse(text);
  if (JSON.stringify(value) !== text) throw new Error('another spelling');
  return closing === null ? (entry.parse(value) as EgressEntry) : head.parse(value);
}

function fromCsv(line: string): EgressEntry | EgressHead {
  const fields = [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field = '']) =>
    field.replaceAll('""', '"').replace(/^'(?=['=+\-@\t\r])/, ''),
  );
  if (fields.length !== CSV_COLUMNS.length) throw new Error(`${fields.length} fields`);
  const row = Object.fromEntries(CSV_COLUMNS.map((name, index) => [name, fields[index] ?? ''])) as Record<keyof CsvRow, string>;
  if (row.kind === CSV_HEAD) return head.parse({ count: Number(row.seq), hash: row.hash });
  const { endingSeq, endingAt, endingHash, endingSha256, outcome, reason, bytesOut, bytesIn, time: _, ...rest } = row;
  const numbers = { seq: row.seq, at: row.at };
  const ended = { seq: endingSeq, at: endingAt, bytesOut, bytesIn };
  return entry.parse({
    ...given(rest),
    ...given(numbers, Number),
    findings: JSON.parse(row.findings) as unknown,
    masked: row.masked === 'true',
    ...(endingSeq === ''
      ? {}
      : { ending: { ...given({ hash: endingHash, sha256: endingSha256, outcome, reason }), ...given(ended, Number) } }),
  }) as EgressEntry;
}

/** The fields that are not empty, read. */
const given = (fields: Readonly<Record<string, string>>, read: (text: string) => unknown = (text) => text) =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => [name, read(text)]),
  );

/** A file's lines, none of them without bound. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const piece of createReadStream(path, 'utf8')) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new LintelError('bad-request', `${path} is no log that Lintel exported: a line has no end.`);
      for (const line of lines) yield line.replace(/\r$/, '');
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES') throw error;
    throw new LintelError('bad-request', `${path} cannot be read (${code}). Name a file that “lintel ledger export” wrote.`, {
      cause: error,
    });
  }
  if (rest !== '') yield rest;
}
