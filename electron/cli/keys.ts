import type { Command } from 'commander';
import type { z } from 'zod';
import { type AppKey, isLiveKey, keyInput, keyPatch } from '../../shared/api/app-keys.ts';
import { called } from '../../shared/api/called.ts';
import { wrongField } from '../../shared/api/wrong-field.ts';
import { isLintelError, LintelError } from '../../shared/chat/error.ts';
import { splitTags } from '../../shared/privacy/tags.ts';
import type { Policy } from '../../shared/routing/policy.ts';
import { openDatabase } from '../ledger/database.ts';
import { createKeyStore, type KeyStore } from '../ledger/keys.ts';
import { prepareDataFolder } from '../platform/data-folder.ts';
import { pathsIn } from '../platform/paths.ts';
import type { CommandParts, Common } from './models.ts';
import { note, print, printJson, printTable } from './output.ts';

interface KeyOptions extends Common {
  readonly name?: string;
  readonly icon?: string;
  readonly tags?: string;
  readonly ceiling?: string;
  readonly models?: string;
  readonly rpm?: string;
  readonly tpm?: string;
  readonly parallel?: string;
  readonly priority?: string;
  readonly expires?: string;
  readonly canManageModels?: boolean;
}

interface Parts extends Pick<CommandParts, 'leaf'> {
  folderOf(options: Common): string;
  policyIn(options: Common): Promise<Policy>;
}

/** What takes a bound away again. */
const NONE = ['none', 'never', 'all', 'any'];
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** The fields of a key, as the flags that set them. */
const FLAGS: Readonly<Record<string, string>> = {
  ceiling: '--ceiling',
  allowed: '--models',
  requestsPerMinute: '--rpm',
  tokensPerMinute: '--tpm',
  expiresAt: '--expires',
};

const when = (milliseconds: number | undefined) =>
  milliseconds === undefined ? 'never' : new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');

const stateOf = (key: AppKey) => (key.revokedAt !== undefined ? 'revoked' : isLiveKey(key, Date.now()) ? 'active' : 'expired');

/** Adds the group `lintel keys`. It works on the database itself; a Lintel that runs sees it at once. */
export function addKeyCommands(program: Command, { leaf, folderOf, policyIn }: Parts): void {
  const keys = program.command('keys').description('the keys that let apps use the port').exitOverride();
  const withRules = (command: Command) =>
    command
      .option('--icon <name>', 'its picture in the window, by a name of Lucide')
      .option('--tags <list>', 'privacy tags of everything the app sends, such as private,work')
      .option('--ceiling <zone>', 'how far anything of it may go: device, lan, trusted or cloud')
      .option('--models <list>', 'the only models it may use, such as qwen3,llama*')
      .option('--rpm <number>', 'most requests a minute')
      .option('--tpm <number>', 'most tokens a minute, prompts and answers together')
      .option('--parallel <number>', 'most requests at the same time')
      .option('--priority <kind>', 'interactive, or background, which gives way to all others')
      .option('--expires <time>', 'when it ends: a date, or how long from now, such as 30d')
      .option('--can-manage-models', 'it may fetch and delete models');

  withRules(leaf(keys, 'create <name>', 'make a key for an app; it is shown only now')).action(
    async (name: string, options: KeyOptions) => {
      const rules = parsed(keyInput, { ...rulesOf(options), name });
      const created = withKeys(folderOf(options), (store) => store.create(rules));
      if (options.json) printJson(created);
      else {
        print(created.key);
        note('Keep it now: Lintel stores only its hash and cannot show it again.');
      }
      if (created.tags.length > 0) warnOfTags(created.tags, await policyIn(options));
    },
  );
  withRules(leaf(keys, 'set <key>', 'change what a key allows, by its id or name; “none” takes a bound away'))
    .option('--name <name>', 'another name')
    .option('--no-can-manage-models', 'it may not fetch and delete models')
    .action(async (key: string, options: KeyOptions) => {
      const name = options.name === undefined ? {} : { name: options.name };
      const patch = parsed(keyPatch, { ...rulesOf(options), ...name });
      const changed = withKeys(folderOf(options), (store) => store.change(idOf(store, key), patch));
      if (options.json) printJson(changed);
      else print(`Changed ${changed.name} (${changed.id}).`);
      if (changed.tags.length > 0) warnOfTags(changed.tags, await policyIn(options));
    });
  leaf(keys, 'list', 'list the keys, without the keys themselves').action((options: Common) =>
    withKeys(folderOf(options), (store) => {
      const all = store.list();
      if (options.json) return printJson(all);
      printTable([
        ['ID', 'NAME', 'ENDS IN', 'TAGS', 'CEILING', 'MODELS', 'LIMITS', 'MADE', 'LAST USED', 'ENDS', 'STATE'],
        ...all.map((key) => [
          key.id,
          key.name,
          key.lastFour,
          key.tags.join(','),
          key.ceiling ?? '',
          key.allowed?.join(',') ?? 'all',
          limitWords(key),
          when(key.createdAt),
          when(key.lastUsedAt),
          when(key.expiresAt),
          stateOf(key),
        ]),
      ]);
    }),
  );
  leaf(keys, 'revoke <key>', 'end a key at once, by its id or name').action((key: string, options: Common) =>
    withKeys(folderOf(options), (store) => {
      const revoked = store.revoke(idOf(store, key));
      if (options.json) printJson(revoked);
      else print(`Revoked ${revoked.name} (${revoked.id}).`);
    }),
  );
}

