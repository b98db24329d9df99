import type { IncomingMessage } from 'node:http';
import type { Ports } from '../../../../shared/routing/ports.ts';
import type { Dialect } from '../../../../shared/routing/route.ts';
import { sizesOf } from '../../../../shared/routing/tokens/size.ts';
import { ask } from '../../ask.ts';
import { askedTarget } from '../../asked-target.ts';
import type { Call, Endpoint } from '../../call.ts';
import { normalise, type Setting } from './normalise.ts';
import { respond } from './respond.ts';
import { messagesRequest } from './wire.ts';

/** `POST /v1/messages`. */
export const messages: Endpoint = {
  method: 'POST',
  path: '/v1/messages',
  speech: 'anthropic',
  serve: async (call, services) => ask(call.caller, await call.body(), anthropicMessages(call, services.ports), services, call.signal),
};

function anthropicMessages(call: Call, ports: Ports): Dialect<Record<string, unknown>, void> {
  const { caller, response } = call;
  let read: ReturnType<typeof normalise>;
  const estimate = (targetId: string) => {
    const target = ports.fleet.targets().find(({ id }) => id === targetId);
    return { inputTokens: sizesOf(read.request)[target?.tokenizer ?? 'unknown'], cachedInputTokens: 0 };
  };
  return {
    normalise(body) {
      read = normalise(body, messagesRequest, settingOf(call, body, ports));
      return read.request;
    },
    respond: (plan, events) => respond({ stream: read.stream, isExplained: caller.isExplained, estimate }, plan, events, response),
  };
}

export const settingOf = ({ request, caller }: Call, { model }: Record<string, unknown>, ports: Ports): Setting => ({
  caller,
  betas: betasOf(request),
  target: askedTarget(model, ports),
});

const MOST_BETAS = 32;

/** Features that are asked for by name. What is no name is left out, as Anthropic passes over those it does not know. */
function betasOf({ headers }: IncomingMessage): string[] {
  const names = [headers['anthropic-beta'] ?? []].flat().join(',').split(',');
  return names.flatMap((name) => (/^[\w.-]{1,64}$/.test(name.trim()) ? [name.trim()] : [])).slice(0, MOST_BETAS);
}
