import type { RemoteModel } from '../../../shared/providers/engine.ts';
import type { ProviderDialect } from '../../../shared/providers/provider.ts';
import type { Permit } from '../../../shared/routing/permit.ts';
import type { Clock, Engine } from '../../../shared/routing/ports.ts';
import { createAiSdkEngine } from './ai-sdk/engine.ts';
import { wantsResponses } from './ai-sdk/responses.ts';
import { createOpenaiEngine } from './openai/engine.ts';

/** The way out for prompts, as engines need it. */
export interface Sender {
  send(permit: Permit, sending: Sending): Promise<SentAnswer>;
}

interface Sending {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** Makes the engine for one model at one provider. */
export type EngineOf = (model: RemoteModel, parts: { readonly door: Sender; readonly clock: Clock }) => Engine;

/** How each dialect is spoken. */
export type Dialects = Partial<Record<ProviderDialect, EngineOf>>;

/** OpenAI itself is asked by Responses for what its chat completions refuse; who speaks as it does is not. */
function createOpenai(model: RemoteModel, parts: Parameters<EngineOf>[1]): Engine {
  const completions = createOpenaiEngine(model, parts);
  if (model.provider.kind !== 'openai') return completions;
  const responses = createAiSdkEngine(model, parts);
  return {
    ...completions,
    chat: (permit, request, signal) => (wantsResponses(model, request) ? responses : completions).chat(permit, request, signal),
  };
}

/** The dialects that Lintel speaks. Ollama speaks as OpenAI does below `/v1`. */
export const DIALECTS: Dialects = {
  openai: createOpenai,
  ollama: createOpenaiEngine,
  anthropic: createAiSdkEngine,
  google: createAiSdkEngine,
  vertex: createAiSdkEngine,
  mistral: createAiSdkEngine,
  cohere: createAiSdkEngine,
  bedrock: createAiSdkEngine,
  azure: createAiSdkEngine,
  perplexity: createAiSdkEngine,
};
