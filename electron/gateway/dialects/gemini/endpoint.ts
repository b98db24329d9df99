import { LintelError } from '../../../../shared/chat/error.ts';
import { named } from '../../../../shared/routing/names.ts';
import { planFor } from '../../../../shared/routing/plan-for.ts';
import type { Dialect } from '../../../../shared/routing/route.ts';
import { ask } from '../../ask.ts';
import { askedTarget } from '../../asked-target.ts';
import type { Call, Endpoint, Services } from '../../call.ts';
import { countedFor } from '../../counted.ts';
import { writeJson } from '../../json.ts';
import { underKey } from '../../under-key.ts';
import { batchEmbedContents, embedContent } from './embed.ts';
import { geminiModel } from './models.ts';
import { normalise, type Setting } from './normalise.ts';
import { type Form, respond } from './respond.ts';

/** Names may have slashes, as those of providers' models do. */
const PATH = '/v1beta/models/*name';
/** Google's own libraries take a name with a slash for a whole path. */
const BARE_PATH = '/v1beta/*name';

/** The model and what is wanted of it: `models/NAME:generateContent`. */
function wishOf({ name = '' }: Call['params']): { readonly model: string; readonly verb: string } {
  const at = name.lastIndexOf(':');
  return at === -1 ? { model: name, verb: '' } : { model: name.slice(0, at), verb: name.slice(at + 1) };
}

const settingOf = ({ caller, params }: Call, { ports }: Services): Setting => {
  const { model } = wishOf(params);
  return { caller, model, target: askedTarget(model, ports) };
};

/** `POST /v1beta/models/NAME:generateContent`, `:streamGenerateContent`, `:countTokens`, `:embedContent` and `:batchEmbedContents`. */
const asks: Endpoint = {
  method: 'POST',
  path: PATH,
  speech: 'gemini',
  async serve(call, services) {
    const { model, verb } = wishOf(call.params);
    if (verb === 'generateContent') return generate(call, services);
    if (verb === 'streamGenerateContent')
      return generate(call, services, /[?&]alt=sse(?:&|$)/.test(call.request.url ?? '') ? 'events' : 'list');
    if (verb === 'countTokens') return count(call, services);
    if (verb === 'embedContent') return embedContent(model, call, services);
    if (verb === 'batchEmbedContents') return batchEmbedContents(model, call, services);
    throw new LintelError(
      'not-found',
      `Models do not “${verb.slice(0, 64)}” here. There are generateContent, streamGenerateContent, countTokens, embedContent and batchEmbedContents.`,
    );
  },
};

/** `GET /v1beta/models/{model}`. */
const looks: Endpoint = {
  method: 'GET',
  path: PATH,
  speech: 'gemini',
  serve: (call, services) => geminiModel(call.params.name ?? '', call, services),
};

/** All that is asked of one model in Google's dialect. */
export const geminiEndpoints: readonly Endpoint[] = [asks, looks, { ...asks, path: BARE_PATH }, { ...looks, path: BARE_PATH }];

const generate = async (call: Call, services: Services, stream?: Form['stream']) =>
  ask(call.caller, await call.body(), gemini(call, services, stream), services, call.signal);

function gemini(call: Call, services: Services, stream: Form['stream']): Dialect<Record<string, unknown>, void> {
  let read: ReturnType<typeof normalise>;
  return {
    normalise(body) {
      read = normalise(body, settingOf(call, services));
      return read.request;
    },
    respond(plan, events) {
      const form = { ...(stream === undefined ? {} : { stream }), tellsThought: read.tellsThought, isExplained: call.caller.isExplained };
      return respond(form, plan, events, call.response);
    },
  };
}

/** Counts as the model reads it that it would go to. Nothing leaves. */
async function count(call: Call, services: Services): Promise<void> {
  const body = await call.body();
  const whole = body.generateContentRequest ?? body.generate_content_request;
  const asked = typeof whole === 'object' && whole !== null ? (whole as Record<string, unknown>) : body;
  const read = normalise(asked, settingOf(call, services));
  const request = named(underKey(read.request, call.caller), services.ports);
  const { tokens, headers } = await countedFor(planFor(request, services.ports), request, services.ports, call.signal);
  writeJson(call.response, 200, { totalTokens: tokens }, headers);
}
