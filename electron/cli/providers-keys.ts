import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';
import { findProvider, findProviderKey } from './providers-find.ts';

/** Adds to the group `providers` what concerns keys: `key add|list|remove`, `importable`. */
export function addProviderKeyCommands(providers: Command, { leaf, withConnection }: CommandParts): void {
  const key = providers
    .command('key')
    .description('the keys of a provider, of which only the last four characters are ever shown')
    .exitOverride();
  leaf(key, 'add <provider>', 'keep another key; it is read from what is piped in, or from a variable')
    .option('--key-env <variable>', 'the variable of the environment that holds it')
    .action((idOrName: string, options: Common & { keyEnv?: string }) =>
      withConnection(options, async (connection) => {
        const { id } = await findProvider(connection, idOrName);
        const added = await connection.call('addProviderKey', { key: await keyFrom(options.keyEnv) }, id);
        if (options.json) printJson(added);
        else {
          print(plain(`The key ${shown(added.key.lastFour)} is kept as ${added.key.id}.`));
          note(added.check.sentence);
        }
      }),
    );
  leaf(key, 'list <provider>', 'list its keys').action((idOrName: string, options: Common) =>
    withConnection(options, async (connection) => {
      const { keys } = await findProvider(connection, idOrName);
      if (options.json) return printJson(keys);
      printTable([
        ['ID', 'ENDS IN', 'FROM', 'ADDED'],
        ...keys.map(({ id: keyId, lastFour, variable, addedAt }) => [
          keyId,
          shown(lastFour),
          variable ?? 'kept',
          addedAt === undefined ? '' : new Date(addedAt).toISOString().slice(0, 10),
        ]),
      ]);
    }),
  );
  leaf(key, 'remove <key>', 'delete a key by its id, or the only one of a provider').action((idOrProvider: string, options: Common) =>
    withConnection(options, async (connection) => {
      const provider = await connection.call('removeProviderKey', undefined, await findProviderKey(connection, idOrProvider));
      if (options.json) printJson(provider);
      else print(plain(`The key is deleted. ${provider.name} has ${provider.keys.length} left.`));
    }),
  );

  leaf(providers, 'importable', 'list variables of the environment that hold a provider’s key').action((options: Common) =>
    withConnection(options, async (connection) => {
      const found = await connection.call('importableKeys');
      if (options.json) return printJson(found);
      printTable([
        ['VARIABLE', 'ENDS IN', 'KIND', 'TO USE IT'],
        ...found.map(({ variable, lastFour, kind }) => [
          variable,
          shown(lastFour),
          kind,
          `lintel providers add --name ${kind} --kind ${kind} --key-env ${variable}`,
        ]),
      ]);
    }),
  );
}

const shown = (lastFour: string) => (lastFour === '' ? '…' : `…${lastFour}`);

/** Never from the arguments, which any program on this computer can read. */
async function keyFrom(variable: string | undefined): Promise<string> {
  if (variable !== undefined) {
    const value = process.env[variable]?.trim() ?? '';
    if (value === '') throw new LintelError('bad-request', `${variable} is not set here.`);
    return value;
  }
  if (process.stdin.isTTY)
    throw new LintelError('bad-request', 'Pipe the key in, so that it is in no history: lintel providers key add NAME < file');
  return (await text(process.stdin)).trim();
}
