import type { ServerResponse } from 'node:http';
import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import type { FinishReason } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { openEventStream } from '../../sse.ts';
import { openaiError } from './errors.ts';
import type { Wishes } from './normalise.ts';

const FINISH: Record<FinishReason, string> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  cancelled: 'stop',
};

const usageOf = ({ inputTokens, cachedInputTokens, outputTokens }: Usage) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
  prompt_tokens_details: { cached_tokens: cachedInputTokens },
});

/** Writes the answer in the form that the caller wished for. */
export async function respond(
  request: ChatRequest,
  wishes: Wishes,
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const head = { id: `chatcmpl-${request.id}`, created: Math.floor(Date.now() / 1000) };
  if (wishes.stream) await respondInPieces(head, wishes, plan, events, response);
  else await respondAtOnce(head, plan, events, response);
}

interface Head {
  readonly id: string;
  readonly created: number;
}

async function respondAtOnce(head: Head, plan: Plan, events: AsyncIterable<AnswerEvent>, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const event of events) {
    if (event.type === 'text') text += event.text;
    if (event.type !== 'end') continue;
    const { answer } = event;
    if (answer.error !== undefined) return writeFailure(plan, answer.error, response, answer);
    const message = { role: 'assistant', content: text, refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: FINISH[answer.finishReason ?? 'stop'] }];
    const body = { ...head, object: 'chat.completion', model: answer.target?.targetId, choices, usage: usageOf(answer.usage) };
    writeJson(response, 200, body, answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence));
  }
}

async function respondInPieces(
  head: Head,
  { includeUsage }: Wishes,
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  let send: (delta: object, finishReason: string | null) => Promise<void> = async () => {};
  let stream: ReturnType<typeof openEventStream> | undefined;
  let chunk = {};
  for await (const event of events) {
    if (event.type === 'start') {
      const opened = openEventStream(response, answerHeaders(plan.requestId, event.target, event.sentence));
      stream = opened;
      chunk = { ...head, object: 'chat.completion.chunk', model: event.target.targetId };
      const usage = includeUsage ? { usage: null } : {};
      send = (delta, finish_reason) => opened.send({ ...chunk, choices: [{ index: 0, delta, logprobs: null, finish_reason }], ...usage });
      await send({ role: 'assistant', content: '' }, null);
    } else if (event.type === 'text') {
      await send({ content: event.text }, null);
    } else if (stream === undefined) {
      if (event.answer.error !== undefined) writeFailure(plan, event.answer.error, response, event.answer);
    } else if (event.answer.error !== undefined) {
      await stream.send(openaiError(event.answer.error).body);
      stream.end();
    } else {
      await send({}, FINISH[event.answer.finishReason ?? 'stop']);
      if (includeUsage) await stream.send({ ...chunk, choices: [], usage: usageOf(event.answer.usage) });
      stream.done();
    }
  }
}

function writeFailure(plan: Plan, error: LintelErrorShape, response: ServerResponse, answer: Answer): void {
  const { status, body } = openaiError(error);
  writeJson(response, status, body, answerHeaders(plan.requestId, answer.target, error.message));
}
