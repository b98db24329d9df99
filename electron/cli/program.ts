import { Command, CommanderError, Option } from 'commander';
import { isLintelError, toErrorShape } from '../../shared/chat/error.ts';
import { splitTags } from '../../shared/privacy/tags.ts';
import type { PredictionError } from '../../shared/routing/experience-errors.ts';
import type { Policy } from '../../shared/routing/policy.ts';
import { findInstance } from '../platform/instance.ts';
import { createLog } from '../platform/log.ts';
import { dataFolderFrom } from '../platform/paths.ts';
import { DEFAULT_PORT, portOf } from '../platform/port.ts';
import { addBudgetCommands } from './budget.ts';
import { chat, readPrompt } from './chat.ts';
import { type Connection, connect } from './connect.ts';
import { examine } from './doctor.ts';
import { hardwareWords, lookAtHardware } from './hardware.ts';
import { addKeyCommands } from './keys.ts';
import { addLedgerCommands } from './ledger.ts';
import { addModels, type Common } from './models.ts';
import { addAliasCommands } from './models-alias.ts';
import { addFitCommands } from './models-fit.ts';
import { addPullCommands } from './models-pull.ts';
import { addRunCommands } from './models-run.ts';
import { addSourceCommands } from './models-source.ts';
import { type NetworkFlags, networkOf } from './network.ts';
import { note, print, printJson, printTable } from './output.ts';
import { addPolicyCommands } from './policy.ts';
import { addPortCommands } from './port.ts';
import { addProviderCommands } from './providers.ts';
import { addDiscoverCommand } from './providers-discover.ts';
import { addProviderKeyCommands } from './providers-keys.ts';
import { addProviderModelCommands } from './providers-models.ts';
import { addRouteCommand } from './route.ts';
import { addScanCommand } from './scan.ts';
import { addTelemetryCommands } from './telemetry.ts';

interface Asking extends Common {
  readonly model?: string;
  readonly tags?: string;
  readonly conversation?: string;
}

const log = createLog(process.stderr);
const folderOf = (options: Common) => dataFolderFrom(options.dataDir);
const tagsOf = (list: string | undefined) => splitTags([list ?? ''], '--tags');

/** The `lintel` command. Answers with the exit code: 0 done, 1 failed, 2 bad usage. */
export async function runCommand(argv: readonly string[], version: string): Promise<number> {
  const program = createProgram(version);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return fail(error, argv.includes('--json'));
  }
}

function fail(error: unknown, json: boolean): number {
  const shape = toErrorShape(error);
  if (json) printJson({ error: shape });
  if (isLintelError(error)) note(error.message);
  else log.error('command failed', error);
  return shape.code === 'bad-request' ? 2 : 1;
}

