import type { ServerResponse } from 'node:http';
import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import type { FinishReason, WireExtra } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import { eachOf } from '../../../../shared/chat/told.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { type EventStream, openEventStream } from '../../sse.ts';
import { explanation } from '../explanation.ts';
import { type CallWords, callWords } from './calls.ts';
import { createChoices } from './choices.ts';
import { createChunks } from './chunks.ts';
import { openaiError } from './errors.ts';
import type { Wishes } from './normalise.ts';

const FINISH: Record<Exclude<FinishReason, 'tool-calls'>, string> = {
  stop: 'stop',
  length: 'length',
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
  { isExplained, style }: Wishes & { readonly isExplained: boolean },
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const choices = createChoices();
  const words = callWords(style);
  await eachOf(events, (event) => {
    if (event.type === 'start') return undefined;
    if (event.type !== 'end') return choices.take(event);
    const { answer } = event;
    const explained = explanation(isExplained, plan, answer);
    if (answer.error !== undefined) return writeFailure(plan, answer.error, response, answer, explained);
    const body = {
      ...choices.end(event.wire),
      ...head,
      object: 'chat.completion',
      model: answer.target?.targetId,
      choices: choices.whole(reasonsOf(answer, words), words),
      usage: usageOf(answer.usage, event.wire?.usage),
      ...explained,
    };
    writeJson(response, 200, body, answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence));
    return undefined;
  });
}

async function respondInPieces(
  head: Head,
  { includeUsage, isExplained, style }: Wishes & { readonly isExplained: boolean },
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const words = callWords(style);
  let stream: EventStream | undefined;
  let chunks = createChunks({}, {}, words);
  const tell = (texts: readonly string[]) => stream?.sendJson(texts);
  const end = async ({ answer, wire }: Extract<AnswerEvent, { type: 'end' }>) => {
    const explained = explanation(isExplained, plan, answer);
    if (stream === undefined) {
      if (answer.error !== undefined) writeFailure(plan, answer.error, response, answer, explained);
    } else if (answer.error !== undefined) {
      await stream.send({ ...openaiError(answer.error).body, ...explained });
      stream.end();
    } else {
      await tell(chunks.rest());
      await tell(reasonsOf(answer, words).flatMap((reason, index) => chunks.finish(index, reason, wire)));
      const usage = includeUsage ? { usage: usageOf(answer.usage, wire?.usage) } : {};
      if (includeUsage || isExplained) await tell([chunks.last(wire, { ...usage, ...explained })]);
      stream.done();
    }
  };
  await eachOf(events, (event) => {
    if (event.type === 'end') return end(event);
    if (event.type !== 'start') return tell(chunks.piece(event));
    stream = openEventStream(response, answerHeaders(plan.requestId, event.target, event.sentence));
    const shared = { ...head, object: 'chat.completion.chunk', model: event.target.targetId };
    chunks = createChunks(shared, includeUsage ? { usage: null } : {}, words);
    return undefined;
  });
}

/** OpenAI's finish reason of each choice. */
function reasonsOf({ finishReasons, finishReason }: Answer, { reason: called }: CallWords): readonly string[] {
  return (finishReasons ?? [finishReason ?? 'stop']).map((reason) => (reason === 'tool-calls' ? called : FINISH[reason]));
}

function writeFailure(plan: Plan, error: LintelErrorShape, response: ServerResponse, answer: Answer, explained: object): void {
  const { status, body, headers } = openaiError(error);
  writeJson(response, status, { ...body, ...explained }, { ...answerHeaders(plan.requestId, answer.target, error.message), ...headers });
}
