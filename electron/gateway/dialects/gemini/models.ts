import { LintelError } from '../../../../shared/chat/error.ts';
import type { Call, Endpoint, Services } from '../../call.ts';
import { writeJson } from '../../json.ts';
import { namedModels } from '../../named-models.ts';

const PAGE = 50;
const MOST = 1000;

const modelsFor = async ({ app }: Call, services: Services) =>
  (await namedModels(services, app)).map(({ id, name, contextWindow, abilities }) => ({
    name: `models/${id}`,
    baseModelId: id,
    version: '1',
    displayName: name,
    inputTokenLimit: contextWindow,
    outputTokenLimit: contextWindow,
    supportedGenerationMethods: [
      ...(abilities.includes('chat') ? ['generateContent', 'streamGenerateContent', 'countTokens'] : []),
      ...(abilities.includes('embeddings') ? ['embedContent', 'batchEmbedContents'] : []),
    ],
    thinking: abilities.includes('reasoning'),
  }));

/** `GET /v1beta/models`, in pages. */
export const geminiModels: Endpoint = {
  method: 'GET',
  path: '/v1beta/models',
  speech: 'gemini',
  async serve(call, services) {
    const query = new URLSearchParams(call.request.url?.split('?')[1] ?? '');
    const size = Math.min(MOST, Number(query.get('pageSize') ?? PAGE) || PAGE);
    const from = Number(query.get('pageToken') ?? 0);
    if (!Number.isInteger(size) || size < 1 || !Number.isInteger(from) || from < 0)
      throw new LintelError('bad-request', '“pageSize” and “pageToken” must be as this list gave them.', { field: 'pageToken' });
    const all = await modelsFor(call, services);
    const more = from + size < all.length ? { nextPageToken: String(from + size) } : {};
    writeJson(call.response, 200, { models: all.slice(from, from + size), ...more });
  },
};

/** `GET /v1beta/models/{model}`. */
export async function geminiModel(id: string, call: Call, services: Services): Promise<void> {
  const found = (await modelsFor(call, services)).find(({ baseModelId }) => baseModelId === id);
  if (found === undefined)
    throw new LintelError('unknown-model', `There is no model “${id.slice(0, 256)}”. GET /v1beta/models lists those there are.`);
  writeJson(call.response, 200, found);
}
