import { type Dialect, effortOf, type Opening } from './dialect.ts';
import { isRecord } from './json.ts';
import { responses, withHints } from './responses.ts';

/** The version for addresses that end in `/deployments`, the last one before versions went out of use. */
const DEPLOYMENTS_VERSION = '2024-10-21';
const DEPLOYMENTS = /\/deployments$/;

/**
 * OpenAI’s models in Microsoft’s cloud; a model is called by its deployment’s name. The address is
 * `https://NAME.openai.azure.com/openai/v1`, or ends in `/openai/deployments` for the older, versioned way.
 */
export const azure: Dialect = {
  namespace: 'openai',
  answers: 'text/event-stream',
  proofs: [],
  fetchesImages: true,
  picturesInResults: 'none',
  systemComesFirst: false,
  jsonNeedsSchema: false,
  callId: /^.{1,64}$/s,
  open: async (opening) => (await providerOf(opening)).chat(opening.remote.model.id),
  embedder: async (opening) => (await providerOf(opening)).embeddingModel(opening.remote.model.id),
  own: ({ parallelToolCalls, tools, maxOutputTokens }) => ({
    ...(parallelToolCalls === undefined || tools.length === 0 ? {} : { parallelToolCalls }),
    // A deployment's name does not tell which model it is, and every model takes the limit by this name.
    ...(maxOutputTokens === undefined ? {} : { maxCompletionTokens: maxOutputTokens }),
    strictJsonSchema: false,
  }),
  namesItsLimit: true,
  think: (thought) => effortOf(thought),
  refusal(event) {
    const [choice] = isRecord(event) && Array.isArray(event.choices) ? event.choices : [];
    const delta = isRecord(choice) && isRecord(choice.delta) ? choice.delta : {};
    return typeof delta.refusal === 'string' ? delta.refusal : undefined;
  },
};

/** The same by Responses, which the older way does not have. */
export const azureResponses: Dialect = {
  ...responses,
  namespace: 'azure',
  open: async (opening) =>
    (await providerOf({ ...opening, fetch: withHints(opening.fetch, opening.request) })).responses(opening.remote.model.id),
};

export const isOlderAzure = (baseUrl: string): boolean => DEPLOYMENTS.test(baseUrl);

async function providerOf({ remote, secret, fetch }: Opening) {
  const { createAzure } = await import('@ai-sdk/azure');
  const { baseUrl } = remote.provider;
  const older = isOlderAzure(baseUrl);
  const [, token] = /^Bearer (.*)$/.exec(secret) ?? [];
  return createAzure({
    baseURL: baseUrl.replace(DEPLOYMENTS, ''),
    ...(older ? { useDeploymentBasedUrls: true, apiVersion: DEPLOYMENTS_VERSION } : {}),
    ...(token === undefined ? { apiKey: secret } : { tokenProvider: async () => token }),
    fetch,
  });
}
