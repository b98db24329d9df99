import type { Log } from '../platform/log.ts';
import { portOf } from '../platform/port.ts';
import { flagNamed } from './flags.ts';

/**
 * Opens the port for other apps where `--port` asks for it, or the person turned it on; it is off otherwise. Throws
 * `bad-request` for what is no port.
 */
export async function openPort(lintel: { listen(port: number): Promise<unknown> }, chosen: number | undefined, log: Log): Promise<void> {
  const flag = flagNamed('port', 'string');
  if (typeof flag === 'string') await lintel.listen(portOf(flag));
  // What was chosen long ago is no reason not to start.
  else if (chosen !== undefined) await lintel.listen(chosen).catch((error: unknown) => log.error('the port could not be opened', error));
}
