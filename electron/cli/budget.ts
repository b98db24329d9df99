import { type Command, Option } from 'commander';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { CapView } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { WINDOWS, type Window } from '../../shared/money/cap.ts';
import { amountWords } from '../../shared/money/cap-words.ts';
import { amount, type Currency } from '../../shared/money/currency.ts';
import { nanoDollarsOf, wholeOf } from './amounts.ts';
import type { Connection } from './connect.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';

interface SetOptions extends Common {
  readonly scope: string;
  readonly window: Window;
  readonly usd?: string;
  readonly tokens?: string;
  readonly requests?: string;
  readonly soft: boolean;
  readonly rolling: boolean;
}

interface RemoveOptions extends Common {
  readonly scope?: string;
  readonly window?: Window;
}

/** Adds the group `lintel budget`. */
export function addBudgetCommands(program: Command, { leaf, withConnection }: CommandParts): void {
  const budget = program.command('budget').description('caps on what may be spent beyond this computer').exitOverride();
  const window = () => new Option('--window <time>', 'how long it counts together; a request is a single one').choices(WINDOWS);

  leaf(budget, 'list', 'list the caps, what is used under them and what was spent').action((options: Common) =>
    withConnection(options, async (connection) => {
      const all = await connection.call('budgets', {});
      if (options.json) return printJson(all);
      tell(all, await currencyOf(connection));
    }),
  );

  leaf(budget, 'set', 'make a cap, or change the one over the same')
    .requiredOption('--scope <scope>', 'total, or provider:N, model:N, app:N, tag:N, project:N, conversation:N')
    .addOption(window().makeOptionMandatory())
    .option('--usd <amount>', 'dollars, such as 1.00')
    .option('--tokens <number>', 'tokens of prompts and answers together')
    .option('--requests <number>', 'requests, every try counted')
    .option('--soft', 'only warn', false)
    .option('--rolling', 'the last 60 minutes, 24 hours, 7 or 30 days instead of those of the calendar', false)
    .action((options: SetOptions) =>
      withConnection(options, async (connection) => {
        const cap = await connection.call('setBudget', capOf(options));
        if (cap.notice !== undefined) note(cap.notice);
        if (options.json) return printJson(cap);
        print(
          `${cap.soft ? 'Warns at' : 'Holds'} your ${cap.words}. ${amountWords(usedOf(cap), await currencyOf(connection))} of it used. (${cap.id})`,
        );
      }),
    );

  leaf(budget, 'remove [id]', 'remove a cap, by its id or by what it is over')
    .option('--scope <scope>', 'all caps over this')
    .addOption(window())
    .action((id: string | undefined, options: RemoveOptions) =>
      withConnection(options, async (connection) => {
        const removed = [];
        for (const one of await chosen(connection, id, options)) removed.push(await connection.call('removeBudget', undefined, one));
        if (options.json) printJson(removed);
        else for (const { scope, window: time } of removed) print(plain(`Removed the cap for ${options.scope ?? scope}, ${time}.`));
      }),
    );
}

function capOf({ scope, window, usd, tokens, requests, soft, rolling }: SetOptions): Body<'setBudget'> {
  if ((usd ?? tokens ?? requests) === undefined)
    throw new LintelError('bad-request', 'A cap limits money, tokens or requests: name an amount with --usd, --tokens or --requests.', {
      field: '--usd',
    });
  return {
    scope,
    window,
    soft,
    rolling,
    ...(usd === undefined ? {} : { nanoDollars: nanoDollarsOf(usd) }),
    ...(tokens === undefined ? {} : { tokens: wholeOf(tokens, '--tokens') }),
    ...(requests === undefined ? {} : { requests: wholeOf(requests, '--requests') }),
  };
}

async function chosen(connection: Connection, id: string | undefined, { scope, window }: RemoveOptions): Promise<readonly string[]> {
  if ((id === undefined) === (scope === undefined))
    throw new LintelError('bad-request', 'Name a cap by its id, or what it is over with --scope. See them with: lintel budget list');
  if (id !== undefined) return [id];
  const { caps } = await connection.call('budgets', scope === undefined ? {} : { scope });
  const ids = caps.filter((cap) => window === undefined || cap.window === window).map((cap) => cap.id);
  if (ids.length === 0) throw new LintelError('not-found', `There is no such cap over ${scope}. See them with: lintel budget list`);
  return ids;
}

const currencyOf = async (connection: Connection): Promise<Currency | undefined> => (await connection.call('settings')).currency;

/** Of what the cap limits. */
function usedOf({ limits, used }: CapView): CapView['limits'] {
  return {
    ...(limits.nanoDollars === undefined ? {} : { nanoDollars: used.nanoDollars }),
    ...(limits.tokens === undefined ? {} : { tokens: used.tokens }),
    ...(limits.requests === undefined ? {} : { requests: used.requests }),
  };
}

function tell({ caps, spentToday, spentThisMonth, forecastThisMonth }: Reply<'budgets'>, currency: Currency | undefined): void {
  print(
    `Spent today ${amount(spentToday, currency)}, this month ${amount(spentThisMonth, currency)}; about ${amount(forecastThisMonth, currency)} by its end.`,
  );
  if (currency !== undefined) note(`Amounts in ${currency.code} at the rate of ${currency.date}.`);
  if (caps.length === 0) note('There are no caps. Make one with: lintel budget set --scope total --window month --usd 20');
  else
    printTable([
      ['ID', 'SCOPE', 'WINDOW', 'LIMIT', 'USED', 'KIND'],
      ...caps.map((cap) => [
        cap.id,
        cap.over,
        `${cap.window}${cap.rolling ? ', rolling' : ''}`,
        amountWords(cap.limits, currency),
        cap.window === 'request' ? '' : amountWords(usedOf(cap), currency),
        cap.soft ? 'soft' : 'hard',
      ]),
    ]);
}
