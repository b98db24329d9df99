import { parseArgs } from 'node:util';
import { portOf } from '../platform/port.ts';
import type { Lintel } from '../wiring.ts';

/** Opens the port for other apps where `--port` asks for it; on the desktop it is off otherwise. Throws `bad-request` for what is no port. */
export async function openPortIfAsked(lintel: Pick<Lintel, 'listen'>): Promise<void> {
  // Not strict: Chromium has flags of its own on this command line.
  const { values } = parseArgs({ args: process.argv.slice(1), strict: false, options: { port: { type: 'string' } } });
  if (typeof values.port === 'string') await lintel.listen(portOf(values.port));
}
