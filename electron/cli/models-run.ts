import type { Command } from 'commander';
import type { Reply } from '../../shared/api/contract.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Residence } from '../../shared/models/residence.ts';
import type { CommandParts, Common } from './models.ts';
import { print, printJson, printTable } from './output.ts';

/** As for the other commands of the group, and whether a Lintel with an open port holds the data folder. */
interface RunParts extends CommandParts {
  isRunning(options: Common): boolean;
}

type View = Reply<'loadModel'>;

/** Adds `load`, `unload`, `release` and `ps` to the group `models`. */
export function addRunCommands(models: Command, { leaf, isRunning, withConnection }: RunParts): void {
  leaf(models, 'load <id>', 'put a model into memory')
    .option('--keep <minutes>', 'how long to keep it without work; 0: only now, -1: until Lintel ends')
    .action((id: string, options: Common & { keep?: string }) => {
      const keepAliveMs = keepAliveOf(options.keep);
      if (!isRunning(options)) {
        throw new LintelError(
          'not-found',
          'Lintel is not running, and a model is gone with the command that loaded it. Start it with: lintel serve',
        );
      }
      return withConnection(options, async (connection) => {
        tell(await connection.call('loadModel', keepAliveMs === undefined ? {} : { keepAliveMs }, id), options);
      });
    });
  leaf(models, 'unload <id>', 'take a model out of memory').action((id: string, options: Common) =>
    withConnection(options, async (connection) => tell(await connection.call('unloadModel', {}, id), options)),
  );
  leaf(models, 'release <id>', 'let a model out of quarantine').action((id: string, options: Common) =>
    withConnection(options, async (connection) => tell(await connection.call('releaseModel', {}, id), options)),
  );
  leaf(models, 'ps', 'list the models in memory and those in quarantine').action((options: Common) =>
    withConnection(options, async (connection) => {
      const { models: all } = await connection.call('state');
      const shown = all.filter(({ residence }) => residence !== undefined && residence.phase !== 'unloaded');
      if (options.json) return printJson(shown);
      if (shown.length === 0) return print('No model is in memory.');
      printTable([
        ['ID', 'STATE', 'MEMORY', 'RUNNING', 'WAITING', 'UNLOADS'],
        ...shown.map(({ id, residence }) => (residence === undefined ? [id] : rowOf(id, residence))),
      ]);
    }),
  );
}

const LONGEST_MINUTES = 35_791;

/** Throws `bad-request` for what is no number of minutes. */
function keepAliveOf(minutes: string | undefined): number | undefined {
  if (minutes === undefined) return undefined;
  const number = Number(minutes);
  if (number === -1) return -1;
  if (minutes.trim() !== '' && number >= 0 && number <= LONGEST_MINUTES) return Math.round(number * 60_000);
  throw new LintelError('bad-request', `--keep takes minutes from 0 to ${LONGEST_MINUTES}, or -1, not “${minutes}”.`);
}

function tell(view: View, { json }: Common): void {
  if (json) printJson(view);
  else print(`${view.id} is ${view.residence === undefined ? 'gone' : stateOf(view.residence)}.`);
}

function rowOf(id: string, residence: Residence): string[] {
  const { bytes, unloadsInMs, pinned, inFlight, queued } = residence;
  const unloads = pinned ? 'never' : unloadsInMs === undefined ? 'when idle' : `in ${Math.ceil(unloadsInMs / 60_000)} min`;
  return [
    id,
    stateOf(residence),
    bytes === undefined ? '' : `${Math.round(bytes / 2 ** 20)} MiB`,
    String(inFlight - queued),
    String(queued),
    residence.phase === 'loaded' ? unloads : '',
  ];
}

function stateOf({ phase, progress, reason }: Residence): string {
  if (phase === 'quarantined') return `in quarantine: ${reason}`;
  return phase === 'loading' && progress !== undefined ? `loading (${Math.round(progress * 100)} %)` : phase;
}