function rulesOf({ icon, tags, ceiling, models, rpm, tpm, parallel, priority, expires, canManageModels }: KeyOptions): object {
  const bound = <Value>(name: string, text: string | undefined, read: (text: string) => Value) =>
    text === undefined ? {} : { [name]: NONE.includes(text) ? null : read(text) };
  return {
    ...(icon === undefined ? {} : { icon }),
    ...(tags === undefined ? {} : { tags: splitTags([NONE.includes(tags) ? '' : tags], '--tags') }),
    ...bound('ceiling', ceiling, String),
    ...bound('allowed', models, modelsOf),
    ...bound('requestsPerMinute', rpm, Number),
    ...bound('tokensPerMinute', tpm, Number),
    ...bound('parallel', parallel, Number),
    ...bound('priority', priority, String),
    ...bound('expiresAt', expires, expiryOf),
    ...(canManageModels === undefined ? {} : { canManageModels }),
  };
}

function modelsOf(list: string): string[] {
  const models = list.split(',').map((model) => model.trim());
  if (models.every((model) => model !== '')) return models;
  throw new LintelError('bad-request', 'A name in --models is empty: give ids with commas between them, such as qwen3,llama*');
}

function expiryOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  // A date alone is the person's own day.
  const at =
    count === undefined
      ? Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text)
      : Date.now() + Number(count) * (UNIT_MS[unit] ?? 0);
  if (at > Date.now()) return at;
  throw new LintelError('bad-request', `--expires is a date to come, or how long from now, such as 30d, not “${text}”.`, {
    field: '--expires',
  });
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: object): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const error = wrongField(result.error);
  const [field = ''] = (error.field ?? '').split('[');
  const flag = FLAGS[field] ?? `--${field}`;
  throw isLintelError(error) && field !== '' && field !== 'name'
    ? new LintelError('bad-request', error.message.replace(/^“[^”]*”/, flag), { field: flag })
    : error;
}

/** A live key of that name counts before one that was revoked. */
function idOf(store: KeyStore, name: string): string {
  const liveFirst = store.list().toSorted((one, other) => Number(one.revokedAt !== undefined) - Number(other.revokedAt !== undefined));
  const key = called(
    liveFirst,
    name,
    ({ id }) => id,
    (one) => one.name,
  );
  return key?.id ?? name;
}

function limitWords({ requestsPerMinute, tokensPerMinute, parallel, priority }: AppKey): string {
  return [
    ...(requestsPerMinute === undefined ? [] : [`${requestsPerMinute} requests/min`]),
    ...(tokensPerMinute === undefined ? [] : [`${tokensPerMinute} tokens/min`]),
    ...(parallel === undefined ? [] : [`${parallel} at once`]),
    ...(priority === undefined ? [] : [priority]),
  ].join(', ');
}

function warnOfTags(tags: readonly string[], { tags: rules }: Policy): void {
  const unknown = tags.filter((tag) => !Object.hasOwn(rules, tag));
  if (unknown.length > 0)
    note(
      `No rule says what ${unknown.map((tag) => `“${tag}”`).join(' and ')} may reach, so all that comes with this key stays here. Make one with: lintel policy tag set`,
    );
}

function withKeys<Result>(folder: string, work: (store: KeyStore) => Result): Result {
  prepareDataFolder(folder);
  const database = openDatabase(pathsIn(folder).database, { repair: false });
  try {
    return work(createKeyStore(database, Date.now));
  } finally {
    database.close();
  }
}
