import type { Dialect, Opening } from './dialect.ts';

/** Cohere’s chat, version 2. */
export const cohere: Dialect = {
  namespace: 'cohere',
  answers: 'text/event-stream',
  proofs: [],
  fetchesImages: false,
  picturesInResults: 'none',
  systemComesFirst: false,
  jsonNeedsSchema: false,
  callId: /^[\w-]{1,64}$/,
  open: async (opening) => (await providerOf(opening)).languageModel(opening.remote.model.id),
  embedder: async (opening) => (await providerOf(opening)).embeddingModel(opening.remote.model.id),
  reranker: async (opening) => (await providerOf(opening)).rerankingModel(opening.remote.model.id),
  think(thought) {
    if (thought === 'none' || thought === 0) return { own: { thinking: { type: 'disabled' } } };
    return { own: { thinking: { type: 'enabled', ...(thought === 'some' ? {} : { tokenBudget: thought }) } } };
  },
};

async function providerOf({ remote, secret, fetch }: Opening) {
  const { createCohere } = await import('@ai-sdk/cohere');
  return createCohere({ baseURL: remote.provider.baseUrl, apiKey: secret, fetch });
}
