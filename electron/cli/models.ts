import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Body } from '../../shared/api/contract.ts';
import type { LibraryModelView } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Connection } from './connect.ts';
import { note, plain, print, printJson, printTable } from './output.ts';

/** What every command takes. */
export interface Common {
  readonly dataDir?: string;
  readonly json: boolean;
}

/** How a command hangs onto its group, and how it reaches a Lintel. */
export interface CommandParts {
  leaf(parent: Command, usage: string, description: string): Command;
  withConnection(options: Common, work: (connection: Connection) => Promise<void>): Promise<void>;
}

const GIB = 2 ** 30;
const size = (bytes: number) => (bytes < GIB / 10 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`);

/** Adds the group `lintel models` and answers with it, so that other commands can join it. */
export function addModels(program: Command, { leaf, withConnection }: CommandParts): Command {
  const models = program.command('models').description('the models on this computer').exitOverride();

  leaf(models, 'list', 'list the models, whoever keeps them').action((options: Common) =>
    withConnection(options, async (connection) => {
      const all = await connection.call('models');
      if (options.json) return printJson(all);
      printTable([
        ['ID', 'NAME', 'KEPT BY', 'KIND', 'SIZE', 'QUANTISATION', 'STATE'],
        ...all.map((model) => [
          model.id,
          model.name,
          model.source,
          model.kind,
          size(model.bytes),
          model.quantisation ?? '',
          stateOf(model),
        ]),
      ]);
    }),
  );

  leaf(models, 'show <id>', 'show all that is known of a model').action((id: string, options: Common) =>
    withConnection(options, async (connection) => {
      const model = await find(connection, id);
      if (options.json) return printJson(model);
      for (const [field, value] of Object.entries(model))
        print(plain(`${field.padEnd(16)}${typeof value === 'object' ? JSON.stringify(value) : value}`));
    }),
  );

  leaf(models, 'remove <id>', 'show what removing a model would delete; with --yes, delete it')
    .option('--yes', 'delete it', false)
    .option('--unload', 'unload it first, if it is loaded', false)
    .option('--from-other-app', 'delete it even if another app keeps it', false)
    .action((id: string, options: Common & { yes: boolean; unload: boolean; fromOtherApp: boolean }) =>
      withConnection(options, async (connection) => {
        const { unload, fromOtherApp } = options;
        // An id can come to mean another file, so nothing goes before a person has seen which files would.
        const removal = options.yes
          ? await connection.call('removeModel', { unload, fromOtherApp }, id)
          : await connection.call('modelRemoval', undefined, id);
        if (options.json) return printJson(removal);
        if (removal.refusal !== undefined) note(removal.refusal);
        print(`${options.yes ? 'Freed' : 'Would free'} ${size(removal.bytes)}:`);
        for (const file of removal.files) print(plain(`  ${file}`));
        if (!options.yes) note('Nothing was deleted. Add --yes to delete it.');
      }),
    );

  leaf(models, 'set <id> [settings...]', 'set how a model runs, as key=value; key= takes a setting back').action(
    (id: string, pairs: string[], options: Common) =>
      withConnection(options, async (connection) => {
        await find(connection, id);
        const set = await connection.call('setModel', patchFrom(pairs) as Body<'setModel'>, id);
        if (options.json) return printJson(set);
        for (const [name, value] of Object.entries(set))
          print(plain(`${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`));
      }),
  );

  leaf(models, 'folders [action] [folder]', 'list the folders of your own that are read, or add or remove one')
    .addOption(
      new Option('--app <name>', 'turn another app’s models on (add) or off (remove)').choices([
        'lmStudio',
        'jan',
        'huggingFace',
        'ollama',
      ]),
    )
    .action((action: string | undefined, folder: string | undefined, options: Common & { app?: string }) =>
      withConnection(options, async (connection) => {
        const { modelFolders: before } = await connection.call('settings');
        const patch = folderPatch(before, action, folder, options.app);
        const { modelFolders, otherApps } =
          patch === undefined ? await connection.call('settings') : await connection.call('changeSettings', patch);
        if (options.json) return printJson({ modelFolders, otherApps });
        for (const path of modelFolders) print(plain(path));
        for (const [app, isOn] of Object.entries(otherApps)) note(`${app}: ${isOn ? 'read' : 'not read'}`);
      }),
    );
  return models;
}

const stateOf = (model: LibraryModelView) => model.fault ?? model.refusal ?? (model.loaded ? 'loaded' : 'ready');

async function find(connection: Connection, id: string): Promise<LibraryModelView> {
  const all = await connection.call('models');
  const model = all.find((each) => each.id === id);
  if (model !== undefined) return model;
  throw new LintelError('unknown-model', `There is no model “${id}” on this computer. “lintel models list” shows those that are.`, {
    field: 'id',
  });
}

function folderPatch(before: readonly string[], action: string | undefined, folder: string | undefined, app: string | undefined) {
  if (action === undefined) return undefined;
  if (action !== 'add' && action !== 'remove') throw new LintelError('bad-request', `“${action}” is no action: it is add or remove.`);
  if (app !== undefined) return { otherApps: { [app]: action === 'add' } };
  if (folder === undefined) throw new LintelError('bad-request', `Name the folder to ${action}.`);
  const path = resolve(folder);
  if (action === 'add') return { modelFolders: [...before, path] };
  if (!before.includes(path)) throw new LintelError('not-found', `The folder ${path} is not one of yours that are read.`);
  return { modelFolders: before.filter((each) => each !== path) };
}

/** `sampling.topK=40 systemPrompt="Be brief"` as an object; a value that is JSON is taken as such. */
function patchFrom(pairs: readonly string[]): object {
  const patch: Record<string, unknown> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new LintelError('bad-request', `“${pair}” is no setting: write key=value.`);
    const [name = '', inner] = pair.slice(0, at).split('.');
    const value = readValue(pair.slice(at + 1));
    patch[name] = inner === undefined ? value : { ...(patch[name] as object | undefined), [inner]: value };
  }
  return patch;
}

function readValue(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
