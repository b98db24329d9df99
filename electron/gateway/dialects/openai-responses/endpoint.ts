import { ask } from '../../ask.ts';
import type { Endpoint } from '../../call.ts';
import { runInBackground } from './background.ts';
import { keepResponse } from './keep.ts';
import { normalise, type Reading } from './normalise.ts';
import { respond } from './respond.ts';

/** `POST /v1/responses`. */
export const createResponse: Endpoint = {
  method: 'POST',
  path: '/v1/responses',
  speech: 'openai',
  async serve(call, services) {
    const body = await call.body();
    if (body.background === true) return runInBackground(body, call, services);
    let reading: Reading;
    await ask(
      call.caller,
      body,
      {
        normalise(wire: Record<string, unknown>) {
          reading = normalise(wire, call.caller, services.responses);
          return reading.request;
        },
        respond: (plan, events) =>
          respond(
            reading,
            { response: call.response, isExplained: call.caller.isExplained, keep: (body) => keepResponse(reading, body, call, services) },
            plan,
            events,
          ),
      },
      services,
      call.signal,
    );
  },
};
