import { claude, openClaude } from './anthropic.ts';
import type { Dialect, Opening } from './dialect.ts';
import { gemini, openGemini } from './google.ts';
import { bearerOf } from './service-account.ts';

const CLAUDE_VERSION = 'vertex-2023-10-16';

/**
 * Gemini in Google's cloud, by a project's address (`https://REGION-aiplatform.googleapis.com/v1/projects/P/locations/REGION`)
 * and a service account's key, or by `https://aiplatform.googleapis.com/v1` and an express key.
 */
export const vertex: Dialect = {
  ...gemini,
  namespace: 'googleVertex',
  open: async (opening) =>
    openGemini(opening, {
      provider: 'google.vertex.chat',
      baseURL: `${opening.remote.provider.baseUrl}/publishers/google`,
      headers: await headersOf(opening),
    }),
};

/** Claude in Google's cloud: the same addresses and keys, and Anthropic's messages. */
export const vertexClaude: Dialect = {
  ...claude,
  open: async (opening) =>
    openClaude(opening, {
      provider: 'vertex.anthropic.messages',
      baseURL: `${opening.remote.provider.baseUrl}/publishers/anthropic/models`,
      headers: await headersOf(opening),
      buildRequestUrl: (baseURL) => `${baseURL}/${opening.remote.model.id}:streamRawPredict`,
      change: ({ model: _, ...body }) => ({ ...body, anthropic_version: CLAUDE_VERSION }),
    }),
};

async function headersOf({ secret, clock }: Opening): Promise<Record<string, string>> {
  if (!secret.trimStart().startsWith('{')) return { 'x-goog-api-key': secret };
  return { authorization: `Bearer ${await bearerOf(secret, clock.now())}` };
}
