import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { ProviderDialect } from '../../../../shared/providers/provider.ts';
import { anthropic } from './anthropic.ts';
import { azure } from './azure.ts';
import { bedrock } from './bedrock.ts';
import { cohere } from './cohere.ts';
import type { Dialect } from './dialect.ts';
import { google } from './google.ts';
import { mistral } from './mistral.ts';
import { vertex, vertexClaude } from './vertex.ts';

const DIALECTS: Partial<Record<ProviderDialect, Dialect>> = { anthropic, google, vertex, mistral, cohere, bedrock, azure };

/** What would change the address that a model's name becomes a part of. */
const ADDRESS = /[?#\\\s]|\.\./;

/** How a model is spoken to. Throws `internal` for a dialect that is not the SDK’s, `unknown-model` for a name that is none. */
export function dialectOf({ provider, model }: RemoteModel): Dialect {
  if (ADDRESS.test(model.id)) throw new LintelError('unknown-model', say`No model of ${provider.name} can have this name. Correct it.`);
  const dialect = provider.dialect === 'vertex' && model.id.startsWith('claude') ? vertexClaude : DIALECTS[provider.dialect];
  if (dialect === undefined) throw new LintelError('internal', say`${provider.name} speaks ${provider.dialect}, which is not spoken here.`);
  return dialect;
}
