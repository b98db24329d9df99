import type { Command } from 'commander';
import type { Body, Reply } from '../../shared/api/contract.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { dollars } from '../../shared/money/dollars.ts';
import { splitTags } from '../../shared/privacy/tags.ts';
import { readPrompt } from './chat.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';
import { supposedPolicy } from './policy-file.ts';

interface RouteOptions extends Common {
  readonly model?: string;
  readonly tags?: string;
  readonly app?: string;
  readonly policy?: string;
  readonly cpu?: string;
  readonly battery?: string;
  readonly budget?: string;
  readonly show: boolean;
}

/** Adds `lintel route`. */
export function addRouteCommand(program: Command, { leaf, withConnection }: CommandParts): void {
  leaf(program, 'route [prompt]', 'decide where a prompt would go, and why, without running it')
    .option('--model <id>', 'a model’s id, or auto')
    .option('--tags <list>', 'privacy tags, such as private,work')
    .option('--app <id>', 'as if this app asked')
    .option('--policy <file>', 'as if this policy, or this change to it, were in force')
    .option('--cpu <share>', 'as if other programs kept so much of the processor busy, 0 to 1')
    .option('--battery <share>', 'as if on battery with this charge, 0 to 1')
    .option('--budget <dollars>', 'as if so many dollars were left')
    .option('--show', 'show what would leave, as it is and masked', false)
    .action(async (argument: string | undefined, options: RouteOptions) => {
      const text = await readPrompt(argument);
      const { model, app } = options;
      const prompt = { text, tags: splitTags([options.tags ?? ''], '--tags'), ...(model === undefined ? {} : { model }) };
      await withConnection(options, async (connection) => {
        if (options.show) return showLeaving(await connection.call('preview', prompt), options);
        const whatIf = await supposed(options, () => connection.call('policy'));
        const asked = { ...prompt, whatIf, inputs: true, ...(app === undefined ? {} : { app }) };
        const plan = await connection.call('plan', asked);
        if (options.json) return printJson(plan);
        tellPlan(plan);
      });
    });
}

async function supposed(
  { cpu, battery, budget, policy }: RouteOptions,
  inForce: () => Promise<Reply<'policy'>>,
): Promise<NonNullable<Body<'plan'>['whatIf']>> {
  return {
    ...(cpu === undefined ? {} : { cpu: numberOf(cpu, '--cpu', 1) }),
    ...(battery === undefined ? {} : { battery: numberOf(battery, '--battery', 1) }),
    ...(budget === undefined ? {} : { budgetUsd: numberOf(budget, '--budget', 1_000_000) }),
    ...(policy === undefined ? {} : { policy: await supposedPolicy(policy, await inForce()) }),
  };
}

function numberOf(text: string, flag: string, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= most))
    throw new LintelError('bad-request', `${flag} must be a number from 0 to ${most}, not “${text}”.`);
  return number;
}

function tellPlan({ sentence, permitted, refused, trace }: Reply<'plan'>): void {
  print(plain(sentence));
  if (permitted.length > 0)
    printTable([
      ['YES', 'ZONE', 'COST', 'FIRST TOKEN', 'TOTAL', 'QUALITY', 'ENERGY', 'SCORE'],
      ...permitted.map(({ name, zone, masked, expected }) => [
        name,
        masked ? `${zone}, masked` : zone,
        ...(expected === undefined
          ? []
          : [
              dollars(expected.costNanoDollars),
              seconds(expected.firstTokenMs),
              seconds(expected.totalMs),
              expected.quality.toFixed(2),
              `${expected.energyJoules.toFixed(1)} J`,
              expected.score.toFixed(3),
            ]),
      ]),
    ]);
  if (refused.length > 0) printTable([['NO', 'ZONE', 'BECAUSE'], ...refused.map(({ name, zone, reason }) => [name, zone, reason])]);
  for (const { name, effect } of trace) print(plain(`Rule “${name}” ${effect}.`));
}

const seconds = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** What would leave: the words as they are, and as they go where they may go masked only. */
function showLeaving(preview: Reply<'preview'>, { json }: Common): void {
  if (json) {
    printJson(preview);
    return;
  }
  const isMasked = preview.plan.permitted.some(({ masked }) => masked);
  note(preview.plan.sentence);
  for (const { role, text, masked } of preview.messages) {
    print(plain(`${role}: ${text}`));
    if (isMasked && masked !== undefined && masked !== text) print(plain(`${role}, masked: ${masked}`));
  }
}
