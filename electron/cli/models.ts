import type { Command } from 'commander';
import { addPullCommands } from './models-pull.ts';

/** Adds the group `models`. */
export function addModelCommands(program: Command, parts: Parameters<typeof addPullCommands>[1]): void {
  const models = program.command('models').description('the models on this computer').exitOverride();
  addPullCommands(models, parts);
}
