import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';

export const DEFAULT_PORT = 5468;

/** A port from its flag. Throws `bad-request`. */
export function portOf(flag: string | undefined): number {
  if (flag === undefined) return DEFAULT_PORT;
  const port = Number(flag);
  if (/^\d+$/.test(flag) && port <= 65_535) return port;
  throw new LintelError('bad-request', say`“${flag}” is not a port. Use a number from 1 to 65535, or 0 for any free one.`);
}
