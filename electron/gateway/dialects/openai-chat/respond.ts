import type { ServerResponse } from 'node:http';
import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import type { FinishReason, WireExtra } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { openEventStream } from '../../sse.ts';
import { createChoices, deltaOf, logprobsOf } from './choices.ts';
import { openaiError } from './errors.ts';
import type { Wishes } from './normalise.ts';

const FINISH: Record<FinishReason, string> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  cancelled: 'stop',
};

const usageOf = ({ inputTokens, cachedInputTokens, outputTokens, reasoningTokens }: Usage, told: WireExtra['usage']) => ({
  ...told,
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
  prompt_tokens_details: { ...fieldsOf(told?.prompt_tokens_details), cached_tokens: cachedInputTokens },
  ...(reasoningTokens === undefined
    ? {}
    : { completion_tokens_details: { ...fieldsOf(told?.completion_tokens_details), reasoning_tokens: reasoningTokens } }),
});

/** What is added for a caller that asked how the answer came about: what was expected beside what happened. */
function explanation(isExplained: boolean, plan: Plan, answer: Answer): { lintel?: { plan: Plan; answer: Answer } } {
  if (!isExplained) return {};
  // A key that may use some models does not learn which others there are.
  return { lintel: { plan: { ...plan, refused: plan.refused.filter(({ constraint }) => constraint !== 'allowed') }, answer } };
}
const fieldsOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** Writes the answer in the form that the caller wished for. */
export async function respond(
  request: ChatRequest,
  wishes: Wishes & { readonly isExplained: boolean },
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const head = { id: `chatcmpl-${request.id}`, created: Math.floor(Date.now() / 1000) };
  if (wishes.stream) await respondInPieces(head, wishes, plan, events, response);
  else await respondAtOnce(head, wishes, plan, events, response);
}

interface Head {
  readonly id: string;
  readonly created: number;
}

async function respondAtOnce(
  head: Head,
  { isExplained }: { readonly isExplained: boolean },
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const choices = createChoices();
  for await (const event of events) {
    if (event.type === 'start') continue;
    if (event.type !== 'end') {
      choices.take(event);
      continue;
    }
    const { answer } = event;
    const explained = explanation(isExplained, plan, answer);
    if (answer.error !== undefined) return writeFailure(plan, answer.error, response, answer, explained);
    const body = {
      ...choices.end(event.wire),
      ...head,
      object: 'chat.completion',
      model: answer.target?.targetId,
      choices: choices.whole(reasonsOf(answer)),
      usage: usageOf(answer.usage, event.wire?.usage),
      ...explained,
    };
    writeJson(response, 200, body, answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence));
  }
}

async function respondInPieces(
  head: Head,
  { includeUsage, isExplained }: Wishes & { readonly isExplained: boolean },
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  let send: (index: number, delta: object, finishReason: string | null, wire?: WireExtra, logprobs?: object | null) => Promise<void> =
    async () => {};
  let stream: ReturnType<typeof openEventStream> | undefined;
  let chunk = {};
  const opened = new Set<number>();
  for await (const event of events) {
    if (event.type === 'start') {
      const eventStream = openEventStream(response, answerHeaders(plan.requestId, event.target, event.sentence));
      stream = eventStream;
      chunk = { ...head, object: 'chat.completion.chunk', model: event.target.targetId };
      const usage = includeUsage ? { usage: null } : {};
      send = async (index, delta, finish_reason, wire, logprobs = null) => {
        if (!opened.has(index)) {
          opened.add(index);
          await send(index, { role: 'assistant', content: '' }, null);
        }
        const choice = { index, delta: wire?.delta === undefined ? delta : { ...wire.delta, ...delta }, logprobs, finish_reason };
        if (wire === undefined) await eventStream.send({ ...chunk, choices: [choice], ...usage });
        else await eventStream.send({ ...wire.chunk, ...chunk, choices: [{ ...wire.choice, ...choice }], ...usage });
      };
    } else if (event.type !== 'end') {
      await send(event.choice ?? 0, deltaOf(event), null, event.wire, event.type === 'text' ? logprobsOf(event.logprobs) : null);
    } else if (stream === undefined) {
      const { error } = event.answer;
      if (error !== undefined) writeFailure(plan, error, response, event.answer, explanation(isExplained, plan, event.answer));
    } else if (event.answer.error !== undefined) {
      await stream.send({ ...openaiError(event.answer.error).body, ...explanation(isExplained, plan, event.answer) });
      stream.end();
    } else {
      for (const [index, reason] of reasonsOf(event.answer).entries()) await send(index, {}, reason, event.wire);
      const explained = explanation(isExplained, plan, event.answer);
      const usage = includeUsage ? { usage: usageOf(event.answer.usage, event.wire?.usage) } : {};
      if (includeUsage || isExplained) await stream.send({ ...event.wire?.chunk, ...chunk, choices: [], ...usage, ...explained });
      stream.done();
    }
  }
}

/** OpenAI's finish reason of each choice. */
function reasonsOf({ finishReasons, finishReason }: Answer): readonly string[] {
  return (finishReasons ?? [finishReason ?? 'stop']).map((reason) => FINISH[reason]);
}

function writeFailure(plan: Plan, error: LintelErrorShape, response: ServerResponse, answer: Answer, explained: object): void {
  const { status, body } = openaiError(error);
  writeJson(response, status, { ...body, ...explained }, answerHeaders(plan.requestId, answer.target, error.message));
}
