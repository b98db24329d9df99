import type { ServerResponse } from 'node:http';
import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import type { PromptUsage } from '../../../../shared/chat/usage.ts';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { type EventStream, openEventStream } from '../../sse.ts';
import { explanation } from '../explanation.ts';
import { type ContentEvent, createContent, createWhole } from './content.ts';
import { anthropicError } from './errors.ts';
import { besideOf, deltaUsageOf, endOf, headOf, NOT_ENDED, usageOf } from './message.ts';

/** What the answer's form follows from. */
export interface Form {
  readonly stream: boolean;
  readonly isExplained: boolean;
  /** Tokens of the prompt by a target's kind of tokenizer, for one that did not count them. */
  estimate(targetId: string): PromptUsage;
}

/** Writes the answer as a message, whole or in events. */
export async function respond(form: Form, plan: Plan, events: AsyncIterable<AnswerEvent>, response: ServerResponse): Promise<void> {
  if (form.stream) await respondInEvents(form, plan, events, response);
  else await respondAtOnce(form, plan, events, response);
}

const headersOf = (plan: Plan, target: Answer['target'], sentence: string) => ({
  ...answerHeaders(plan.requestId, target, sentence),
  'request-id': plan.requestId,
});

async function respondAtOnce(
  { isExplained }: Form,
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const content = createContent();
  const whole = createWhole();
  const take = (told: Iterable<ContentEvent>) => {
    for (const event of told) whole.take(event);
  };
  for await (const event of events) {
    if (event.type === 'start') continue;
    if (event.type !== 'end') {
      take(content.take(event));
      continue;
    }
    const { answer, wire } = event;
    const explained = explanation(isExplained, plan, answer);
    if (answer.error !== undefined) return writeFailure(plan, answer.error, response, answer, explained);
    take(content.end());
    const body = {
      ...besideOf(wire),
      ...headOf(plan.requestId, answer.target?.targetId),
      ...endOf(event),
      content: whole.content(),
      usage: usageOf(answer.usage, answer.usage, wire?.usage),
      ...explained,
    };
    writeJson(response, 200, body, headersOf(plan, answer.target, answer.sentence ?? plan.sentence));
  }
}

async function respondInEvents(form: Form, plan: Plan, events: AsyncIterable<AnswerEvent>, response: ServerResponse): Promise<void> {
  const content = createContent();
  let stream: EventStream | undefined;
  const send = async (...told: readonly { readonly type: string }[]) => {
    for (const event of told) await stream?.send(event, event.type);
  };
  for await (const event of events) {
    if (event.type === 'start') {
      const { target, prompt = form.estimate(target.targetId) } = event;
      stream = openEventStream(response, headersOf(plan, target, event.sentence));
      const message = {
        ...headOf(plan.requestId, target.targetId),
        ...NOT_ENDED,
        content: [],
        usage: usageOf(prompt, { outputTokens: 0 }),
      };
      await send({ type: 'message_start', message } as { type: string }, { type: 'ping' });
    } else if (event.type !== 'end') {
      for (const told of content.take(event)) await send(told);
    } else {
      const { answer, wire } = event;
      const explained = explanation(form.isExplained, plan, answer);
      if (stream === undefined) {
        if (answer.error !== undefined) writeFailure(plan, answer.error, response, answer, explained);
        return;
      }
      if (answer.error !== undefined) await send({ ...anthropicError(answer.error, plan.requestId).body, ...explained });
      else {
        const delta = { type: 'message_delta', delta: endOf(event), usage: deltaUsageOf(event), ...besideOf(wire), ...explained };
        await send(...content.end(), delta, { type: 'message_stop' });
      }
      stream.end();
    }
  }
}

function writeFailure(plan: Plan, error: LintelErrorShape, response: ServerResponse, answer: Answer, explained: object): void {
  const { status, body, headers } = anthropicError(error, plan.requestId);
  writeJson(response, status, { ...body, ...explained }, { ...headersOf(plan, answer.target, error.message), ...headers });
}