function createProgram(version: string): Command {
  const program = new Command('lintel')
    .description('Decides, prompt by prompt, whether your words stay home.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(lintel --help lists the commands)');
  const leaf = (parent: Command, usage: string, description: string) =>
    parent
      .command(usage)
      .description(description)
      .exitOverride()
      .option('--data-dir <folder>', 'the data folder (or LINTEL_DATA_DIR)')
      .option('--json', 'machine-readable output', false);

  leaf(program, 'serve', 'run without a window, until a signal ends it')
    .addOption(new Option('--port <number>', `the port on this computer`).default(String(DEFAULT_PORT)))
    .option('--policy <file>', 'a file that the policy comes from (or LINTEL_POLICY)')
    .option('--host <address>', 'lets other computers in with a key, at an address of this one; 0.0.0.0 is all of them')
    .option('--tls', 'encrypts what comes from other computers, with a certificate that Lintel makes', false)
    .option('--tls-cert <file>', 'the same with a certificate of your own, in PEM')
    .option('--tls-key <file>', 'its private key')
    .action(async (options: Common & NetworkFlags & { port: string; policy?: string }) => {
      const { serve } = await import('../headless.ts');
      await serve(folderOf(options), portOf(options.port), log, options.policy, networkOf(options));
    });

  leaf(program, 'status', 'say whether Lintel runs, where, and with which models').action(status);

  leaf(program, 'chat [question]', 'ask something; reads what is piped in when no question is given')
    .option('--model <id>', 'a model’s id, or auto')
    .option('--tags <list>', 'privacy tags, such as private,work')
    .option('--conversation <id>', 'continue this conversation')
    .action(async (argument: string | undefined, options: Asking) => {
      const question = await readPrompt(argument);
      const { model, conversation } = options;
      const wishes = {
        tags: tagsOf(options.tags),
        json: options.json,
        ...(model === undefined ? {} : { model }),
        ...(conversation === undefined ? {} : { conversation }),
      };
      await withConnection(options, (connection) => chat(connection, question, wishes));
    });

  addRouteCommand(program, { leaf, withConnection });
  addScanCommand(program, { leaf, policyIn });

  const models = addModels(program, { leaf, withConnection });
  addRunCommands(models, { leaf, isRunning: (options) => findInstance(folderOf(options))?.address !== undefined, withConnection });
  addPullCommands(models, { leaf, withConnection });
  addSourceCommands(models, { leaf, withConnection });
  addFitCommands(models, { leaf, withConnection });
  addAliasCommands(models, { leaf, withConnection });

  addPolicyCommands(program, { leaf, withConnection, policyIn });
  addBudgetCommands(program, { leaf, withConnection });
  const providers = addProviderCommands(program, { leaf, withConnection });
  addProviderModelCommands(providers, { leaf, withConnection });
  addProviderKeyCommands(providers, { leaf, withConnection });
  addDiscoverCommand(providers, { leaf, withConnection });
  addLedgerCommands(program, { leaf, withConnection, folderOf });
  addTelemetryCommands(program, { leaf, withConnection });

  addPortCommands(program, { leaf, withConnection });
  addKeyCommands(program, { leaf, folderOf, policyIn });

  leaf(program, 'doctor', 'check everything Lintel needs on this computer')
    .addOption(new Option('--port <number>', 'the port to look at').default(String(DEFAULT_PORT)))
    .action(async (options: Common & { port: string }) => {
      const findings = await examine(folderOf(options), portOf(options.port));
      if (options.json) printJson(findings);
      else
        for (const { name, status, detail, advice } of findings)
          print(`${status.padEnd(8)}${name.padEnd(12)}${detail}${advice === undefined ? '' : `\n${' '.repeat(20)}${advice}`}`);
      if (findings.some((finding) => finding.status === 'failed')) process.exitCode = 1;
    });
  return program;
}

async function status(options: Common): Promise<void> {
  const card = findInstance(folderOf(options));
  if (card?.address === undefined) {
    if (options.json)
      printJson({
        running: card !== undefined,
        dataFolder: folderOf(options),
        ...(card === undefined ? {} : { pid: card.pid }),
        hardware: await lookAtHardware(),
      });
    else
      print(
        card === undefined
          ? 'Lintel is not running. Start it with: lintel serve'
          : `Lintel runs as process ${card.pid}, with its port off.`,
      );
    return;
  }
  await withConnection(options, async (connection) => {
    const state = await connection.call('state');
    if (options.json) return printJson({ running: true, pid: card.pid, ...state });
    print(`Lintel ${state.version} runs at ${state.address} (process ${card.pid}), data in ${state.dataFolder}.`);
    print(`This computer: ${hardwareWords(state.hardware)}.`);
    for (const { text } of state.notices) note(text);
    printTable([
      ['MODEL', 'STATE', 'CONTEXT', 'TIME FORETOLD'],
      ...state.models.map((model) => [
        model.id,
        model.fault ?? (model.loaded ? `loaded, ${model.inFlight} running` : 'not loaded'),
        `${model.contextWindow} tokens`,
        accuracyOf(model.predictionErrors?.totalMs),
      ]),
    ]);
  });
}

/** How well times were foretold: half of them were off by less. */
function accuracyOf(error: PredictionError | undefined): string {
  return error === undefined ? 'not yet' : `off by ${Math.round(error.median * 100)} % (median of ${error.count})`;
}

async function withConnection(options: Common, work: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await connect(folderOf(options), log);
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

/** The policy of a data folder, whether Lintel runs or not. */
async function policyIn(options: Common): Promise<Policy> {
  const { keptPolicy } = await import('./kept-policy.ts');
  return keptPolicy(folderOf(options));
}
