import { parseArgs } from 'node:util';

/** The file that `--policy` names on the command line, if any. */
export function namedPolicyFile(): string | undefined {
  // Not strict: Chromium has flags of its own on this command line.
  const { values } = parseArgs({ args: process.argv.slice(1), strict: false, options: { policy: { type: 'string' } } });
  return typeof values.policy === 'string' ? values.policy : undefined;
}
