// Asks the starter model, in the real engine, what its training never saw, and prints how it did.
//   npm run evaluate:starter [-- --model file.gguf]
import { parseArgs } from 'node:util';
import { openStarter, type Reply, STARTER } from './conversation.ts';
import { evaluate, shareRight } from './evaluation.ts';
import { overlaps } from './overlap.ts';
import type { Verdict } from './verdict.ts';

const { values } = parseArgs({ options: { model: { type: 'string' } } });
const shared = overlaps();
if (shared.length > 0) {
  for (const { phrasing, pattern } of shared) process.stderr.write(`Training could draw “${phrasing}” from: ${pattern}\n`);
  process.exit(1);
}

const starter = openStarter(values.model ?? STARTER);
await starter.say('Hello');
const { topics, followUps, offTopic, replies } = await evaluate(starter);
await starter.dispose();

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const speed = ({ tokens, restMs }: Reply) => (tokens - 1) / (restMs / 1000);
const row = (name: string, verdicts: readonly Verdict[], least: string) =>
  `| ${name} | ${verdicts.filter(({ isRight }) => isRight).length} of ${verdicts.length} | ${percent(shareRight(verdicts))} | ${least} |`;

const all = [...topics, ...followUps, ...offTopic];
const runningOn = all.filter(({ runsOn }) => runsOn);
const longest = Math.max(...replies.map(({ tokens }) => tokens));
const lines = [
  '| prompts | right | share | wanted |',
  '|---|---|---|---|',
  row('about a topic', topics, '90 %'),
  row('second turns', followUps, ''),
  row('off-topic, refused', offTopic, '95 %'),
  '',
  `Answers that loop or run past 200 tokens: ${runningOn.length}; the longest has ${longest} tokens.`,
  `One thread, medians: first token after ${median(replies.map(({ firstTokenMs }) => firstTokenMs)).toFixed(1)} ms, then ${median(replies.map(speed)).toFixed(0)} tokens/s.`,
  '',
  'Misses:',
  '',
  ...all
    .filter(({ isRight, runsOn }) => !isRight || runsOn)
    .map(({ prompt, topic, answer }) => `- ${topic ?? 'off-topic'}: “${prompt}” got “${answer.split(/[.!:]/)[0]}…”`),
];
process.stdout.write(`${lines.join('\n')}\n`);
const isGood = shareRight(topics) >= 0.9 && shareRight(offTopic) >= 0.95 && runningOn.length === 0;
process.exitCode = isGood ? 0 : 1;
