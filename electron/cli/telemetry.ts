import type { Command } from 'commander';
import type { Body } from '../../shared/api/contract.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Connection } from './connect.ts';
import type { CommandParts, Common } from './models.ts';
import { print, printJson } from './output.ts';

interface SetOptions extends Common {
  readonly endpoint?: string | false;
  readonly headersEnv?: string;
  /** False: `--no-headers`. */
  readonly headers: boolean;
  readonly traces?: boolean;
  readonly metrics?: boolean;
  readonly webhook?: string | false;
  readonly desktop?: boolean;
}

type Change = Body<'changeSettings'>;

/** Adds the group `lintel telemetry`. */
export function addTelemetryCommands(program: Command, { leaf, withConnection }: CommandParts): void {
  const telemetry = program
    .command('telemetry')
    .description('who learns how requests went, and of alerts; never a word of them')
    .exitOverride();
  leaf(telemetry, 'show', 'show where traces, metrics and alerts go').action((options: Common) =>
    withConnection(options, (connection) => tell(connection, options)),
  );
  leaf(telemetry, 'set', 'set where they go; what is not named stays as it is')
    .option('--endpoint <url>', 'an OpenTelemetry collector, such as http://127.0.0.1:4318')
    .option('--no-endpoint', 'send no traces and no metrics')
    .option('--headers-env <variable>', 'a variable that holds headers for it, as name=value,other=value')
    .option('--no-headers', 'forget its headers')
    .option('--traces', 'send traces')
    .option('--no-traces', 'send no traces')
    .option('--metrics', 'send metrics')
    .option('--no-metrics', 'send no metrics')
    .option('--webhook <url>', 'an address that is told of alerts')
    .option('--no-webhook', 'tell no address of alerts')
    .option('--desktop', 'show alerts on the desktop')
    .option('--no-desktop', 'show no alerts on the desktop')
    .action((options: SetOptions) =>
      withConnection(options, async (connection) => {
        await connection.call('changeSettings', changeOf(options));
        if (!options.headers) await connection.call('removeTelemetryHeaders');
        if (options.headersEnv !== undefined) await connection.call('setTelemetryHeaders', { headers: secretIn(options.headersEnv) });
        await tell(connection, options);
      }),
    );
}

/** What `--no-…` takes back is null; what is not named is left out. */
function changeOf({ endpoint, traces, metrics, webhook, desktop }: SetOptions): Change {
  const telemetry = { ...given('endpoint', endpoint), ...given('traces', traces, true), ...given('metrics', metrics, true) };
  const alerts = { ...given('webhook', webhook), ...given('desktop', desktop, true) };
  return { telemetry, alerts };
}

const given = <Value>(name: string, value: Value | undefined, isSwitch = false) =>
  value === undefined ? {} : { [name]: value === false && !isSwitch ? null : value };

/** A secret is read from the environment, since a command's words can be seen by others. */
function secretIn(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new LintelError('bad-request', `The variable ${variable} is not set.`);
  return value;
}

async function tell(connection: Connection, { json }: Common): Promise<void> {
  const { telemetry, alerts } = await connection.call('settings');
  const { hasHeaders } = await connection.call('telemetryHeaders');
  if (json) return printJson({ telemetry: { ...telemetry, hasHeaders }, alerts });
  const { endpoint, traces = true, metrics = true } = telemetry;
  const what = [traces ? 'traces' : '', metrics ? 'metrics' : ''].filter(Boolean).join(' and ') || 'nothing';
  print(endpoint === undefined ? 'No traces and no metrics are sent.' : `To ${endpoint}: ${what}${hasHeaders ? ', with headers' : ''}.`);
  print(alerts.webhook === undefined ? 'No address is told of alerts.' : `Alerts go to ${new URL(alerts.webhook).origin}.`);
  print(`The desktop shows ${alerts.desktop === false ? 'no alerts' : 'alerts'}.`);
  print('Prometheus reads /metrics on the port, with a key made by: lintel keys create NAME');
}
