import { randomUUID } from 'node:crypto';
import type { BenchmarkView } from '../../shared/api/model-views.ts';
import { fromErrorShape, LintelError } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { say } from '../../shared/chat/said.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { Answer } from '../../shared/routing/record.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';

/** Lines of the prompt, some ten tokens each: long enough to show how fast prompts are read, short enough for a small window. */
const MOST_LINES = 48;
const TOKENS_A_LINE = 16;
/** Tokens of the answer. */
const ANSWER_TOKENS = 64;

const dialect: Dialect<ChatRequest, Answer> = {
  normalise: (request) => request,
  async respond(_plan, events) {
    let answer: Answer | undefined;
    for await (const event of events) if (event.type === 'end') answer = event.answer;
    if (answer === undefined) throw new LintelError('internal', say`The model gave no account of its answer. Try again.`);
    if (answer.error !== undefined) throw fromErrorShape(answer.error);
    return answer;
  },
};

/**
 * Asks a model on this device one prompt that it has not seen, by the one path and tagged so that it cannot leave. What it
 * shows is learned like that of any answer. Throws `unknown-model`, or what the model failed with.
 */
export async function benchmark(id: string, ports: Ports, signal: AbortSignal): Promise<BenchmarkView> {
  const target = ports.fleet.targets().find((one) => one.id === id && one.zone === 'device');
  if (target === undefined) throw new LintelError('unknown-model', say`The model ${id} is gone. Choose another.`, { field: 'id' });
  if (!target.abilities.includes('chat'))
    throw new LintelError('bad-request', say`“${target.name}” does not write answers, so there is no speed to measure.`, { field: 'id' });
  const lines = Math.max(2, Math.min(MOST_LINES, Math.floor((target.contextWindow - 2 * ANSWER_TOKENS) / TOKENS_A_LINE / 2)));
  const answer = await route(requestTo(id, lines), dialect, ports, signal);
  const { usage, timings } = answer;
  const { promptTokensPerSecond, tokensPerSecond, loadMs } = timings;
  return {
    inputTokens: usage.inputTokens - usage.cachedInputTokens,
    outputTokens: usage.outputTokens,
    ...(promptTokensPerSecond === undefined ? {} : { promptTokensPerSecond }),
    ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
    loadMs,
  };
}

/** What differs in its first words is in no cache. */
function requestTo(id: string, lines: number): ChatRequest {
  const requestId = randomUUID();
  const counted = Array.from({ length: lines }, (_, line) => `Line ${line + 1} of this page counts ${line * 7 + 3} birds.`);
  const text = `Page ${requestId}.\n${counted.join('\n')}\nWrite a long story about these birds.`;
  return {
    id: requestId,
    app: 'window',
    dialect: 'window',
    model: id,
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    sampling: { temperature: 0 },
    maxOutputTokens: ANSWER_TOKENS,
    stop: [],
    output: { type: 'text' },
    tags: ['private'],
    project: 'benchmark',
    wire: {},
  };
}
