import type { ServerResponse } from 'node:http';
import type { LintelErrorShape } from '../../../../shared/chat/error.ts';
import type { FinishReason } from '../../../../shared/chat/event.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { explanation } from '../explanation.ts';
import { geminiError } from './errors.ts';
import { createParts, joined, type Told } from './parts.ts';
import { openChunks } from './stream.ts';

type End = Extract<AnswerEvent, { type: 'end' }>;

const REASONS: Record<FinishReason, string> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'tool-calls': 'STOP',
  'content-filter': 'SAFETY',
  cancelled: 'OTHER',
};

/** What the answer's form follows from. */
export interface Form {
  /** In pieces: as server-sent events, or as one list. Absent: whole. */
  readonly stream?: 'events' | 'list';
  readonly tellsThought: boolean;
  readonly isExplained: boolean;
}

/** Writes the answer as Google's API does. */
export async function respond(form: Form, plan: Plan, events: AsyncIterable<AnswerEvent>, response: ServerResponse): Promise<void> {
  const parts = createParts(form.tellsThought);
  const whole: Told[] = [];
  let chunks: ReturnType<typeof openChunks> | undefined;
  let head = {};
  for await (const event of events) {
    if (event.type === 'start') {
      head = { modelVersion: event.target.targetId, responseId: plan.requestId };
      const headers = answerHeaders(plan.requestId, event.target, event.sentence);
      if (form.stream !== undefined) chunks = openChunks(response, headers, form.stream);
    } else if (event.type !== 'end') {
      const told = parts.take(event);
      if (chunks === undefined) whole.push(...told);
      else for (const each of told) await chunks.send({ candidates: [candidateOf(each)], ...head });
    } else {
      const { answer } = event;
      const explained = explanation(form.isExplained, plan, answer);
      if (answer.error !== undefined) {
        if (chunks === undefined) return writeFailure(plan, answer.error, response, answer, explained);
        await chunks.send({ ...geminiError(answer.error).body, ...explained });
        chunks.end();
        return;
      }
      const rest = parts.end();
      const beside = { usageMetadata: usageOf(answer.usage, event), ...head, ...event.wire?.chunk, ...explained };
      if (chunks === undefined) {
        const body = { candidates: endsOf(event, [...whole, ...rest]), ...beside, modelVersion: answer.target?.targetId };
        writeJson(response, 200, body, answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence));
      } else {
        await chunks.send({ candidates: endsOf(event, rest), ...beside });
        chunks.end();
      }
    }
  }
}

const candidateOf = ({ candidate, parts }: Told) => ({ content: { role: 'model', parts }, index: candidate });

/** Every candidate with what is left to say of it, and why it ended. */
function endsOf({ answer, wire }: End, told: readonly Told[]) {
  const reasons = answer.finishReasons ?? [answer.finishReason ?? 'stop'];
  return reasons.map((reason, index) => {
    const parts = joined(told.flatMap((each) => (each.candidate === index ? each.parts : [])));
    return { ...(index === 0 ? wire?.choice : {}), ...candidateOf({ candidate: index, parts }), finishReason: REASONS[reason] };
  });
}

function usageOf({ inputTokens, cachedInputTokens, outputTokens, reasoningTokens = 0 }: Usage, { wire }: End) {
  // What its own tools read of the prompt is a count of its own here.
  const read = Number(wire?.usage?.toolUsePromptTokenCount ?? 0);
  return {
    ...wire?.usage,
    promptTokenCount: inputTokens - read,
    candidatesTokenCount: outputTokens - reasoningTokens,
    totalTokenCount: inputTokens + outputTokens,
    ...(cachedInputTokens === 0 ? {} : { cachedContentTokenCount: cachedInputTokens }),
    ...(reasoningTokens === 0 ? {} : { thoughtsTokenCount: reasoningTokens }),
  };
}

function writeFailure(plan: Plan, error: LintelErrorShape, response: ServerResponse, answer: Answer, explained: object): void {
  const { status, body, headers } = geminiError(error);
  writeJson(response, status, { ...body, ...explained }, { ...answerHeaders(plan.requestId, answer.target, error.message), ...headers });
}
