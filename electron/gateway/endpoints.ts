import type { Endpoint } from './call.ts';
import { countTokens } from './dialects/anthropic-messages/count-tokens.ts';
import { messages } from './dialects/anthropic-messages/endpoint.ts';
import { byHeader, listModels, oneModel } from './dialects/anthropic-models/endpoint.ts';
import { geminiEndpoints } from './dialects/gemini/endpoint.ts';
import { geminiModels } from './dialects/gemini/models.ts';
import { mediaEndpoints } from './dialects/media/endpoints.ts';
import { ollamaAsking } from './dialects/ollama/chat.ts';
import { embed, embeddingsOfOne } from './dialects/ollama/embed.ts';
import { ollamaManaging } from './dialects/ollama/manage.ts';
import { ollamaModels } from './dialects/ollama/models.ts';
import { chatCompletions } from './dialects/openai-chat/endpoint.ts';
import { completions } from './dialects/openai-completions/endpoint.ts';
import { embeddings } from './dialects/openai-embeddings/endpoint.ts';
import { model, models } from './dialects/openai-models/endpoint.ts';
import { createResponse } from './dialects/openai-responses/endpoint.ts';
import { countInput } from './dialects/openai-responses/input-tokens.ts';
import { cancelResponse, deleteResponse, listInput, readResponse } from './dialects/openai-responses/stored.ts';
import { rerankings } from './dialects/rerank/endpoint.ts';

/** All that apps may call. */
export const ENDPOINTS: readonly Endpoint[] = [
  chatCompletions,
  ...[messages, countTokens],
  byHeader(models, listModels),
  byHeader(model, oneModel),
  geminiModels,
  ...geminiEndpoints,
  completions,
  ...[createResponse, countInput, readResponse, deleteResponse, cancelResponse, listInput],
  embeddings,
  ...rerankings,
  ...mediaEndpoints,
  ...ollamaAsking,
  ...[embed, embeddingsOfOne],
  ...ollamaModels,
  ...ollamaManaging,
];
