import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import { AUTO_NAMES } from '../../shared/routing/names.ts';
import type { CommandParts, Common } from './models.ts';
import { note, print, printJson, printTable } from './output.ts';

/** Adds `alias` with `set`, `remove` and `list` to the group `models`: what apps may call what. */
export function addAliasCommands(models: Command, { leaf, withConnection }: CommandParts): void {
  const alias = models.command('alias').description('names that apps may use for a model').exitOverride();
  leaf(alias, 'set <name> <model>', 'let a name stand for a model, or for auto, auto:private, auto:fast, auto:cheap or auto:best').action(
    (name: string, model: string, options: Common) =>
      withConnection(options, async (connection) => {
        const { aliases = {} } = await connection.call('changeSettings', { aliases: { [name]: model } });
        if (options.json) return printJson(aliases);
        print(`“${name}” stands for ${model}.`);
        const { models: all } = await connection.call('state');
        if (!AUTO_NAMES.some((each) => each === model) && !all.some(({ id }) => id === model))
          note(`There is no model ${model} yet. Until there is, apps that ask for “${name}” are refused.`);
      }),
  );
  leaf(alias, 'remove <name>', 'let a name stand for nothing any more').action((name: string, options: Common) =>
    withConnection(options, async (connection) => {
      const { aliases: before = {} } = await connection.call('settings');
      if (!Object.hasOwn(before, name))
        throw new LintelError('not-found', `“${name}” stands for nothing. List names with: lintel models alias list`);
      const { aliases = {} } = await connection.call('changeSettings', { aliases: { [name]: null } });
      if (options.json) printJson(aliases);
      else print(`“${name}” stands for nothing any more.`);
    }),
  );
  leaf(alias, 'list', 'list the names and what they stand for').action((options: Common) =>
    withConnection(options, async (connection) => {
      const { aliases = {} } = await connection.call('settings');
      if (options.json) return printJson(aliases);
      if (Object.keys(aliases).length === 0) return print('No name stands for anything. Give one with: lintel models alias set NAME MODEL');
      printTable([['NAME', 'STANDS FOR'], ...Object.entries(aliases)]);
    }),
  );
}
