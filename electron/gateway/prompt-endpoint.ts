import type { Dialect } from '../../shared/routing/route.ts';
import { ask } from './ask.ts';
import type { Call, Endpoint, Speech } from './call.ts';

/** An endpoint that takes a prompt: what it reads goes down the one path, spoken in the dialect that `open` makes for the call. */
export function promptEndpoint(speech: Speech, path: string, open: (call: Call) => Dialect<Record<string, unknown>, void>): Endpoint {
  return {
    method: 'POST',
    path,
    speech,
    serve: async (call, services) => ask(call.caller, await call.body(), open(call), services, call.signal),
  };
}
