import { flagNamed } from './flags.ts';

/** The file that `--policy` names on the command line, if any. */
export function namedPolicyFile(): string | undefined {
  const flag = flagNamed('policy', 'string');
  return typeof flag === 'string' ? flag : undefined;
}
