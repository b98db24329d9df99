import { parseArgs } from 'node:util';
import type { PortSettings } from '../shared/api/settings.ts';
import { isLintelError, LintelError } from '../shared/chat/error.ts';
import { forkWorker } from './engines/local/fork.ts';
import { installationOf } from './platform/installation.ts';
import type { Holder } from './platform/instance.ts';
import { createLog, type Log } from './platform/log.ts';
import { dataFolderFrom } from './platform/paths.ts';
import { portOf } from './platform/port.ts';
import { tellServiceManager } from './platform/service-ready.ts';
import { type Lintel, type WiringOptions, wire } from './wiring.ts';

/** A clean end may take this long, in milliseconds; after it the process ends anyway. */
const END_WITHIN_MS = 4_500;

/** What plain Node gives the wiring. */
export function nodeWiring(dataFolder: string, log: Log, holder: Holder, policyFile?: string): WiringOptions {
  // Heard on every system, which a signal to itself is not.
  const quit = () => void process.emit('SIGTERM');
  return { ...installationOf(import.meta.dirname), dataFolder, holder, log, policyFile, launch: forkWorker, quit };
}

/** Reads the flags of `npm start` and `lintel serve`. Throws `bad-request` for a wrong one. */
export function readFlags(argv: readonly string[]): { port: number; dataFolder: string; policyFile: string | undefined } {
  const options = {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    policy: { type: 'string' },
    headless: { type: 'boolean' },
    'no-open': { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    return { port: portOf(values.port), dataFolder: dataFolderFrom(values['data-dir']), policyFile: values.policy };
  } catch (error) {
    if (isLintelError(error)) throw error;
    throw new LintelError(
      'bad-request',
      `${error instanceof Error ? error.message : String(error)}. The flags are --port N, --data-dir DIR, --policy FILE, --headless and --no-open.`,
      { cause: error },
    );
  }
}

/**
 * Serves on loopback until a signal ends it, and prints the ready line. Answers with the address,
 * or nothing after printing why it could not start (`process.exitCode` is set then).
 */
export async function startHeadless(argv: readonly string[]): Promise<{ address: string } | undefined> {
  const log = createLog(process.stderr);
  try {
    const { port, dataFolder, policyFile } = readFlags(argv);
    return { address: await serve(dataFolder, port, log, policyFile) };
  } catch (error) {
    process.exitCode = isLintelError(error) && error.code === 'bad-request' ? 2 : 1;
    if (isLintelError(error)) process.stderr.write(`${error.message}\n`);
    else log.error('start failed', error);
    return undefined;
  }
}

/** Starts Lintel with its port open; returns the address. @param policyFile the file that the policy comes from @param network in place of the settings */
export async function serve(
  dataFolder: string,
  port: number,
  log: Log,
  policyFile?: string,
  network?: Pick<PortSettings, 'host' | 'tls'>,
): Promise<string> {
  const lintel = await wire(nodeWiring(dataFolder, log, 'app', policyFile));
  try {
    const address = await lintel.listen(port, network);
    endOnSignal(lintel, log);
    const got = Number(new URL(address).port);
    if (port !== 0 && got !== port) process.stderr.write(`Port ${port} is taken by another program, so Lintel answers on ${got}.\n`);
    for (const sentence of lintel.network()) process.stderr.write(`${sentence}\n`);
    process.stdout.write(`lintel ready ${address}\n`);
    tellServiceManager('READY=1', log);
    return address;
  } catch (error) {
    await lintel.close();
    throw error;
  }
}

function endOnSignal(lintel: Lintel, log: Log): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    tellServiceManager('STOPPING=1', log);
    setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
    lintel.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('end failed', error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
}
