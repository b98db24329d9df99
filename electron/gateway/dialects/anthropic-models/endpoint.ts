import { LintelError } from '../../../../shared/chat/error.ts';
import type { Call, Endpoint, Services } from '../../call.ts';
import { writeJson } from '../../json.ts';
import { namedModels } from '../../named-models.ts';
import { modelOf, pageOf } from './model-list.ts';

const LIMIT = 20;
const MOST = 1000;

/** An endpoint of OpenAI's that answers callers who name Anthropic's version in Anthropic's shape. */
export const byHeader = (endpoint: Endpoint, anthropic: Endpoint['serve']): Endpoint => ({
  ...endpoint,
  serve: (call, services) =>
    (call.request.headers['anthropic-version'] === undefined ? endpoint : { serve: anthropic }).serve(call, services),
});

const modelsFor = async ({ app }: Call, services: Services) =>
  (await namedModels(services, app)).map((each) => modelOf(each, services.startedAt));

/** `GET /v1/models`, in pages. */
export async function listModels(call: Call, services: Services): Promise<void> {
  const query = new URLSearchParams(call.request.url?.split('?')[1] ?? '');
  const limit = Number(query.get('limit') ?? LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new LintelError('bad-request', `“limit” must be a whole number from 1 to ${MOST}.`, { field: 'limit' });
  const [afterId, beforeId] = [query.get('after_id'), query.get('before_id')];
  const page = pageOf(await modelsFor(call, services), {
    limit,
    ...(afterId === null ? {} : { afterId }),
    ...(beforeId === null ? {} : { beforeId }),
  });
  writeJson(call.response, 200, page, { 'request-id': call.caller.requestId });
}

/** `GET /v1/models/{id}`. */
export async function oneModel(call: Call, services: Services): Promise<void> {
  const { id = '' } = call.params;
  const found = (await modelsFor(call, services)).find((model) => model.id === id);
  if (found === undefined)
    throw new LintelError('unknown-model', `There is no model “${id.slice(0, 256)}”. GET /v1/models lists those there are.`);
  writeJson(call.response, 200, found, { 'request-id': call.caller.requestId });
}
