import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Body } from '../../shared/api/contract.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { CommandParts, Common } from './models.ts';
import { print, printJson } from './output.ts';

interface SourceOptions extends Common {
  readonly folder?: string;
  readonly hub?: string;
  readonly proxy?: string;
  readonly parallel?: string;
  readonly headroom?: string;
}

const GIB = 2 ** 30;

/** Adds to the group `models` how models come here: `token`, `configure`, `cancel`. */
export function addSourceCommands(models: Command, { leaf, withConnection }: CommandParts): void {
  leaf(models, 'token', 'keep a Hugging Face token for models with terms; it is read from what is piped in')
    .option('--remove', 'forget it', false)
    .action((options: Common & { remove: boolean }) =>
      withConnection(options, async (connection) => {
        const view = options.remove
          ? await connection.call('removeHubToken')
          : await connection.call('setHubToken', { token: await tokenFrom(process.stdin) });
        if (options.json) printJson(view);
        else print(options.remove ? 'The token is forgotten.' : 'The token is kept. It is sent to the hub alone.');
      }),
    );
  leaf(models, 'configure', 'choose where models come from and go to; an empty value takes a setting back')
    .option('--folder <path>', 'where downloads go')
    .option('--hub <address>', 'a mirror of the hub')
    .option('--proxy <address>', 'the proxy for all that goes out')
    .option('--parallel <number>', 'pieces fetched at the same time')
    .option('--headroom <GiB>', 'memory that models leave free')
    .action((options: SourceOptions) =>
      withConnection(options, async (connection) => {
        const { downloads, memoryHeadroomBytes } = await connection.call('changeSettings', changeOf(options));
        if (options.json) return printJson({ downloads, memoryHeadroomBytes });
        const said = Object.entries(downloads).map(([name, value]) => `${name} ${value}`);
        const free = memoryHeadroomBytes === undefined ? [] : [`headroom ${(memoryHeadroomBytes / GIB).toFixed(1)} GiB`];
        print([...said, ...free].join(', ') || 'Nothing is set.');
      }),
    );
  leaf(models, 'cancel <id>', 'end a download and delete what came; lintel models downloads --json shows the id').action(
    (id: string, options: Common) =>
      withConnection(options, async (connection) => {
        const cancelled = await connection.call('cancelDownload', undefined, id);
        if (options.json) printJson(cancelled);
        else print('The download is cancelled, and what had come is deleted.');
      }),
  );
}

async function tokenFrom(input: NodeJS.ReadStream): Promise<string> {
  if (input.isTTY) throw new LintelError('bad-request', 'Pipe the token in, so that it is in no history: lintel models token < file');
  return (await text(input)).trim();
}

function changeOf({ folder, hub, proxy, parallel, headroom }: SourceOptions): Body<'changeSettings'> {
  const set = (value: string | undefined) => (value === '' ? null : value);
  const number = (value: string | undefined) => (value === undefined || value === '' ? set(value) : Number(value));
  const downloads = { folder: set(folder), hubEndpoint: set(hub), proxy: set(proxy), parallel: number(parallel) };
  const given = Object.fromEntries(Object.entries(downloads).filter(([, value]) => value !== undefined));
  const free = number(headroom);
  return {
    ...(Object.keys(given).length === 0 ? {} : { downloads: given }),
    ...(free === undefined ? {} : { memoryHeadroomBytes: typeof free === 'number' ? Math.round(free * GIB) : null }),
  } as Body<'changeSettings'>;
}
