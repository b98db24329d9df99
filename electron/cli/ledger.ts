import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import { dollars } from '../../shared/money/dollars.ts';
import type { EgressEntry, EgressVerdict } from '../../shared/privacy/egress.ts';
import { type Database, openDatabase } from '../ledger/database.ts';
import { exportLog } from '../ledger/egress-export.ts';
import { verifyFile } from '../ledger/egress-file.ts';
import { createEgressReading, type EgressReading } from '../ledger/egress-reading.ts';
import { exportUsage } from '../ledger/usage-export.ts';
import { prepareDataFolder } from '../platform/data-folder.ts';
import { pathsIn } from '../platform/paths.ts';
import { nanoDollarsOf, wholeOf } from './amounts.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';

type Parts = Pick<CommandParts, 'leaf' | 'withConnection'> & { folderOf(options: Common): string };

/** Adds the group `lintel ledger`. What is read comes from the database itself, whether Lintel runs or not. */
export function addLedgerCommands(program: Command, { leaf, withConnection, folderOf }: Parts): void {
  const ledger = program.command('ledger').description('what was used and paid, and what left this computer').exitOverride();

  leaf(ledger, 'sent', 'list what left, newest first')
    .option('--limit <number>', 'how many rows', '50')
    .action((options: Common & { limit: string }) =>
      withReading(folderOf(options), async (reading) => {
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
          throw new LintelError('bad-request', '--limit is a whole number from 1 to 100000.', { field: '--limit' });
        const entries = reading.list({ limit });
        if (options.json) return printJson(entries);
        if (entries.length === 0) return note('Nothing has left this computer.');
        printTable([['ROWS', 'WHEN', 'WHAT', 'TO', 'ZONE', 'MASKED', 'OUT', 'FINDINGS', 'OUTCOME'], ...entries.map(cellsOf)]);
      }),
    );

  leaf(ledger, 'export', 'write every try with what it used and cost, without any text')
    .option('--csv', 'as a table; absent: JSON', false)
    .option('--since <time>', 'from then on: a date, a time, or how long ago, such as 30d or 12h')
    .option('--sent', 'what left this computer instead, with the chain that shows any change', false)
    .option('--out <file>', 'a file; absent: standard output')
    .action((options: Common & { csv: boolean; since?: string; sent: boolean; out?: string }) =>
      withDatabase(folderOf(options), async (database) => {
        const format = options.csv ? 'csv' : 'json';
        if (options.csv && options.json) throw new LintelError('bad-request', 'Give either --csv or --json.', { field: '--csv' });
        if (!options.sent) return write(exportUsage(database, format, sinceOf(options.since)), options.out);
        if (options.since !== undefined)
          throw new LintelError('bad-request', 'The chain of what left holds only as a whole: leave out --since.', { field: '--since' });
        const reading = createEgressReading(database);
        await write(exportLog(reading, format), options.out);
        if (options.out !== undefined) note(`Keep the hash of its end where this computer cannot reach it: ${reading.head().hash}`);
      }),
    );

  leaf(ledger, 'correct <request>', 'put what a provider billed in place of an estimate, such as that of a request a crash cut short')
    .requiredOption('--usd <amount>', 'dollars, such as 0.0123')
    .option('--attempt <number>', 'which try, where several are estimates')
    .action((request: string, options: Common & { usd: string; attempt?: string }) =>
      withConnection(options, async (connection) => {
        const { usd, attempt } = options;
        const body = { nanoDollars: nanoDollarsOf(usd), ...(attempt === undefined ? {} : { attempt: wholeOf(attempt, '--attempt') }) };
        const done = await connection.call('correctCharge', body, request);
        if (options.json) printJson(done);
        else
          print(
            `Try ${done.attempt} of ${plain(done.requestId)} cost ${dollars(done.isNanoDollars)}, not ${dollars(done.wasNanoDollars)} (estimate).`,
          );
      }),
    );

  leaf(ledger, 'verify [file]', 'follow the chain of the log, or of an exported file and see that the log still holds it').action(
    (file: string | undefined, options: Common) =>
      withReading(folderOf(options), async (reading) => {
        const verdict = file === undefined ? await reading.verify() : await verifyAgainst(file, reading);
        if (options.json) printJson(verdict);
        else print(`${verdict.sentence}\nhead ${verdict.head.hash}, ${verdict.head.count} rows`);
        if (!verdict.intact) process.exitCode = 1;
      }),
  );
}

/** The file by itself, and then that the log here has the same row where the file ends. */
async function verifyAgainst(file: string, reading: EgressReading): Promise<EgressVerdict> {
  const verdict = await verifyFile(file);
  const { count, hash } = verdict.head;
  if (!verdict.intact || count === 0) return verdict;
  const here = reading.hashAt(count);
  if (here === hash) return { ...verdict, sentence: `${verdict.sentence} The log on this computer goes on from there.` };
  const sentence = `The file is whole, but the log on this computer ${here === undefined ? 'does not reach so far' : 'says something else there'}: it is another one, or it was changed.`;
  return { ...verdict, intact: false, brokenAt: count, sentence };
}

/** A departure and its end are a row each of the chain. */
const cellsOf = ({ seq, at, kind, targetName, host, zone, masked, findings, ending }: EgressEntry) => [
  ending === undefined ? String(seq) : `${seq}, ${ending.seq}`,
  new Date(at).toISOString().slice(0, 19).replace('T', ' '),
  kind,
  targetName === undefined ? host : `${targetName} (${host})`,
  zone,
  masked ? 'yes' : 'no',
  ending?.bytesOut === undefined ? '' : `${ending.bytesOut} B`,
  Object.entries(findings)
    .map(([type, count]) => `${type} ${count}`)
    .join(', '),
  ending?.outcome ?? 'under way',
];

async function write(pieces: AsyncIterable<string> | Iterable<string>, path: string | undefined): Promise<void> {
  const out = path === undefined ? process.stdout : createWriteStream(path, { mode: 0o600 });
  let failure: NodeJS.ErrnoException | undefined;
  out.on('error', (error) => {
    failure = error;
  });
  try {
    for await (const piece of pieces) {
      if (failure !== undefined) break;
      if (!out.write(piece)) await new Promise<void>((resolve) => void out.once('drain', resolve).once('error', () => resolve()));
    }
    if (path !== undefined) await finished(out.end());
  } catch (error) {
    failure ??= error as NodeJS.ErrnoException;
  }
  if (failure !== undefined && failure.code !== 'EPIPE')
    throw new LintelError('storage-failed', `The export could not be written (${failure.code}). Check the path and the space there.`, {
      cause: failure,
    });
}

const AGO: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** Milliseconds since the epoch; absent: from the beginning. */
function sinceOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return Date.now() - Number(count) * (AGO[unit] ?? 0);
  // A date alone is the person's own day.
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text);
  if (Number.isNaN(at))
    throw new LintelError('bad-request', `--since is a date, a time, or how long ago, such as 30d, not “${text}”.`, { field: '--since' });
  return at;
}

const withReading = (folder: string, work: (reading: EgressReading) => Promise<void>): Promise<void> =>
  withDatabase(folder, (database) => work(createEgressReading(database)));

async function withDatabase(folder: string, work: (database: Database) => Promise<void>): Promise<void> {
  prepareDataFolder(folder);
  const database = openDatabase(pathsIn(folder).database, { repair: false });
  try {
    await work(database);
  } finally {
    database.close();
  }
}
