import type { ServerResponse } from 'node:http';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { Answer, AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { writeJson } from '../../json.ts';
import { accountOf } from './account.ts';
import { ollamaError } from './errors.ts';
import { openLines } from './lines.ts';
import { createPieces, joined, type Said } from './pieces.ts';

/** Where an endpoint's objects have what was said. */
export type Shape = (said: Said) => object;

/** `/api/chat` has a message. */
export const asMessage: Shape = ({ content = '', logprobs, ...said }) => ({
  message: { role: 'assistant', content, ...said },
  ...(logprobs === undefined ? {} : { logprobs }),
});

/** `/api/generate` has the text itself. */
export const asResponse: Shape = ({ content = '', thinking, logprobs }) => ({
  response: content,
  ...(thinking === undefined ? {} : { thinking }),
  ...(logprobs === undefined ? {} : { logprobs }),
});

/** Writes an answer in lines, or whole. */
export async function respond(
  shape: Shape,
  isStream: boolean,
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  response: ServerResponse,
): Promise<void> {
  const pieces = createPieces();
  const all: Said[] = [];
  let lines: ReturnType<typeof openLines> | undefined;
  let model = '';
  const say = (said: Said) => lines?.send({ model, created_at: new Date().toISOString(), ...shape(said), done: false });
  for await (const event of events) {
    if (event.type === 'start') {
      model = event.target.targetId;
      if (isStream) lines = openLines(response, answerHeaders(plan.requestId, event.target, event.sentence));
    } else if (event.type !== 'end') {
      for (const said of pieces.take(event)) {
        if (isStream) await say(said);
        else all.push(said);
      }
    } else if (event.answer.error !== undefined) {
      await fail(event.answer, event.answer.error, plan, response, lines);
    } else {
      const { answer } = event;
      const rest = pieces.rest();
      const last = { model: answer.target?.targetId ?? model, created_at: new Date().toISOString(), ...accountOf(answer) };
      if (lines === undefined) {
        const headers = answerHeaders(plan.requestId, answer.target, answer.sentence ?? plan.sentence);
        const body = { ...last, ...shape(joined([...all, ...rest])) };
        if (isStream) await sayOnce(body, headers, response);
        else writeJson(response, 200, body, headers);
      } else {
        for (const said of rest) await say(said);
        await lines.send({ ...last, ...shape({}) });
        lines.end();
      }
    }
  }
}

/** An answer that began with its end. */
async function sayOnce(body: object, headers: Record<string, string>, response: ServerResponse): Promise<void> {
  const lines = openLines(response, headers);
  await lines.send(body);
  lines.end();
}

async function fail(
  answer: Answer,
  error: NonNullable<Answer['error']>,
  plan: Plan,
  response: ServerResponse,
  lines: ReturnType<typeof openLines> | undefined,
): Promise<void> {
  const { status, body, headers } = ollamaError(error);
  if (lines === undefined) {
    writeJson(response, status, body, { ...answerHeaders(plan.requestId, answer.target, error.message), ...headers });
    return;
  }
  // An object without `done`: nobody takes the answer for complete.
  await lines.send(body);
  lines.end();
}
