import { named } from '../../../../shared/routing/names.ts';
import { planFor } from '../../../../shared/routing/plan-for.ts';
import { refusalError } from '../../../../shared/routing/refusal.ts';
import type { Endpoint } from '../../call.ts';
import { countedFor } from '../../counted.ts';
import { writeJson } from '../../json.ts';
import { underKey } from '../../under-key.ts';
import { settingOf } from './endpoint.ts';
import { normalise } from './normalise.ts';
import { countRequest } from './wire.ts';

/** What is no use to count for. */
const VAIN = new Set(['unknown-model', 'forbidden', 'denied-by-rule']);

/**
 * `POST /v1/messages/count_tokens`: the tokens of a prompt as the model reads it that it would go to. It is only decided
 * where that is: nothing leaves.
 */
export const countTokens: Endpoint = {
  method: 'POST',
  path: '/v1/messages/count_tokens',
  speech: 'anthropic',
  async serve(call, { ports }) {
    const body = await call.body();
    const read = normalise(body, countRequest, settingOf(call, body, ports));
    const request = named(underKey(read.request, call.caller), ports);
    const plan = planFor(request, ports);
    const [first] = plan.permitted;
    if (first === undefined) {
      const error = refusalError(plan, request.model);
      // One that is too long must still be counted.
      if (VAIN.has(error.code)) throw error;
    }
    const { tokens, headers } = await countedFor(plan, request, ports, call.signal);
    writeJson(call.response, 200, { input_tokens: tokens }, { 'request-id': plan.requestId, ...headers });
  },
};
