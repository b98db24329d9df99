import { type Command, InvalidArgumentError } from 'commander';
import type { Reply } from '../../shared/api/contract.ts';
import { english } from '../../shared/chat/english.ts';
import { dollars } from '../../shared/money/dollars.ts';
import { FINDING_NAMES } from '../../shared/privacy/finding.ts';
import { ZONE_NAMES, ZONES } from '../../shared/privacy/zones.ts';
import type { Totals, Whither } from '../../shared/routing/rehearsal/summary.ts';
import type { CommandParts, Common } from './models.ts';
import { plain, print, printJson, printTable } from './output.ts';
import { supposedPolicy } from './policy-file.ts';

interface RehearseOptions extends Common {
  readonly last: number;
  readonly now?: true;
}

const MOST = 10_000;
const USUAL = 1_000;
/** Rows of the table: the rest is in `--json`. */
const MOST_SHOWN = 50;

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST) throw new InvalidArgumentError(`It is a number from 1 to ${MOST}.`);
  return value;
}

/** Adds `lintel policy rehearse`. */
export function addRehearseCommand(policy: Command, { leaf, withConnection }: CommandParts): void {
  leaf(policy, 'rehearse [file]', 'show what the changes of a file, or a whole policy, would have changed of the last requests')
    .option('--last <number>', `requests that are replayed, ${USUAL} if absent`, count, USUAL)
    .option('--now', 'with the models of now in place of those of each request’s time')
    .action((file: string | undefined, { last, now, ...options }: RehearseOptions) =>
      withConnection(options, async (connection) => {
        const edited = await supposedPolicy(file, await connection.call('policy'));
        const outcome = await connection.call('rehearse', { policy: edited, last, fleet: now ? 'now' : 'then' });
        if (options.json) printJson(outcome);
        else tell(outcome);
      }),
    );
}

const zoneWords = (zone: Whither) => (zone === 'none' ? 'nowhere' : english(ZONE_NAMES[zone]));
const secondsOf = (ms: number | undefined) => (ms === undefined ? '' : `${(ms / 1000).toFixed(1)} s`);

function tell({ summary, rows, unseen }: Reply<'rehearse'>): void {
  const { requests, was, would, moved, lost, leaks, leaked } = summary;
  if (requests === 0) {
    print('There is no request yet that could be rehearsed.');
    return;
  }
  print(`Of the last ${requests} requests ${moved} would have gone elsewhere, and ${lost} would have had no answer.`);
  if (leaks > 0) {
    const held =
      leaked.map(({ type, count: found }) => `${found} × ${english(FINDING_NAMES[type])}`).join(', ') || 'nothing that the scan knows';
    print(`${leaks} would have left as they are for where your policy does not let them go now. They held: ${held}.`);
  }
  const line = (name: string, of: (totals: Totals) => string) => [name, of(was), of(would)];
  printTable([
    ['', 'WENT', 'WOULD'],
    ...[...ZONES, 'none' as const].map((zone) => line(zoneWords(zone), ({ byZone }) => String(byZone[zone]))),
    line('cost', ({ costNanoDollars }) => dollars(costNanoDollars)),
    line('median time', ({ medianMs }) => secondsOf(medianMs)),
  ]);
  const changed = rows.filter((row) => row.moved || row.leak !== undefined);
  if (changed.length > 0) {
    print('');
    printTable([
      ['TIME', 'TASK', 'TOKENS', 'WENT', 'WOULD', 'COST', 'FOUND'],
      ...changed
        .slice(0, MOST_SHOWN)
        .map((row) => [
          new Date(row.at).toISOString().slice(0, 16).replace('T', ' '),
          row.task,
          String(row.inputTokens),
          placeWords(row.was.place),
          placeWords(row.would.place),
          `${dollars((row.was.happened ?? row.was.expected)?.costNanoDollars ?? 0)} -> ${dollars(row.would.expected?.costNanoDollars ?? 0)}`,
          row.leak === undefined ? '' : `would leak: ${(row.leak.findings ?? []).map(({ type }) => type).join(', ') || 'no finding'}`,
        ]),
    ]);
    if (changed.length > MOST_SHOWN) print(`${changed.length - MOST_SHOWN} more are in --json.`);
  }
  if (unseen.length > 0) print(`Not shown: what ${unseen.join(' and ')} would have found, since no texts are kept.`);
}

const placeWords = (place: Reply<'rehearse'>['rows'][number]['was']['place']) =>
  place === undefined ? 'nowhere' : plain(`${place.name} (${place.zone}${place.masked === true ? ', masked' : ''})`);
