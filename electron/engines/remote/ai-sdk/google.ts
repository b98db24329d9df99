import { type Dialect, effortOf, type Opening, type Thinking, type Thought } from './dialect.ts';
import { inOwnWords } from './gemini-body.ts';
import { createGeminiExtras } from './gemini-extras.ts';
import { isRecord, numberIn } from './json.ts';

/** What both ways to Gemini have in common. Its cache keeps prefixes by itself, and says what it had. */
export const gemini = {
  namespace: 'google',
  answers: 'text/event-stream',
  proofs: ['thoughtSignature'],
  fetchesImages: true,
  picturesInResults: 'whole',
  systemComesFirst: true,
  jsonNeedsSchema: false,
  callId: /^[\w-]{1,64}$/,
  think: thinkingOf,
  extras: createGeminiExtras,
  used: (event) => {
    const [candidate] = isRecord(event) && Array.isArray(event.candidates) ? event.candidates : [];
    const found = isRecord(candidate) && isRecord(candidate.groundingMetadata) ? candidate.groundingMetadata.webSearchQueries : undefined;
    return Array.isArray(found) && found.length > 0 ? { searches: found.length } : undefined;
  },
  promptUsage(event) {
    if (!isRecord(event) || !isRecord(event.usageMetadata)) return undefined;
    const { promptTokenCount, cachedContentTokenCount } = event.usageMetadata;
    const inputTokens = numberIn(promptTokenCount);
    return { inputTokens, cachedInputTokens: Math.min(inputTokens, numberIn(cachedContentTokenCount)) };
  },
} satisfies Omit<Dialect, 'open'>;

/** Gemini by its own API. */
export const google: Dialect = {
  ...gemini,
  open: (opening) =>
    openGemini(opening, {
      provider: 'google.generative-ai',
      baseURL: opening.remote.provider.baseUrl,
      headers: { 'x-goog-api-key': opening.secret },
    }),
  async embedder({ remote, secret, fetch }) {
    const { createGoogle } = await import('@ai-sdk/google');
    return createGoogle({ baseURL: remote.provider.baseUrl, apiKey: secret, fetch }).embeddingModel(remote.model.id);
  },
};

interface Way {
  readonly provider: string;
  readonly baseURL: string;
  readonly headers: Record<string, string>;
}

/** Gemini by some way. A caller who speaks this dialect is heard in their own words. */
export async function openGemini({ remote, fetch, request }: Opening, way: Way) {
  const { GoogleLanguageModel } = await import('@ai-sdk/google/internal');
  return new GoogleLanguageModel(remote.model.id, { ...way, fetch: inOwnWords(fetch, request), generateId: () => crypto.randomUUID() });
}

/** Gemini since 3 is told how hard to think, and not how long; which of the words a model knows, the SDK knows. */
const BUDGETED = /gemini-[12](?:\D|$)/;

function thinkingOf(thought: Thought, { id }: { readonly id: string }): Thinking {
  if (!BUDGETED.test(id)) {
    const { reasoning = 'none' } = effortOf(thought);
    return { reasoning, ...(reasoning === 'none' ? {} : { own: { thinkingConfig: { includeThoughts: true } } }) };
  }
  if (typeof thought === 'string') return effortOf(thought);
  return { own: { thinkingConfig: { thinkingBudget: Math.max(0, thought), includeThoughts: thought > 0 } } };
}
