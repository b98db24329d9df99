// Writes resources/models/lintel-starter.gguf from what train.py left in a folder.
//   node tools/starter-model/make.mjs FOLDER [--out file.gguf]
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { starterGguf } from './gguf.ts';

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) throw new Error('Name the folder that train.py wrote to.');
const out = resolve(values.out ?? 'resources/models/lintel-starter.gguf');
const file = starterGguf(JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')), readFileSync(join(folder, 'weights.bin')));
writeFileSync(out, file);
console.log(`${out}: ${(file.length / 1e6).toFixed(2)} MB`);
