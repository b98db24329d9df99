import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatMessage, ChatRequest, OutputFormat, Reasoning, Sampling, ToolDefinition } from '../../../../shared/chat/request.ts';
import type { Caller } from '../../caller.ts';
import { conversationIdOf } from '../conversation.ts';
import { optional } from '../optional.ts';
import { parsedBy } from '../work.ts';
import { messagesOf } from './messages.ts';
import { pictureUrl } from './picture.ts';
import { keepAliveMs } from './span.ts';
import { type Asking, chatRequest, generateRequest, REFUSED_FIELDS } from './wire.ts';

/** A request, and whether it is answered in pieces: it is unless the caller says otherwise. */
export interface Read {
  readonly request: ChatRequest;
  readonly isStream: boolean;
}

/** Reads a request of `/api/chat`. Throws `bad-request` with the field's name. */
export function readChat(body: Record<string, unknown>, caller: Caller): Read {
  const wire = parsedBy(chatRequest, body);
  const tools = (wire.tools ?? []).map(({ function: { name, description, parameters } }) => ({
    name,
    ...optional('description', description),
    ...optional('parameters', parameters),
  }));
  return readAsking(wire, caller, 'ollama-chat', messagesOf(wire.messages ?? []), tools);
}

/** Reads a request of `/api/generate`: one turn, by the model's own template. Throws `bad-request` with the field's name. */
export function readGenerate(body: Record<string, unknown>, caller: Caller): Read {
  for (const [field, advice] of Object.entries(REFUSED_FIELDS)) {
    const value = body[field];
    const isEmpty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) throw new LintelError('bad-request', `“${field}” is not supported. ${advice}`, { field });
  }
  const wire = parsedBy(generateRequest, body);
  const isRaw = wire.raw === true;
  // A raw text has its template, and its system prompt, in it.
  const system: ChatMessage[] = wire.system && !isRaw ? [{ role: 'system', content: [{ type: 'text', text: wire.system }] }] : [];
  const images = (wire.images ?? []).map((image) => ({ type: 'image' as const, url: pictureUrl(image) }));
  const text = wire.prompt ? [{ type: 'text' as const, text: wire.prompt }] : [];
  const user: ChatMessage[] = text.length + images.length === 0 ? [] : [{ role: 'user', content: [...text, ...images] }];
  const { request, isStream } = readAsking(wire, caller, 'ollama-generate', user.length === 0 ? [] : [...system, ...user], []);
  return { request: isRaw ? { ...request, isRaw } : request, isStream };
}

function readAsking(
  wire: Asking,
  caller: Caller,
  dialect: string,
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[],
): Read {
  const { app, conversation } = caller;
  const { stop, num_predict: predict } = wire.options ?? {};
  const request: ChatRequest = {
    id: caller.requestId,
    app,
    ...optional('appName', caller.appName),
    dialect,
    model: wire.model,
    messages,
    tools,
    ...optional('reasoning', reasoningOf(wire.think)),
    ...(wire.shift === true ? { overflow: 'shift' as const } : {}),
    ...optional('keepAliveMs', keepAliveMs(wire.keep_alive)),
    sampling: samplingOf(wire.options),
    // Below 1 it means as many as there are.
    ...(typeof predict === 'number' && predict > 0 ? { maxOutputTokens: predict } : {}),
    stop: typeof stop === 'string' ? [stop] : (stop ?? []),
    output: outputOf(wire.format),
    ...(wire.logprobs === true ? { logprobs: wire.top_logprobs ?? 0 } : {}),
    tags: [...new Set(caller.tags)],
    ...optional('project', caller.project),
    ...(conversation === undefined ? {} : { conversationId: conversationIdOf(app, conversation) }),
    ...optional('allowed', caller.allowed),
    wire: {},
  };
  return { request, isStream: wire.stream !== false };
}

function samplingOf(options: Asking['options']): Sampling {
  if (options === null || options === undefined) return {};
  return {
    ...optional('temperature', options.temperature),
    ...optional('topP', options.top_p),
    ...optional('topK', options.top_k),
    ...optional('minP', options.min_p),
    ...optional('seed', options.seed),
    ...optional('repeatPenalty', options.repeat_penalty),
    ...optional('presencePenalty', options.presence_penalty),
    ...optional('frequencyPenalty', options.frequency_penalty),
  };
}

/** Tokens of thought for Ollama's words, as for OpenAI's. */
const THOUGHT_TOKENS: Readonly<Record<string, number>> = { low: 1024, medium: 4096, high: 16_384 };

function reasoningOf(think: Asking['think']): Reasoning | undefined {
  if (think === null || think === undefined) return undefined;
  if (typeof think === 'boolean') return { enabled: think };
  return { enabled: true, ...optional('budgetTokens', THOUGHT_TOKENS[think]) };
}

function outputOf(format: Asking['format']): OutputFormat {
  if (format === null || format === undefined || format === '') return { type: 'text' };
  return format === 'json' ? { type: 'json' } : { type: 'json-schema', schema: format };
}
