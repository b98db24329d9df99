import { type Dialect, effortOf } from './dialect.ts';

/** Mistral’s own API. */
export const mistral: Dialect = {
  namespace: 'mistral',
  answers: 'text/event-stream',
  proofs: [],
  fetchesImages: true,
  systemComesFirst: false,
  jsonNeedsSchema: false,
  callId: /^[a-zA-Z0-9]{9}$/,
  async open({ remote, secret, fetch }) {
    const { createMistral } = await import('@ai-sdk/mistral');
    return createMistral({ baseURL: remote.provider.baseUrl, apiKey: secret, fetch }).languageModel(remote.model.id);
  },
  own: ({ parallelToolCalls, tools }) => (parallelToolCalls === undefined || tools.length === 0 ? {} : { parallelToolCalls }),
  think: (thought) => effortOf(thought),
};
