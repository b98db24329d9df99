import type { z } from 'zod';
import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { CacheFor, ChatMessage, ChatRequest, OutputFormat, Reasoning } from '../../../../shared/chat/request.ts';
import type { Target } from '../../../../shared/routing/target.ts';
import type { Caller } from '../../caller.ts';
import { optional } from '../optional.ts';
import { conversationNamed, tagsIn, wishesIn } from '../wishes.ts';
import { cacheOf, messagesOf, type Takes } from './blocks.ts';
import { toolChoiceOf, toolsOf } from './tools.ts';
import { type MessagesRequest, OWN_FIELDS, REFUSED_FIELDS } from './wire.ts';

/** What is known of a request beside its body. */
export interface Setting {
  readonly caller: Caller;
  /** From the header `anthropic-beta`. */
  readonly betas: readonly string[];
  /** The model that is asked for by name, where there is one of it. */
  readonly target: Target | undefined;
}

/** Reads a request for a message, or for the count of one. Throws `bad-request` with the field's name. */
export function normalise(
  body: Record<string, unknown>,
  schema: z.ZodType<MessagesRequest>,
  { caller, betas, target }: Setting,
): { request: ChatRequest; stream: boolean } {
  const takes: Takes = { isAnthropics: target?.speaks === 'anthropic' };
  for (const field of REFUSED_FIELDS) refuse(body, field, 'is not supported. Leave it out.');
  if (!takes.isAnthropics)
    for (const field of OWN_FIELDS) refuse(body, field, 'is for Anthropic’s own models. Leave it out, or ask for one of them by name.');
  const parsed = schema.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const wire = parsed.data;
  const request: ChatRequest = {
    id: caller.requestId,
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect: 'anthropic-messages',
    model: wire.model,
    messages: withLastMark(messagesOf(wire, takes), cacheOf(wire).cache),
    tools: toolsOf(wire, takes),
    ...toolChoiceOf(wire),
    ...optional('reasoning', reasoningOf(wire)),
    sampling: { ...optional('temperature', wire.temperature), ...optional('topP', wire.top_p), ...optional('topK', wire.top_k) },
    ...optional('maxOutputTokens', wire.max_tokens),
    stop: wire.stop_sequences ?? [],
    output: outputOf(wire),
    ...wishesIn(wire.metadata),
    tags: [...new Set([...caller.tags, ...tagsIn(wire.metadata)])],
    ...optional('project', caller.project),
    ...optional('conversationId', conversationNamed(wire.metadata, caller)),
    ...optional('allowed', caller.allowed),
    // In the body they are nobody's field, and no header is made of what a body says.
    wire: wireWith(body, betas),
  };
  return { request, stream: wire.stream === true };
}

function wireWith({ betas: _, ...body }: Record<string, unknown>, betas: readonly string[]): Record<string, unknown> {
  return betas.length === 0 ? body : { ...body, betas };
}

function refuse(body: Record<string, unknown>, field: string, sentence: string): void {
  const value = body[field];
  // Some clients send an empty list where they have nothing.
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return;
  throw new LintelError('bad-request', `“${field}” ${sentence}`, { field });
}

/** Tokens of thought for an effort; more than `high` has no bound. The same figures as for OpenAI's words. */
const THOUGHT_TOKENS: Readonly<Record<string, number>> = { low: 1024, medium: 4096, high: 16_384 };

function reasoningOf({ thinking, output_config: config }: MessagesRequest): Reasoning | undefined {
  if (thinking === null || thinking === undefined) return undefined;
  if (thinking.type === 'disabled') return { enabled: false };
  const budgetTokens = thinking.type === 'enabled' ? thinking.budget_tokens : THOUGHT_TOKENS[config?.effort ?? ''];
  return budgetTokens === undefined ? { enabled: true } : { enabled: true, budgetTokens };
}

function outputOf({ output_config: config, output_format: older }: MessagesRequest): OutputFormat {
  const format = config?.format ?? older;
  return format === null || format === undefined ? { type: 'text' } : { type: 'json-schema', schema: format.schema };
}

/** A mark on the request itself stands for one behind its last part. */
function withLastMark(messages: readonly ChatMessage[], cache: CacheFor | undefined): readonly ChatMessage[] {
  const last = messages.at(-1);
  const part = last?.content.at(-1);
  if (cache === undefined || last === undefined || part === undefined || part.type === 'reasoning' || part.type === 'tokens')
    return messages;
  return [...messages.slice(0, -1), { ...last, content: [...last.content.slice(0, -1), { ...part, cache }] }];
}
