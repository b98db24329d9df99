import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import type { CommandParts, Common } from './models.ts';
import { plain, print, printJson, printTable } from './output.ts';

/** Adds to the group `providers`: `discover`. */
export function addDiscoverCommand(providers: Command, { leaf, withConnection }: CommandParts): void {
  leaf(providers, 'discover [hosts...]', 'look for servers of models at the hosts that you name, and nowhere else')
    .option('--mdns', 'also ask the local network who announces a service, and look there', false)
    .option('--ports <list>', 'the ports to look at; those that such servers usually have if absent')
    .addHelpText('after', '\nFor example: lintel providers discover localhost 192.168.1.20 gpu-box.local')
    .action((hosts: string[], options: Common & { ports?: string; mdns: boolean }) =>
      withConnection(options, async (connection) => {
        const ports = options.ports === undefined ? {} : { ports: options.ports.split(',').map(portIn) };
        const found = await connection.call('findServers', { hosts, announced: options.mdns, ...ports });
        if (options.json) return printJson(found);
        if (found.length === 0) return print('Nothing there answers as a server of models does.');
        printTable([
          ['KIND', 'ADDRESS', 'VERSION', 'BUSY WITH', 'MODELS', 'STATE'],
          ...found.map(({ kind, baseUrl, version, load, models, needsKey, providerId }) => [
            kind,
            baseUrl,
            version ?? '',
            load === undefined ? '' : String(load),
            models.join(', '),
            providerId === undefined ? (needsKey === true ? 'needs a key' : 'new') : `is ${providerId}`,
          ]),
        ]);
        for (const { kind, baseUrl, providerId } of found)
          if (providerId === undefined) print(plain(`To use it: lintel providers add --name NAME --kind ${kind} --base-url ${baseUrl}`));
      }),
    );
}

function portIn(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port)) throw new LintelError('bad-request', `“${text}” is no port.`);
  return port;
}
