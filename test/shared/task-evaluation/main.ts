// npm run evaluate:task -- --corpus FILE [--show CLASS] [--tokenizer MODULE --family FAMILY]: what the estimates of tasks and tokens are worth.
// The corpus has a JSON object a line, with `prompt` and a coarse `class`. The module exports `encode`, as the encodings of gpt-tokenizer do.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { estimateTask } from '../../../shared/routing/estimate-task.ts';
import type { Task, TaskKind } from '../../../shared/routing/task.ts';
import { TOKENIZER_FAMILIES, tokensIn } from '../../../shared/routing/tokens/family.ts';
import { request } from '../../fakes/ports.ts';
import { SENTENCES } from '../languages.ts';
import { areaUnderCurve, errorsOf, quantile } from './figures.ts';

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, show: { type: 'string' }, tokenizer: { type: 'string' }, family: { type: 'string' } },
});
if (values.corpus === undefined) {
  console.error('Name the file of prompts: npm run evaluate:task -- --corpus FILE');
  process.exit(2);
}

const lineSchema = z.object({ prompt: z.string(), class: z.string() });
const prompts = readFileSync(values.corpus, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => lineSchema.parse(JSON.parse(line)));

/** The kind that a class of prompts should come out as, where it is one. */
const KIND_OF: Readonly<Record<string, TaskKind>> = { coding: 'code', math: 'maths', creative: 'writing' };
const HARD = ['mixed-hard', 'coding', 'math'];
const EASY = ['general'];

interface Judged {
  readonly prompt: string;
  readonly class: string;
  readonly task: Task;
  readonly micros: number;
}

const judge = ({ prompt, class: name }: (typeof prompts)[number]): Judged => {
  const asked = request(prompt);
  const tokens = tokensIn(prompt);
  const began = performance.now();
  const task = estimateTask(asked, tokens);
  return { prompt, class: name, task, micros: (performance.now() - began) * 1_000 };
};
for (const prompt of prompts) judge(prompt);
const judged = prompts.map(judge);

const of = (classes: readonly string[]) => judged.filter((one) => classes.includes(one.class));
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const tally = (words: readonly string[]) =>
  [...Map.groupBy(words, (word) => word)]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([word, all]) => `${word} ${all.length}`)
    .join(', ');

console.log('Kinds by class');
for (const [name, all] of Map.groupBy(judged, (one) => one.class)) {
  const kind = KIND_OF[name];
  const right = all.filter(({ task }) => task.kind === kind).length;
  const score = kind === undefined ? '' : ` ${percent(right / all.length)} ${kind}`;
  console.log(`  ${name.padEnd(20)}${score.padEnd(16)} ${tally(all.map(({ task }) => task.kind))}`);
}
const known = of(Object.keys(KIND_OF));
console.log(`  right of ${known.length}: ${percent(known.filter((one) => one.task.kind === KIND_OF[one.class]).length / known.length)}`);

console.log('\nDifficulty: median, quarter above, tokens of the answer by class');
for (const [name, all] of Map.groupBy(judged, (one) => one.class)) {
  const figures = all.map(({ task }) => task.difficulty);
  const answers = all.map(({ task }) => task.outputTokens);
  console.log(
    `  ${name.padEnd(20)} ${quantile(figures, 0.5).toFixed(2)}  ${quantile(figures, 0.75).toFixed(2)}  ${quantile(answers, 0.5)}`,
  );
}
const curve = (figure: (one: Judged) => number, easy: readonly string[]) =>
  areaUnderCurve(of(HARD).map(figure), of(easy).map(figure)).toFixed(3);
console.log(`  area under the curve, ${HARD.join(' + ')} against`);
for (const easy of [EASY, ['creative'], [...EASY, 'creative']]) {
  const byLength = curve(({ prompt }) => prompt.length, easy);
  console.log(`    ${easy.join(' + ').padEnd(20)} ${curve(({ task }) => task.difficulty, easy)}, by length alone ${byLength}`);
}

console.log(`\nLanguages: ${tally(judged.map(({ task }) => task.language ?? '(none)'))}`);
const times = judged.map(({ micros }) => micros);
console.log(`Time: median ${quantile(times, 0.5).toFixed(0)} µs, of a hundred 99 below ${quantile(times, 0.99).toFixed(0)} µs`);

if (values.show !== undefined) {
  for (const { prompt, task } of of([values.show])) {
    console.log(
      `${task.kind.padEnd(14)} ${task.difficulty.toFixed(2)} ${String(task.outputTokens).padStart(5)}  ${JSON.stringify(prompt.slice(0, 140))}`,
    );
  }
}

if (values.tokenizer !== undefined) await measureTokens(values.tokenizer, values.family ?? 'unknown');

async function measureTokens(path: string, name: string): Promise<void> {
  const family = z.enum(TOKENIZER_FAMILIES).parse(name);
  const { encode } = z
    .object({ encode: z.custom<(text: string) => readonly number[]>() })
    .parse(await import(pathToFileURL(resolve(path)).href));
  const source = join(import.meta.dirname, '..', '..', '..', 'shared', 'routing');
  const code = readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(source, entry.name), 'utf8'));
  const json = Array.from({ length: 20 }, (_, index) =>
    JSON.stringify(
      judged.slice(index * 4, index * 4 + 4).map(({ task }) => task),
      undefined,
      index % 2,
    ),
  );
  console.log(`\nTokens of ${family}: mean error, 95th percentile, margin; and by four bytes to a token`);
  const sets: Readonly<Record<string, readonly string[]>> = {
    prompts: prompts.map(({ prompt }) => prompt),
    'program code': code,
    JSON: json,
    ...Object.fromEntries(Object.entries(SENTENCES).map(([language, text]) => [language, [text]])),
  };
  for (const [set, texts] of Object.entries(sets)) {
    const real = texts.map((text) => encode(text).length);
    const show = (estimate: (text: string) => number) => {
      const { mean, p95, margin } = errorsOf(texts.map((text, index) => [estimate(text), real[index] ?? 1]));
      return `${percent(mean)}  ${percent(p95)}  ${margin.toFixed(2)}`;
    };
    console.log(
      `  ${set.padEnd(14)} ${show((text) => tokensIn(text, family))}   | ${show((text) => new TextEncoder().encode(text).length / 4)}`,
    );
  }
}
