import type { Command } from 'commander';
import type { CatalogView, FitView } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { CommandParts, Common } from './models.ts';
import { note, print, printJson, printTable } from './output.ts';

const GIB = 2 ** 30;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(bytes < GIB ? 2 : 1)} GiB`;
const VERDICTS = { fits: 'Fits.', slow: 'Fits, but slowly.', 'wont-fit': 'Will not fit.' } as const;

/** Adds `fit` and `catalog` to the group `models`. */
export function addFitCommands(models: Command, { leaf, withConnection }: CommandParts): void {
  leaf(models, 'fit <model>', 'predict memory and speed of a model here: an id, hf:owner/repo:Q4_K_M, or the address of a .gguf')
    .option('--context <tokens>', 'for a context window of so many tokens (of a model that is not here yet)')
    .action((model: string, options: Common & { context?: string }) =>
      withConnection(options, async (connection) => {
        const isElsewhere = /^(hf:|https?:)/.test(model);
        const contextWindow = tokensOf(options.context);
        const fit = isElsewhere
          ? await connection.call('refFit', { ref: model, ...(contextWindow === undefined ? {} : { contextWindow }) })
          : await connection.call('modelFit', undefined, model);
        if (options.json) return printJson(fit);
        tell(fit);
      }),
    );
  leaf(models, 'catalog', 'list models worth having, those that fit this computer first').action((options: Common) =>
    withConnection(options, async (connection) => {
      const catalog = await connection.call('catalog');
      if (options.json) return printJson(catalog);
      tellCatalog(catalog);
    }),
  );
}

function tellCatalog({ models, best }: CatalogView): void {
  printTable([
    ['', 'MODEL', 'FILE', 'SIZE', 'LICENCE', 'GOOD AT', 'GET IT WITH'],
    ...models.map(({ id, name, quantisation, licence, goodAt, ref, verdict }) => [
      id === best ? 'best here' : VERDICTS[verdict].replace('.', ''),
      name,
      quantisation.name,
      `${gib(quantisation.bytes)}${quantisation.estimated === true ? ' (estimate)' : ''}`,
      licence,
      goodAt.join(', '),
      `lintel models pull ${ref}`,
    ]),
  ]);
}

function tokensOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const tokens = Number(text);
  if (Number.isInteger(tokens) && tokens > 0) return tokens;
  throw new LintelError('bad-request', `“${text}” is no number of tokens.`);
}

function tell({ verdict, sentence, atContext, layersOnGpu, layers }: FitView): void {
  print(`${VERDICTS[verdict]} ${sentence}`);
  if (layersOnGpu > 0) print(`${layersOnGpu} of ${layers} layers on the graphics card.`);
  printTable([
    ['CONTEXT', 'WEIGHTS', 'CACHE', 'WORKING', 'ALL'],
    ...atContext.map(({ contextWindow, weightBytes, cacheBytes, workingBytes, cpuBytes, gpuBytes }) => [
      String(contextWindow),
      gib(weightBytes),
      gib(cacheBytes),
      gib(workingBytes),
      gib(cpuBytes + gpuBytes),
    ]),
  ]);
  note('All of these are estimates, for one chat at a time.');
}
