import { type Command, Option } from 'commander';
import type { Body } from '../../shared/api/contract.ts';
import type { ProviderCheckView, ProviderView } from '../../shared/api/provider-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Price } from '../../shared/money/price.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';
import { findProvider } from './providers-find.ts';
import { listOf, today } from './providers-models.ts';
import { type PriceOptions, priceOf, withPriceOptions } from './providers-price.ts';

type Input = Body<'addProvider'>;

interface FactOptions extends Common, PriceOptions {
  readonly baseUrl?: string;
  readonly zone?: Input['zone'];
  readonly region?: string;
  readonly pool?: string;
  readonly promise?: NonNullable<Input['ground']>['promise'];
  readonly promiseSource?: string;
  readonly promiseDate?: string;
  readonly models?: string;
}

interface AddOptions extends FactOptions {
  readonly name: string;
  readonly kind: string;
  readonly keyEnv?: string;
  readonly keyFromServerEnv: boolean;
}

/** Adds the group `lintel providers` and answers with it, so that other commands can join it. */
export function addProviderCommands(program: Command, { leaf, withConnection }: CommandParts): Command {
  const providers = program.command('providers').description('clouds and servers beyond this program').exitOverride();

  leaf(providers, 'list', 'list the providers, without their keys').action((options: Common) =>
    withConnection(options, async (connection) => {
      const all = await connection.call('providers');
      if (options.json) return printJson(all);
      printTable([
        ['ID', 'KIND', 'ZONE', 'ADDRESS', 'MODELS', 'KEYS', 'STATE'],
        ...all.map((one) => [one.id, one.kind, one.zone, one.baseUrl, String(one.offered.length), keysOf(one), one.notice ?? 'in use']),
      ]);
    }),
  );

  facts(leaf(providers, 'add', 'add a provider; from then on prompts may go there as far as your rules allow'))
    .requiredOption('--name <name>', 'what to call it; its models’ ids begin with it')
    .requiredOption('--kind <kind>', 'openai-compatible, or a kind that lintel providers kinds lists')
    .option('--key-env <variable>', 'the variable of the environment that holds its key; the key is kept')
    .option('--key-from-server-env', 'do not keep the key: read the variable where Lintel runs', false)
    .action((options: AddOptions) =>
      withConnection(options, async (connection) => {
        const added = await connection.call('addProvider', { ...inputOf(options), ...keyOf(options) });
        if (options.json) return printJson(added);
        print(plain(`Added ${added.name} (${added.id}) in zone ${added.zone}, with ${modelsOf(added)}.`));
        if (added.notice !== undefined) note(added.notice);
        if (added.check !== undefined) note(added.check.sentence);
      }),
    );

  facts(leaf(providers, 'set <provider>', 'change a provider; what is not named stays as it is, and an empty value is taken back'))
    .option('--on', 'use it again')
    .option('--off', 'keep it, but do not use it')
    .option('--prices-checked', 'its prices are right today: you looked')
    .option('--key-env <variable>', 'read its key from this variable where Lintel runs')
    .action((idOrName: string, options: FactOptions & { on?: boolean; off?: boolean; keyEnv?: string; pricesChecked?: boolean }) =>
      withConnection(options, async (connection) => {
        const { on, off, keyEnv, pricesChecked } = options;
        const before = await findProvider(connection, idOrName);
        const changed = await connection.call(
          'changeProvider',
          {
            ...patchOf(options, before.price),
            ...(keyEnv === undefined ? {} : { keyVariable: keyEnv || null }),
            ...(pricesChecked ? { pricesCheckedOn: today() } : {}),
            ...(on ? { disabled: null } : off ? { disabled: true as const } : {}),
          },
          before.id,
        );
        const lost = before.keys.filter(({ id }) => !changed.keys.some((kept) => kept.id === id)).length;
        if (lost > 0)
          note(
            `${changed.name} has another address now, so its ${lost === 1 ? 'key was' : `${lost} keys were`} deleted. Add one for there with: lintel providers key add ${changed.id} < file`,
          );
        if (options.json) return printJson(changed);
        print(plain(`${changed.name} (${changed.id}) is in zone ${changed.zone} at ${changed.baseUrl}, with ${modelsOf(changed)}.`));
        if (changed.notice !== undefined) note(changed.notice);
      }),
    );

  leaf(providers, 'remove <provider>', 'remove a provider and its keys at once').action((idOrName: string, options: Common) =>
    withConnection(options, async (connection) => {
      const { id } = await findProvider(connection, idOrName);
      const removed = await connection.call('removeProvider', undefined, id);
      if (options.json) printJson(removed);
      else print(plain(`Removed ${removed.name} (${removed.id}) and its keys. Nothing goes there any more.`));
    }),
  );

  leaf(providers, 'test <provider>', 'ask a provider what is free to ask, with each of its keys').action(
    (idOrName: string, options: Common) =>
      withConnection(options, async (connection) => {
        const { id } = await findProvider(connection, idOrName);
        const tested = await connection.call('testProvider', {}, id);
        if (options.json) printJson(tested);
        else
          for (const check of tested.checks) print(plain(`${check.key === undefined ? '' : `Key …${check.key.lastFour}: `}${said(check)}`));
        if (!tested.ok) process.exitCode = 1;
      }),
  );

  leaf(providers, 'kinds', 'list the kinds of providers that Lintel knows').action((options: Common) =>
    withConnection(options, async (connection) => {
      const kinds = await connection.call('providerKinds');
      if (options.json) return printJson(kinds);
      printTable([
        ['KIND', 'NAME', 'ADDRESS', 'KEY', 'TRAINING', 'RETENTION'],
        ...kinds.map(({ id, name, baseUrl, port, key, training, retention }) => [
          id,
          name,
          baseUrl ?? (port === undefined ? '' : `port ${port}`),
          key.variables[0] ?? '',
          training?.text ?? '',
          retention?.text ?? '',
        ]),
      ]);
      note('What providers promise is remembered and may be out of date: lintel providers kinds --json has the source and day of each.');
    }),
  );
  return providers;
}

