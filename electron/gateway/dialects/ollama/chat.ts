import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import { meantBy } from '../../../../shared/routing/names.ts';
import type { Dialect } from '../../../../shared/routing/route.ts';
import { isNamedBy } from '../../../../shared/routing/rules/glob.ts';
import { ask } from '../../ask.ts';
import type { Call, Endpoint, Services } from '../../call.ts';
import type { Caller } from '../../caller.ts';
import { writeJson } from '../../json.ts';
import { openLines } from './lines.ts';
import { type Read, readChat, readGenerate } from './normalise.ts';
import { asMessage, asResponse, respond, type Shape } from './respond.ts';

/** `POST /api/chat` and `POST /api/generate`. Without anything to answer they load a model, or let it go. */
export const ollamaAsking: readonly Endpoint[] = [
  asking('/api/chat', readChat, asMessage),
  asking('/api/generate', readGenerate, asResponse),
];

function asking(path: string, read: (body: Record<string, unknown>, caller: Caller) => Read, shape: Shape): Endpoint {
  return {
    method: 'POST',
    path,
    speech: 'ollama',
    async serve(call, services) {
      const { request, isStream } = read(await call.body(), call.caller);
      if (request.messages.length === 0) return ready(call, services, request, isStream, shape);
      const dialect: Dialect<ChatRequest, void> = {
        normalise: (asked) => asked,
        respond: (plan, events) => respond(shape, isStream, plan, events, call.response),
      };
      await ask(call.caller, request, dialect, services, call.signal);
    },
  };
}

/** Ollama's way to load a model ahead of a prompt, or to let it go with `keep_alive` 0. */
async function ready(
  { response, app }: Call,
  { ports, models }: Services,
  { model, keepAliveMs }: ChatRequest,
  isStream: boolean,
  shape: Shape,
): Promise<void> {
  const targets = ports.fleet.targets();
  const meant = meantBy(model, ports.aliases?.() ?? {}, (id) => targets.some((target) => target.id === id)).model;
  const target = targets.find(({ id }) => id === meant);
  if (meant !== 'auto' && target === undefined)
    throw new LintelError('unknown-model', `There is no model “${model}” here. GET /api/tags lists those there are.`, { field: 'model' });
  if (target !== undefined && app.allowed !== undefined && !isNamedBy(app.allowed, target.id))
    throw new LintelError('forbidden', 'The key of this app is not for this model. Change what it allows with: lintel keys');
  const isLeaving = keepAliveMs === 0;
  // What is elsewhere is always loaded, and nobody knows yet what auto will choose.
  if (target !== undefined && models?.isHere(target.id) === true) {
    if (isLeaving) await models.release(target.id, app);
    else await models.load(target.id, app, keepAliveMs);
  }
  const done = isLeaving ? 'unload' : 'load';
  const body = { model: meant, created_at: new Date().toISOString(), ...shape({}), done: true, done_reason: done };
  if (!isStream) return writeJson(response, 200, body);
  const lines = openLines(response, {});
  await lines.send(body);
  lines.end();
}
