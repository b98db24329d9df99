import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { ProviderDialect } from '../../../../shared/providers/provider.ts';
import { anthropic } from './anthropic.ts';
import { azure, azureResponses, isOlderAzure } from './azure.ts';
import { bedrock } from './bedrock.ts';
import { cohere } from './cohere.ts';
import type { Dialect } from './dialect.ts';
import { google } from './google.ts';
import { mistral } from './mistral.ts';
import { perplexity } from './perplexity.ts';
import { openai, wantsResponses } from './responses.ts';
import { vertex, vertexClaude } from './vertex.ts';

const DIALECTS: Partial<Record<ProviderDialect, Dialect>> = {
  openai,
  anthropic,
  google,
  vertex,
  mistral,
  cohere,
  bedrock,
  azure,
  perplexity,
};

/** What would change the address that a model's name becomes a part of. */
const ADDRESS = /[?#\\\s]|\.\./;

/** How a model is spoken to, for a chat or for what is no chat. Throws `internal` for a dialect that is not the SDK’s, `unknown-model` for a name that is none. */
export function dialectOf(remote: RemoteModel, request?: ChatRequest): Dialect {
  const { provider, model } = remote;
  if (ADDRESS.test(model.id)) throw new LintelError('unknown-model', say`No model of ${provider.name} can have this name. Correct it.`);
  if (provider.dialect === 'vertex' && model.id.startsWith('claude')) return vertexClaude;
  const isAzure = provider.dialect === 'azure' && !isOlderAzure(provider.baseUrl);
  if (isAzure && request !== undefined && wantsResponses(remote, request)) return azureResponses;
  const dialect = DIALECTS[provider.dialect];
  if (dialect === undefined) throw new LintelError('internal', say`${provider.name} speaks ${provider.dialect}, which is not spoken here.`);
  return dialect;
}
