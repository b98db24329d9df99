import { installationOf } from '../platform/installation.ts';
import { endWithReader } from './output.ts';
import { runCommand } from './program.ts';

/** Runs the command and sets the exit code. A server started by it keeps the process alive. */
export async function main(argv: readonly string[]): Promise<void> {
  endWithReader();
  process.exitCode = await runCommand(argv, installationOf(import.meta.dirname).version);
}
