import { named } from '../../../../shared/routing/names.ts';
import { planFor } from '../../../../shared/routing/plan-for.ts';
import type { Endpoint } from '../../call.ts';
import { countedFor } from '../../counted.ts';
import { writeJson } from '../../json.ts';
import { underKey } from '../../under-key.ts';
import { normalise } from './normalise.ts';

/** `POST /v1/responses/input_tokens`: what a request would come to, as the model reads it that it would go to. Nothing leaves. */
export const countInput: Endpoint = {
  method: 'POST',
  path: '/v1/responses/input_tokens',
  speech: 'openai',
  async serve({ body, caller, response, signal }, { responses, ports }) {
    const { personality: _, ...asked } = await body();
    const { request } = normalise({ ...asked, model: asked.model ?? 'auto', input: asked.input ?? [], store: false }, caller, responses);
    const chat = named(underKey(request, caller), ports);
    const { tokens, headers } = await countedFor(planFor(chat, ports), chat, ports, signal);
    writeJson(response, 200, { object: 'response.input_tokens', input_tokens: tokens }, headers);
  },
};
