import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import { markForCache } from './cache-marks.ts';
import { adapts, claudeBudget } from './claude-thought.ts';
import { type Dialect, effortOf, type Thinking, type Thought, under } from './dialect.ts';

/** Models that take the mark; others refuse it. */
const CACHING = /anthropic\.|amazon\.nova/;

/** Amazon Bedrock’s Converse API, which is the same for all its models. */
export const bedrock: Dialect = {
  namespace: 'bedrock',
  answers: 'application/vnd.amazon.eventstream',
  proofs: ['signature', 'redactedData', 'redactedContent'],
  fetchesImages: false,
  picturesInResults: 'whole',
  systemComesFirst: true,
  jsonNeedsSchema: true,
  callId: /^[\w-]{1,64}$/,
  async open({ remote, secret, fetch }) {
    const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
    const { baseUrl } = remote.provider;
    // All that the SDK would otherwise look for in the environment is given.
    return createAmazonBedrock({ baseURL: baseUrl, region: regionOf(remote), ...credentialsIn(secret), fetch }).languageModel(
      remote.model.id,
    );
  },
  think: thinkingOf,
  mark(prompt, tools, modelId) {
    if (CACHING.test(modelId)) markForCache(prompt, tools, under('bedrock', { cachePoint: { type: 'default' } }));
  },
  // For five minutes, whatever was asked for: what an hour costs there is not recorded.
  cacheMark: (_cache, modelId) => (CACHING.test(modelId) ? under('bedrock', { cachePoint: { type: 'default' } }) : undefined),
};

/** `ID:SECRET[:SESSION]` signs every request; anything else is one of Bedrock’s own keys. Throws `provider-refused-key`. */
function credentialsIn(secret: string) {
  const [accessKeyId = '', secretAccessKey, ...session] = secret.split(':');
  if (secretAccessKey === undefined) return { apiKey: secret === '' ? 'none' : secret };
  if (accessKeyId === '' || secretAccessKey === '')
    throw new LintelError(
      'provider-refused-key',
      say`A key for Bedrock is ID:SECRET, ID:SECRET:SESSION or a Bedrock API key. Enter it again.`,
    );
  return { apiKey: '', accessKeyId, secretAccessKey, ...(session.length === 0 ? {} : { sessionToken: session.join(':') }) };
}

const REGION = /\b[a-z]{2,4}(?:-[a-z]+)+-\d\b/;

/** The region that requests are signed for: the address names it, else the provider’s entry. */
function regionOf({ provider }: RemoteModel): string {
  return REGION.exec(new URL(provider.baseUrl).host)?.[0] ?? REGION.exec(provider.region ?? '')?.[0] ?? 'us-east-1';
}

function thinkingOf(thought: Thought, { id }: { readonly id: string }, maxOutputTokens: number | undefined): Thinking {
  if (!id.includes('anthropic.')) return effortOf(thought);
  // Some of them cannot be told to think nothing at all, and none refuses to be told to think little.
  if (adapts(id)) {
    const { reasoning } = effortOf(thought);
    return { reasoning: reasoning === 'none' ? 'low' : reasoning, own: { reasoningConfig: { type: 'adaptive', display: 'summarized' } } };
  }
  const budget = claudeBudget(thought, maxOutputTokens);
  if (budget === undefined) return { reasoning: 'none' };
  return {
    own: { reasoningConfig: { type: 'enabled', budgetTokens: budget } },
    // The SDK adds the budget to the limit, which holds for all output here.
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: maxOutputTokens - budget }),
  };
}
