import { parseArgs } from 'node:util';

/** What links begin with. */
export const LINK = 'lintel:';

/**
 * A flag of the command line; undefined where it is not there. Nothing that follows a link counts: whoever wrote the link
 * may have written the rest of the line, too. Not strict: Chromium has flags of its own there.
 */
export function flagNamed(name: string, type: 'string' | 'boolean'): string | boolean | undefined {
  const link = process.argv.findIndex((argument) => argument.startsWith(LINK));
  const args = process.argv.slice(1, link === -1 ? undefined : link);
  const value = parseArgs({ args, strict: false, options: { [name]: { type } } }).values[name];
  return Array.isArray(value) ? undefined : value;
}
