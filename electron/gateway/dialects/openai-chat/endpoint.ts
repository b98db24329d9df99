import type { Dialect } from '../../../../shared/routing/route.ts';
import type { Call } from '../../call.ts';
import { promptEndpoint } from '../../prompt-endpoint.ts';
import { normalise } from './normalise.ts';
import { respond } from './respond.ts';

/** `POST /v1/chat/completions`. */
export const chatCompletions = promptEndpoint('openai', '/v1/chat/completions', openaiChat);

function openaiChat({ caller, response }: Call): Dialect<Record<string, unknown>, void> {
  let read: ReturnType<typeof normalise>;
  return {
    normalise(body) {
      read = normalise(body, caller);
      return read.request;
    },
    respond: (plan, events) => respond(read.request, { ...read.wishes, isExplained: caller.isExplained }, plan, events, response),
  };
}
