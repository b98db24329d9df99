import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeModel, PRESETS } from '../tools/boxed-model/model.ts';

const folder = join(import.meta.dirname, '..', 'test-output', 'models');

/** A tiny chat model whose answers are long and noise, made anew for each run: what tests of the engine talk to. */
export const BOXED_MODEL = join(folder, 'lintel-starter.gguf');

/** Vitest runs this once before the first test. */
export function setup(): void {
  mkdirSync(folder, { recursive: true });
  const unfinished = `${BOXED_MODEL}.${process.pid}`;
  writeFileSync(unfinished, makeModel(PRESETS.starter));
  renameSync(unfinished, BOXED_MODEL);
}
