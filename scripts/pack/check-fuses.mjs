// @ts-check
// node scripts/pack/check-fuses.mjs PROGRAM: whether the program that was packaged has the fuses of electron-builder.yml.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [program] = process.argv.slice(2);
if (program === undefined) throw new Error('Name the program: node scripts/pack/check-fuses.mjs release/linux-unpacked/lintel');

const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
const wire = await getCurrentFuseWire(program);
for (const [name, wished] of Object.entries(electronFuses)) {
  const option = FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (`${name[0]?.toUpperCase()}${name.slice(1)}`)];
  // What only says how they are set is none.
  if (option === undefined) continue;
  const isOn = wire[option] === FuseState.ENABLE;
  process.stdout.write(`${name}: ${isOn}\n`);
  if (isOn !== wished) process.exitCode = 1;
}
