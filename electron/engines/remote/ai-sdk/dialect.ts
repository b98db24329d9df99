import type {
  EmbeddingModelV4,
  JSONObject,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  RerankingModelV4,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';
import type { WireExtra } from '../../../../shared/chat/event.ts';
import type { CacheFor, ChatRequest } from '../../../../shared/chat/request.ts';
import type { PromptUsage, Usage } from '../../../../shared/chat/usage.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Clock } from '../../../../shared/routing/ports.ts';

/** How the SDK's models are given their way out. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What a model is opened with, for one request. */
export interface Opening {
  readonly remote: RemoteModel;
  /** A key as the table in `docs/provider-keys.md` has it; empty where the provider takes none. */
  readonly secret: string;
  readonly fetch: Fetch;
  readonly clock: Pick<Clock, 'now'>;
  /** Most tokens to generate, thought included; absent: the provider's own limit. */
  readonly maxOutputTokens?: number;
  /** What is asked for, where that is a chat. */
  readonly request?: ChatRequest;
}

/** How much is to be thought: not at all, as the provider sees fit, or up to so many tokens. */
export type Thought = 'none' | 'some' | number;

/** The form of an answer: in pieces, or, of vectors and rankings, whole. */
export type Answers = 'text/event-stream' | 'application/vnd.amazon.eventstream' | 'application/json';

/** What differs between the providers that the SDK speaks to. One is one row of `dialects.ts`. */
export interface Dialect {
  /** The name of its own options and metadata in the SDK. */
  readonly namespace: string;
  readonly answers: Answers;
  /** Fields of its metadata that prove where a thought or a call came from. */
  readonly proofs: readonly string[];
  /** A proof counts once the thought has ended, of which there may be several parts, and to the account that it was made for. */
  readonly provesAtEnd?: true;
  /** Whose proofs these are, where they count for one account alone; a part of each. */
  readonly account?: string;
  /** It fetches pictures by their address; others take them only whole. */
  readonly fetchesImages: boolean;
  /** Which pictures it takes as part of a tool's result; others follow in a message of the user's. */
  readonly picturesInResults: 'all' | 'whole' | 'none';
  /** It takes instructions only before all else. */
  readonly systemComesFirst: boolean;
  /** It holds to JSON only with a schema. */
  readonly jsonNeedsSchema: boolean;
  /** What ids of calls it takes: others are replaced. */
  readonly callId: RegExp;
  /** Imports its part of the SDK on first use. May throw a LintelError for a key that is none. */
  open(opening: Opening): Promise<LanguageModelV4>;
  /** Its model for vectors, where it has such. */
  embedder?(opening: Opening): Promise<EmbeddingModelV4>;
  /** Its model that ranks, where it has such. */
  reranker?(opening: Opening): Promise<RerankingModelV4>;
  /** Its own options of a request, beside what the SDK has for all. */
  own?(request: ChatRequest, model: RemoteModel['model']): JSONObject;
  /** The limit on output is among its own options. */
  readonly namesItsLimit?: true;
  /** The least limit on output that it takes. */
  readonly leastOutput?: number;
  /** It holds calls to their schema unless told not to. */
  readonly namesStrictness?: true;
  /** It cannot be told where to stop. */
  readonly lacksStops?: true;
  think?(thought: Thought, model: RemoteModel['model'], maxOutputTokens: number | undefined): Thinking;
  /** Marks what is to be kept in its cache, where that has to be asked for. */
  mark?(prompt: LanguageModelV4Prompt, tools: LanguageModelV4CallOptions['tools'], modelId: string): void;
  /** The mark for a place where the caller wants the cache to end; undefined where the model takes none. */
  cacheMark?(cache: CacheFor, modelId: string): SharedV4ProviderOptions | undefined;
  /** Reads what a caller of the very same dialect is to get beyond the neutral words. One for each answer. */
  extras?(): Extras;
  /** Words of a refusal that the SDK passes over. */
  refusal?(event: unknown): string | undefined;
  /** Tokens of the prompt, where an event before the last tells them. */
  promptUsage?(event: unknown): PromptUsage | undefined;
  /** What an event tells of the use that the SDK passes over. */
  used?(event: unknown): Partial<Usage> | undefined;
}

/** What an answer holds beyond the neutral words, for a caller of the provider's own dialect. */
export interface Extras {
  /** The dialect of callers. */
  readonly dialect: string;
  /** What of an event the neutral words lack. Throws `bad-output` for what is nested too deep. */
  take(event: unknown): readonly WireExtra[];
  /** What comes now is told by `take` already, also where the SDK has a word for it. */
  isForeign(): boolean;
  /** What is left for the end. */
  rest(): WireExtra | undefined;
}

/** What asks for thought. */
export interface Thinking {
  readonly reasoning?: LanguageModelV4CallOptions['reasoning'];
  readonly own?: JSONObject;
  /** In place of the request's own limit. */
  readonly maxOutputTokens?: number;
}

/** Thought for providers that know efforts and no budgets. */
export function effortOf(thought: Thought): Thinking {
  if (typeof thought === 'string') return { reasoning: thought === 'none' ? 'none' : 'medium' };
  if (thought <= 0) return { reasoning: 'none' };
  return { reasoning: thought <= 2_048 ? 'low' : thought <= 8_192 ? 'medium' : 'high' };
}

/** Options under a provider's name, as the SDK takes them. */
export const under = (namespace: string, options: JSONObject): SharedV4ProviderOptions => ({ [namespace]: options });
