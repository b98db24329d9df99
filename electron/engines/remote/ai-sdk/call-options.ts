import type { JSONSchema7, LanguageModelV4CallOptions, LanguageModelV4FunctionTool, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest, Reasoning } from '../../../../shared/chat/request.ts';
import type { ProviderModel } from '../../../../shared/providers/provider.ts';
import { adapts } from './claude-thought.ts';
import { type Dialect, type Thinking, type Thought, under } from './dialect.ts';
import { isRecord } from './json.ts';
import { markOf, promptOf } from './prompt.ts';

/** Most tokens that may be generated, thought included; undefined: as many as the provider lets. */
export const outputLimit = (request: ChatRequest, model: ProviderModel): number | undefined =>
  request.maxOutputTokens ?? model.maxOutputTokens;

/**
 * What a request asks for, in the SDK's words. What a provider does not know of the sampling is left out by the SDK.
 * Throws `bad-request` for what no target of this engine can do.
 */
export function callOptionsOf(request: ChatRequest, model: ProviderModel, dialect: Dialect): LanguageModelV4CallOptions {
  if ((request.choices ?? 1) > 1) throw new LintelError('bad-request', 'This provider gives one answer at a time.', { field: 'n' });
  if (request.logprobs !== undefined)
    throw new LintelError('bad-request', 'This provider tells no probabilities here.', { field: 'logprobs' });
  const limit = outputLimit(request, model);
  const prompt = promptOf(request, dialect, model.id);
  const thought = goesOnUnproven(prompt, dialect, model.id) ? 'none' : thoughtOf(request.reasoning);
  const thinking: Thinking = thought === undefined ? {} : (dialect.think?.(thought, model, limit) ?? {});
  const wanted = thinking.maxOutputTokens ?? limit;
  const most = wanted === undefined ? undefined : Math.max(wanted, dialect.leastOutput ?? 0);
  const tools = request.tools.map(
    ({ name, description, parameters, strict = false, cache }): LanguageModelV4FunctionTool => ({
      type: 'function',
      name,
      ...markOf(cache, dialect, model.id),
      ...(description === undefined ? {} : { description }),
      inputSchema: isRecord(parameters) ? (parameters as JSONSchema7) : { type: 'object', properties: {} },
      ...(dialect.namesStrictness ? { strict } : {}),
    }),
  );
  // Who marks places knows better than we do what comes again.
  if (!hasMarks(request)) dialect.mark?.(prompt, tools, model.id);
  const { temperature, topP, topK, frequencyPenalty, presencePenalty, seed } = request.sampling;
  const own = { ...dialect.own?.(request, model), ...thinking.own };
  return {
    prompt,
    ...(most === undefined || dialect.namesItsLimit === true ? {} : { maxOutputTokens: most }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK }),
    ...(frequencyPenalty === undefined ? {} : { frequencyPenalty }),
    ...(presencePenalty === undefined ? {} : { presencePenalty }),
    ...(seed === undefined ? {} : { seed }),
    ...(request.stop.length === 0 ? {} : { stopSequences: [...request.stop] }),
    ...(tools.length === 0 ? {} : { tools, toolChoice: toolChoiceOf(request.toolChoice) }),
    ...(thinking.reasoning === undefined ? {} : { reasoning: thinking.reasoning }),
    ...formatOf(request.output),
    ...(Object.keys(own).length === 0 ? {} : { providerOptions: under(dialect.namespace, own) }),
    // Errors and counts that the SDK makes no part of are read from these.
    includeRawChunks: true,
  };
}

const hasMarks = ({ messages, tools }: ChatRequest): boolean =>
  tools.some(({ cache }) => cache !== undefined) ||
  messages.some(({ content }) => content.some((part) => 'cache' in part && part.cache !== undefined));

/**
 * A Claude that is given a budget goes on thinking after a tool's result only where it gets its thought back, which not every
 * program that calls it keeps. Without it no thought is asked for, since that would be refused.
 */
function goesOnUnproven(prompt: LanguageModelV4Prompt, { proofs }: Dialect, modelId: string): boolean {
  if (!proofs.includes('signature') || adapts(modelId) || prompt.at(-1)?.role !== 'tool') return false;
  const last = prompt.findLast(({ role }) => role === 'assistant');
  return last?.role === 'assistant' && !last.content.some(({ type }) => type === 'reasoning');
}

function thoughtOf(reasoning: Reasoning | undefined): Thought | undefined {
  if (reasoning?.enabled === false) return 'none';
  return reasoning?.budgetTokens ?? (reasoning?.enabled === true ? 'some' : undefined);
}

function toolChoiceOf(choice: ChatRequest['toolChoice']): NonNullable<LanguageModelV4CallOptions['toolChoice']> {
  return typeof choice === 'object' ? { type: 'tool', toolName: choice.name } : { type: choice ?? 'auto' };
}

function formatOf(output: ChatRequest['output']): Pick<LanguageModelV4CallOptions, 'responseFormat'> {
  if (output.type === 'text') return {};
  const schema = output.type === 'json-schema' && isRecord(output.schema) ? { schema: output.schema as JSONSchema7 } : {};
  return { responseFormat: { type: 'json', ...schema } };
}
