import { answerHeaders } from '../../answer-headers.ts';
import { ask } from '../../ask.ts';
import type { Call, Services } from '../../call.ts';
import { writeJson } from '../../json.ts';
import { openEventStream } from '../../sse.ts';
import { keepResponse } from './keep.ts';
import { normalise, type Reading } from './normalise.ts';
import { fold, skippedHeader } from './respond.ts';
import { closingEvent, responseObject, type State } from './response-object.ts';
import type { Running } from './running.ts';

/** Answers at once with a response that is still to be made, and makes it whether the caller stays or not. */
export async function runInBackground(body: Record<string, unknown>, call: Call, services: Services): Promise<void> {
  const { caller, app, response } = call;
  let reading: Reading | undefined;
  let running: Running | undefined;
  let isAccepted = false;
  const signal = new AbortController();
  const stand = (made: Reading, state: State) => running?.stands(() => responseObject(made, state));
  try {
    await ask(
      caller,
      body,
      {
        normalise(wire: Record<string, unknown>) {
          reading = normalise(wire, caller, services.responses);
          running = services.running.begin(app, reading.responseId);
          running.signal.addEventListener('abort', () => signal.abort(), { once: true });
          return reading.request;
        },
        async respond(plan, events) {
          if (reading === undefined || running === undefined) return;
          const made = reading;
          const run = running;
          const createdAt = Date.now();
          const queued = responseObject(made, { status: 'queued', createdAt });
          keepResponse(made, queued, call, services);
          stand(made, { status: 'queued', createdAt });
          isAccepted = true;
          run.tell([
            { type: 'response.created', response: queued },
            { type: 'response.queued', response: queued },
          ]);
          const headers = { ...answerHeaders(plan.requestId, undefined, plan.sentence), ...skippedHeader(made) };
          if (made.wire.stream === true) void follow(run, -1, call, headers).catch(() => response.destroy());
          else writeJson(response, 200, queued, headers);
          const folded = await fold(made, createdAt, events, {
            async begun(_event, state) {
              stand(made, state);
              run.tell([{ type: 'response.in_progress', response: responseObject(made, state) }]);
            },
            told: async (told) => run.tell(told),
          });
          if (folded === undefined) return;
          const ended = responseObject(made, folded.state);
          stand(made, folded.state);
          // Not where it was deleted meanwhile, or its key revoked.
          if (services.responses.find(app.id, made.responseId) !== undefined) keepResponse(made, ended, call, services);
          run.tell([{ type: closingEvent(folded.state.status), response: ended }]);
        },
      },
      services,
      signal.signal,
    );
  } catch (error) {
    if (isAccepted && reading !== undefined) {
      const message = 'Lintel could not bring this response to its end. Ask again.';
      stand(reading, { status: 'failed', createdAt: Date.now(), error: { code: 'server_error', message } });
    }
    throw error;
  } finally {
    running?.end();
  }
}

/** Sends what a response tells from a number on, until it is over or the caller leaves. */
export async function follow(running: Running, after: number, { response, signal }: Call, headers: Record<string, string>): Promise<void> {
  const stream = openEventStream(response, headers);
  for await (const event of running.events(after)) {
    if (signal.aborted) return;
    await stream.send(event, event.type);
  }
  stream.end();
}