const facts = (command: Command): Command =>
  withPriceOptions(
    command
      .option('--base-url <address>', 'the address that paths are put behind, such as https://api.example.com/v1')
      .addOption(new Option('--zone <zone>', 'how far from home it is').choices(ZONES))
      .option('--region <region>', 'where it processes, such as EU')
      .option('--pool <name>', 'its models are replicas of those of the same name in this pool')
      .addOption(new Option('--promise <promise>', 'why it may be trusted').choices(['zero-retention', 'no-training', 'region']))
      .option('--promise-source <text>', 'where that can be read')
      .option('--promise-date <date>', 'the day it was read, such as 2026-01-31; today if absent')
      .option('--models <list>', 'the models to use it for, with commas between them; all that it offers if absent'),
  );

function inputOf(options: AddOptions): Input {
  const { name, kind, baseUrl, zone, region, pool, models } = options;
  const ground = groundOf(options);
  const price = priceOf(options, today());
  return {
    name,
    kind,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(zone === undefined ? {} : { zone }),
    ...(region === undefined ? {} : { region }),
    ...(pool === undefined ? {} : { pool }),
    ...(models === undefined ? {} : { models: listOf(models).map((id) => ({ id })) }),
    ...(ground === undefined ? {} : { ground }),
    ...(price === undefined ? {} : { price }),
  };
}

function patchOf(options: FactOptions, priceBefore: Price | undefined): Body<'changeProvider'> {
  const { baseUrl, zone, region, pool, models } = options;
  const ground = groundOf(options);
  const price = priceOf(options, today(), priceBefore);
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(zone === undefined ? {} : { zone }),
    ...(region === undefined ? {} : { region: region || null }),
    ...(pool === undefined ? {} : { pool: pool || null }),
    ...(models === undefined ? {} : { models: listOf(models).map((id) => ({ id })) }),
    ...(ground === undefined ? {} : { ground }),
    ...(price === undefined ? {} : { price }),
  };
}

function groundOf({ promise, promiseSource, promiseDate }: FactOptions): Input['ground'] {
  if (promise === undefined && promiseSource === undefined && promiseDate === undefined) return undefined;
  if (promise === undefined || promiseSource === undefined)
    throw new LintelError('bad-request', 'A promise needs --promise and --promise-source, which says where it can be read.');
  return { promise, source: promiseSource, date: promiseDate ?? today() };
}

/** The key itself where the variable is set here and it may be kept; else the variable's name, to be read where Lintel runs. */
function keyOf({ keyEnv, keyFromServerEnv }: AddOptions): Pick<Input, 'key' | 'keyVariable'> {
  if (keyEnv === undefined) {
    if (keyFromServerEnv) throw new LintelError('bad-request', 'Name the variable with --key-env.');
    return {};
  }
  const key = process.env[keyEnv]?.trim() ?? '';
  if (!keyFromServerEnv && key !== '') return { key };
  if (!keyFromServerEnv) note(`${keyEnv} is not set here, so it is read where Lintel runs.`);
  return { keyVariable: keyEnv };
}

const keysOf = ({ keys }: ProviderView): string =>
  keys.map(({ lastFour, variable }) => variable ?? (lastFour === '' ? 'kept' : `…${lastFour}`)).join(', ');

const modelsOf = ({ offered }: ProviderView) => (offered.length === 1 ? '1 model' : `${offered.length} models`);
const said = ({ sentence, ms }: ProviderCheckView) => (ms > 0 ? `${sentence} (${ms} ms)` : sentence);
