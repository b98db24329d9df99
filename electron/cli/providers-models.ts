import type { Command } from 'commander';
import type { Body, Reply } from '../../shared/api/contract.ts';
import { dollars } from '../../shared/money/dollars.ts';
import type { Price } from '../../shared/money/price.ts';
import { isStale } from '../../shared/routing/days.ts';
import type { Ability } from '../../shared/routing/target.ts';
import { momentOf } from '../platform/moment.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';
import { findProvider } from './providers-find.ts';
import { type PriceOptions, priceOf, withPriceOptions } from './providers-price.ts';

interface ModelOptions extends Common, PriceOptions {
  readonly context?: string;
  readonly output?: string;
  readonly abilities?: string;
  readonly quality?: string;
  readonly forget: boolean;
}

/** Adds to the group `providers` what concerns their models: `models`, `model`. */
export function addProviderModelCommands(providers: Command, { leaf, withConnection }: CommandParts): void {
  leaf(providers, 'models <provider>', 'list the models of a provider, with what is known of them')
    .option('--refresh', 'fetch the list again', false)
    .action((idOrName: string, options: Common & { refresh: boolean }) =>
      withConnection(options, async (connection) => {
        const { id } = await findProvider(connection, idOrName);
        const found = await connection.call('providerModels', { refresh: options.refresh }, id);
        if (options.json) return printJson(found);
        if (found.check !== undefined) note(found.check.sentence);
        const { factsCountForDays } = await connection.call('policy');
        printModels(found, (date) => isStale(date, today(), factsCountForDays));
      }),
    );

  withPriceOptions(
    leaf(providers, 'model <provider> <model>', 'say what you know better of one model')
      .option('--context <tokens>', 'tokens of prompt and answer together')
      .option('--output <tokens>', 'most tokens of an answer')
      .option('--abilities <list>', 'such as chat,tools,images,json,reasoning')
      .option('--quality <number>', 'how good its answers are, 0 to 1')
      .option('--forget', 'take back what you said of it', false),
  ).action((idOrName: string, modelId: string, options: ModelOptions) =>
    withConnection(options, async (connection) => {
      const { id, corrected = [], offered } = await findProvider(connection, idOrName);
      const before = corrected.find((model) => model.id === modelId);
      const others = corrected.filter((model) => model.id !== modelId);
      const fact = { ...before, id: modelId, ...correctionOf(options, offered.find((model) => model.id === modelId)?.price) };
      const changed = await connection.call('changeProvider', { corrected: options.forget ? others : [...others, fact] }, id);
      const model = changed.offered.find((one) => one.id === modelId);
      if (options.json) return printJson(model ?? null);
      if (model === undefined)
        note(`${changed.name} is not used for ${modelId}: lintel providers models ${id} lists those that it is used for.`);
      else
        print(
          plain(
            Object.entries(model)
              .map(([field, value]) => `${field.padEnd(16)}${typeof value === 'object' ? JSON.stringify(value) : value}`)
              .join('\n'),
          ),
        );
    }),
  );
}

export const today = () => momentOf(Date.now()).date;

export const listOf = (text: string) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

function correctionOf(options: ModelOptions, price: Price | undefined): Omit<NonNullable<Body<'addProvider'>['corrected']>[number], 'id'> {
  const { context, output, abilities, quality } = options;
  const own = priceOf(options, today(), price);
  return {
    ...(context === undefined ? {} : { contextWindow: Number(context) }),
    ...(output === undefined ? {} : { maxOutputTokens: Number(output) }),
    // What is no ability is found where it is kept.
    ...(abilities === undefined ? {} : { abilities: listOf(abilities) as Ability[] }),
    ...(quality === undefined ? {} : { quality: Number(quality) }),
    ...(own === undefined ? {} : { price: own }),
  };
}

const perMillion = (price: Price | undefined) => (price === undefined ? '' : `${dollars(price.input)} / ${dollars(price.output)}`);

function printModels({ provider, listed }: Reply<'providerModels'>, isOld: (date: string) => boolean): void {
  printTable([
    ['MODEL', 'WINDOW', 'IN / OUT PER MILLION', 'PRICE OF', 'ENDS', 'ABILITIES'],
    ...provider.offered.map(({ id, contextWindow, price, endsOn = '', abilities }) => [
      `${provider.id}/${id}`,
      String(contextWindow),
      perMillion(price),
      price === undefined ? '' : isOld(price.date) ? `${price.date}, too old` : price.date,
      endsOn,
      abilities.join(' '),
    ]),
  ]);
  if (provider.offered.some(({ price }) => price !== undefined && isOld(price.date)))
    note(`Look whether the old prices are right still, then say so with: lintel providers set ${provider.id} --prices-checked`);
  const used = new Set(provider.offered.map(({ id }) => id));
  const others = listed.filter(({ id }) => !used.has(id));
  if (others.length > 0)
    note(`It lists ${others.length} more, which are not used. Choose with: lintel providers set ${provider.id} --models …`);
}
