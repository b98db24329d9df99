import { type Dialect, effortOf, type Opening } from './dialect.ts';

/** Mistral’s own API. */
export const mistral: Dialect = {
  namespace: 'mistral',
  answers: 'text/event-stream',
  proofs: [],
  fetchesImages: true,
  picturesInResults: 'none',
  systemComesFirst: false,
  jsonNeedsSchema: false,
  callId: /^[a-zA-Z0-9]{9}$/,
  open: async (opening) => (await providerOf(opening)).languageModel(opening.remote.model.id),
  embedder: async (opening) => (await providerOf(opening)).embeddingModel(opening.remote.model.id),
  own: ({ parallelToolCalls, tools }) => (parallelToolCalls === undefined || tools.length === 0 ? {} : { parallelToolCalls }),
  think: (thought) => effortOf(thought),
};

async function providerOf({ remote, secret, fetch }: Opening) {
  const { createMistral } = await import('@ai-sdk/mistral');
  return createMistral({ baseURL: remote.provider.baseUrl, apiKey: secret, fetch });
}
