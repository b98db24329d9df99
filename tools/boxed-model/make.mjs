// Writes a small GGUF with random weights. Without arguments: the model that comes with Lintel.
//   node tools/boxed-model/make.mjs [--preset starter|long|bench] [--out file.gguf] [--seed 1]
//     [--layers n] [--width n] [--heads n] [--kv-heads n] [--feed-forward n] [--context n] [--vocabulary n] [--weights F32|F16|Q8_0|Q4_0]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeModel, PRESETS } from './model.ts';

const NUMBERS = ['seed', 'layers', 'width', 'heads', 'kv-heads', 'feed-forward', 'context', 'vocabulary'];
const { values } = parseArgs({
  options: Object.fromEntries(['preset', 'out', 'weights', ...NUMBERS].map((name) => [name, { type: 'string' }])),
});
const presetName = values.preset ?? 'starter';
const preset = PRESETS[presetName];
if (preset === undefined) throw new Error(`There is no preset "${presetName}". Use one of: ${Object.keys(PRESETS).join(', ')}.`);

const shape = { ...preset, ...(values.weights === undefined ? {} : { weights: values.weights }) };
for (const name of NUMBERS) {
  if (values[name] === undefined) continue;
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} takes a whole number above 0.`);
  shape[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())] = number;
}

const out = resolve(values.out ?? 'resources/models/lintel-starter.gguf');
const file = makeModel(shape);
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, file);
console.log(`${out}: ${shape.name}, ${(file.length / 1e6).toFixed(2)} MB`);
