import type { ServerResponse } from 'node:http';
import type { Plan } from '../../../../shared/routing/plan.ts';
import type { AnswerEvent } from '../../../../shared/routing/record.ts';
import { answerHeaders } from '../../answer-headers.ts';
import { drained } from '../../drained.ts';
import { writeJson } from '../../json.ts';
import { openaiError } from '../openai-chat/errors.ts';

/** Hands on what a target made as it comes, no faster than it is read. What breaks off ends the connection, so that nobody takes it for whole. */
export async function respond(plan: Plan, events: AsyncIterable<AnswerEvent>, response: ServerResponse): Promise<void> {
  let headers = answerHeaders(plan.requestId, undefined, plan.sentence);
  for await (const event of events) {
    if (event.type === 'start') headers = answerHeaders(plan.requestId, event.target, event.sentence);
    else if (event.type === 'text' && event.result?.type === 'bytes') {
      const { contentType, bytes } = event.result;
      if (response.destroyed) continue;
      if (!response.headersSent) response.writeHead(200, { 'content-type': contentType, 'x-content-type-options': 'nosniff', ...headers });
      if (bytes.length > 0) await write(response, bytes);
    } else if (event.type === 'end') {
      const { error, target } = event.answer;
      if (error === undefined) response.end();
      else if (response.headersSent) response.destroy();
      else {
        const failure = openaiError(error);
        const own = answerHeaders(plan.requestId, target, error.message);
        writeJson(response, failure.status, failure.body, { ...own, ...failure.headers });
      }
    }
  }
}

async function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  // The engine may use these bytes' memory again once it is asked for more.
  if (response.write(Buffer.from(bytes))) return;
  await drained(response);
}
