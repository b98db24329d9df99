import type { Dialect } from './dialect.ts';

/** Cohere’s chat, version 2. */
export const cohere: Dialect = {
  namespace: 'cohere',
  answers: 'text/event-stream',
  proofs: [],
  fetchesImages: false,
  systemComesFirst: false,
  jsonNeedsSchema: false,
  callId: /^[\w-]{1,64}$/,
  async open({ remote, secret, fetch }) {
    const { createCohere } = await import('@ai-sdk/cohere');
    return createCohere({ baseURL: remote.provider.baseUrl, apiKey: secret, fetch }).languageModel(remote.model.id);
  },
  think(thought) {
    if (thought === 'none' || thought === 0) return { own: { thinking: { type: 'disabled' } } };
    return { own: { thinking: { type: 'enabled', ...(thought === 'some' ? {} : { tokenBudget: thought }) } } };
  },
};
