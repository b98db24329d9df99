// npm run bench -- task: what it costs to read a prompt's size and task, beside the scan of the same text.
import type { ChatRequest } from '../../shared/chat/request.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { estimateTask } from '../../shared/routing/estimate-task.ts';
import { sizesOf } from '../../shared/routing/tokens/size.ts';
import { interleave, type Line } from './measure.ts';

const SENTENCES = [
  'Write a function that takes a list of orders and gives back the total of each customer, sorted from the largest to the smallest.',
  'Our customers are in 14 countries, so that amounts come in several currencies, and the rate of the day must be applied.',
  '“It should be simple,” they said — although nobody could tell what to do about orders that were cancelled later.',
  'Die Liste hat etwa 20.000 Einträge und wird jede Nacht neu geschrieben; bitte erkläre kurz, wie du vorgehst.',
  '- it must not read the whole file into memory\n- amounts are strings such as "1.204,50 €"\n',
  'const total = orders.reduce((sum, { amount }) => sum + amount, 0);\n',
];

const MOST_MS = 0.5;
const ROUNDS = 15;
const REPEATS = 20;

/** What sized a prompt before: its bytes in UTF-8. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7ff) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

function prose(length: number): string {
  let text = '';
  for (let index = 0; text.length < length; index++) text += `${SENTENCES[(index * 7) % SENTENCES.length]} `;
  return text.slice(0, length);
}

const asked = (text: string): ChatRequest => ({
  id: 'bench',
  app: 'bench',
  dialect: 'bench',
  model: 'auto',
  messages: [{ role: 'user', content: [{ type: 'text', text }] }],
  tools: [],
  sampling: {},
  stop: [],
  output: { type: 'text' },
  tags: [],
  wire: {},
});

/** Milliseconds of one call, from many. */
const cost = (work: () => unknown) => async () => {
  const began = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat++) work();
  return (performance.now() - began) / REPEATS;
};

export async function measureTask(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, length] of [
    ['4 kB', 4_000],
    ['100 kB', 100_000],
  ] as const) {
    const text = prose(length);
    const request = asked(text);
    const measures = {
      bytes: cost(() => utf8Length(text)),
      size: cost(() => sizesOf(request)),
      task: cost(() => estimateTask(request, 1_000)),
      scan: cost(() => scan(text)),
    };
    const taken = await interleave(ROUNDS, measures);
    const ms = (figure: number) => `${figure.toFixed(4)} ms`;
    lines.push({
      measure: `${name}: the task`,
      value: ms(taken.task),
      against: `scan ${ms(taken.scan)}`,
      ratio: (taken.task / taken.scan).toFixed(3),
      goal: `at most ${MOST_MS} ms`,
      reached: taken.task <= MOST_MS,
    });
    lines.push({
      measure: `${name}: the size, by each tokenizer family`,
      value: ms(taken.size),
      against: `counting bytes ${ms(taken.bytes)}`,
      ratio: (taken.size / taken.bytes).toFixed(2),
      goal: 'less than counting bytes',
      reached: taken.size < taken.bytes,
    });
  }
  return lines;
}
