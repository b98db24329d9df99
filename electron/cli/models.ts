import type { Command } from 'commander';
import { addRunCommands, type GroupParts } from './models-run.ts';

/** Adds the group `models`: what is on this computer, and what is in its memory. */
export function addModelCommands(program: Command, parts: GroupParts): void {
  const models = program.command('models').description('the models on this computer').exitOverride();
  addRunCommands(models, parts);
}
