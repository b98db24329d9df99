import type { ServerResponse } from 'node:http';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { openEventStream } from '../../sse.ts';
import { explanation } from '../explanation.ts';
import { openaiError } from '../openai-chat/errors.ts';
import { failureOf } from './failure.ts';
import type { Reading } from './normalise.ts';
import type { WireEvent } from './output/item.ts';
import { createOutput } from './output/output.ts';
import { closingEvent, responseObject, type State } from './response-object.ts';

/** Where an answer goes. */
export interface Reply {
  readonly response: ServerResponse;
  readonly isExplained: boolean;
  /** Keeps a response. Called before the caller is told that it is complete. */
  keep(body: Record<string, unknown>): void;
}

/** What an answer comes to: its response in the end, or why there is none. */
export interface Folded {
  readonly answer: Answer;
  readonly state: State;
}

/** Folds an answer into a response, telling of each step. @param begun called once somebody answers */
export async function fold(
  reading: Reading,
  createdAt: number,
  events: AsyncIterable<AnswerEvent>,
  tell: {
    begun(event: Extract<AnswerEvent, { type: 'start' }>, state: State): Promise<void>;
    told(events: readonly WireEvent[]): Promise<void>;
  },
): Promise<Folded | undefined> {
  const isPacked = reading.wire.include?.includes('reasoning.encrypted_content') === true;
  const output = createOutput(reading.responseId, reading.toolbox, isPacked);
  for await (const event of events) {
    if (event.type === 'start') await tell.begun(event, { status: 'in_progress', createdAt, model: event.target.targetId });
    else if (event.type !== 'end') await tell.told(output.take(event));
    else {
      const { answer } = event;
      const state = stateOf(answer, createdAt);
      if (answer.error === undefined) await tell.told(output.end(state.status === 'completed' ? 'completed' : 'incomplete'));
      return { answer, state: { ...state, output: output.items() } };
    }
  }
  return undefined;
}

function stateOf({ error, finishReason, target, usage }: Answer, createdAt: number): Omit<State, 'output'> {
  const base = { createdAt, model: target?.targetId, usage };
  if (error !== undefined) return { ...base, status: 'failed', error: failureOf(error) };
  if (finishReason === 'length') return { ...base, status: 'incomplete', incomplete: 'max_output_tokens' };
  if (finishReason === 'content-filter') return { ...base, status: 'incomplete', incomplete: 'content_filter' };
  return { ...base, status: finishReason === 'cancelled' ? 'cancelled' : 'completed', completedAt: Date.now() };
}

/** Writes the answer in the form that the caller wished for. */
export async function respond(reading: Reading, reply: Reply, plan: Plan, events: AsyncIterable<AnswerEvent>): Promise<void> {
  const { response, isExplained, keep } = reply;
  const createdAt = Date.now();
  const isStreamed = reading.wire.stream === true;
  let stream: ReturnType<typeof createStream> | undefined;
  const folded = await fold(reading, createdAt, events, {
    async begun(event, state) {
      if (!isStreamed) return;
      stream = createStream(response, { ...answerHeaders(plan.requestId, event.target, event.sentence), ...skippedHeader(reading) });
      const body = responseObject(reading, state);
      await stream.send([
        { type: 'response.created', response: body },
        { type: 'response.in_progress', response: body },
      ]);
    },
    told: async (told) => stream?.send(told),
  });
  if (folded === undefined) return;
  const { answer, state } = folded;
  const explained = explanation(isExplained, plan, answer);
  const { error } = answer;
  if (error !== undefined && stream === undefined) {
    const { status, body, headers } = openaiError(error);
    return writeJson(
      response,
      status,
      { ...body, ...explained },
      { ...answerHeaders(plan.requestId, answer.target, error.message), ...headers },
    );
  }
  const body = responseObject(reading, state);
  if (reading.isKept && state.status !== 'cancelled') keep(body);
  if (stream !== undefined) {
    await stream.send([{ type: closingEvent(state.status), response: { ...body, ...explained } }]);
    return stream.end();
  }
  const headers = answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence);
  writeJson(response, 200, { ...body, ...explained }, { ...headers, ...skippedHeader(reading) });
}

/** Types of tools and items that no model here could be given. */
export const skippedHeader = ({ skipped }: Reading): Record<string, string> =>
  skipped.length === 0
    ? {}
    : {
        'x-lintel-skipped': skipped
          .join(', ')
          .replaceAll(/[^\x20-\x7e]+/g, ' ')
          .slice(0, 1024),
      };

/** A stream whose events are numbered. */
function createStream(response: ServerResponse, headers: Record<string, string>) {
  const stream = openEventStream(response, headers);
  let sequence_number = 0;
  return {
    async send(events: readonly WireEvent[]): Promise<void> {
      for (const event of events) await stream.send({ ...event, sequence_number: sequence_number++ }, event.type);
    },
    end: () => stream.end(),
  };
}
