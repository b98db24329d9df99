import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatMessage, ChatRequest, OutputFormat, Part, Reasoning, Sampling } from '../../../../shared/chat/request.ts';
import { splitTags } from '../../../../shared/privacy/tags.ts';
import { conversationIdOf } from '../conversation.ts';
import { type CompletionRequest, completionRequest, REFUSED_FIELDS, type WireMessage } from './wire.ts';

/** What the door knows of a request beside its body. */
export interface Caller {
  readonly requestId: string;
  readonly app: string;
  /** The name of its key. */
  readonly appName?: string;
  /** From the `x-lintel-conversation` header. */
  readonly conversation?: string;
  /** From the app's key and the `x-lintel-tags` header. */
  readonly tags: readonly string[];
  /** From the `openai-project` header. */
  readonly project?: string;
  /** The targets that its key allows; absent: all. */
  readonly allowed?: readonly string[];
}

/** What only this dialect needs to answer. */
export interface Wishes {
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

/** Reads a chat completion request. Throws `bad-request` with the field's name. */
export function normalise(body: Record<string, unknown>, caller: Caller): { request: ChatRequest; wishes: Wishes } {
  for (const field of REFUSED_FIELDS) {
    if (body[field] !== undefined && body[field] !== null)
      throw new LintelError('bad-request', `“${field}” is not supported. Leave it out.`, { field });
  }
  const parsed = completionRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const wire = parsed.data;
  const request: ChatRequest = {
    id: caller.requestId,
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect: 'openai-chat',
    model: wire.model,
    messages: wire.messages.map(toMessage),
    tools: (wire.tools ?? []).map(({ function: { name, description, parameters } }) => ({
      name,
      ...(description === undefined ? {} : { description }),
      ...(parameters === undefined ? {} : { parameters }),
    })),
    ...optional('toolChoice', typeof wire.tool_choice === 'object' ? wire.tool_choice?.function : wire.tool_choice),
    ...optional('parallelToolCalls', wire.parallel_tool_calls),
    ...optional('reasoning', reasoningOf(wire)),
    ...((wire.n ?? 1) > 1 ? { choices: wire.n ?? 1 } : {}),
    sampling: samplingOf(wire),
    ...optional('maxOutputTokens', wire.max_completion_tokens ?? wire.max_tokens),
    stop: typeof wire.stop === 'string' ? [wire.stop] : (wire.stop ?? []),
    output: outputOf(wire),
    ...(wire.logprobs === true ? { logprobs: wire.top_logprobs ?? 0 } : {}),
    ...wishesOf(wire),
    tags: [...new Set([...caller.tags, ...tagsOf(wire)])],
    ...optional('project', caller.project),
    ...optional('conversationId', conversationOf(wire, caller)),
    ...optional('allowed', caller.allowed),
    wire: body,
  };
  return { request, wishes: { stream: wire.stream === true, includeUsage: wire.stream_options?.include_usage === true } };
}

function optional<Name extends string, Value>(name: Name, value: Value | null | undefined): Partial<Record<Name, Value>> {
  return value === null || value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

function samplingOf(wire: CompletionRequest): Sampling {
  return {
    ...optional('temperature', wire.temperature),
    ...optional('topP', wire.top_p),
    ...optional('topK', wire.top_k),
    ...optional('minP', wire.min_p),
    ...optional('frequencyPenalty', wire.frequency_penalty),
    ...optional('presencePenalty', wire.presence_penalty),
    ...optional('repeatPenalty', wire.repeat_penalty),
    ...optional('dry', dryOf(wire)),
    ...optional('xtc', xtcOf(wire)),
    ...optional('logitBias', wire.logit_bias),
    ...optional('seed', wire.seed),
  };
}

/** The names are llama-server's. */
function dryOf(wire: CompletionRequest): Sampling['dry'] {
  if (typeof wire.dry_multiplier !== 'number') return undefined;
  return {
    multiplier: wire.dry_multiplier,
    ...optional('base', wire.dry_base),
    ...optional('allowedLength', wire.dry_allowed_length),
    // There -1 means all that came before, as leaving it out does here.
    ...optional('lastTokens', wire.dry_penalty_last_n === -1 ? undefined : wire.dry_penalty_last_n),
    ...optional('sequenceBreakers', wire.dry_sequence_breakers),
  };
}

function xtcOf({ xtc_probability: probability, xtc_threshold: threshold }: CompletionRequest): Sampling['xtc'] {
  return typeof probability === 'number' ? { probability, threshold: threshold ?? 0.1 } : undefined;
}

/** Tokens of thought for an effort; more than `high` has no bound. Our own figures: a paragraph, a page, several pages. */
const THOUGHT_TOKENS: Readonly<Record<string, number>> = { minimal: 256, low: 1024, medium: 4096, high: 16_384 };

function reasoningOf({ reasoning_effort: effort }: CompletionRequest): Reasoning | undefined {
  if (effort === null || effort === undefined) return undefined;
  if (effort === 'none') return { enabled: false };
  const budgetTokens = THOUGHT_TOKENS[effort];
  return budgetTokens === undefined ? { enabled: true } : { enabled: true, budgetTokens };
}

function outputOf({ response_format: format }: CompletionRequest): OutputFormat {
  if (format?.type === 'json_object') return { type: 'json' };
  if (format?.type === 'json_schema') return { type: 'json-schema', schema: format.json_schema.schema };
  return { type: 'text' };
}

/** What `metadata.lintel` asks for beside tags. */
function wishesOf({ metadata }: CompletionRequest): Pick<ChatRequest, 'priority' | 'overflow' | 'keepAliveMs'> {
  const lintel = metadata?.lintel;
  if (typeof lintel !== 'object') return {};
  const { priority, overflow, keepAliveMs } = lintel;
  return { ...optional('priority', priority), ...optional('overflow', overflow), ...optional('keepAliveMs', keepAliveMs) };
}

function conversationOf({ metadata }: CompletionRequest, { app, conversation }: Caller): string | undefined {
  const lintel = metadata?.lintel;
  const name = (typeof lintel === 'object' ? lintel.conversation : undefined) ?? conversation;
  return name === undefined ? undefined : conversationIdOf(app, name);
}

/** Tags from `metadata.lintel`: `{"tags": ["private"]}` or the header's form, `"private,work"`. */
function tagsOf({ metadata }: CompletionRequest): string[] {
  const lintel = metadata?.lintel;
  return typeof lintel === 'string' ? splitTags([lintel], 'metadata.lintel') : splitTags(lintel?.tags ?? [], 'metadata.lintel.tags');
}

function toMessage(message: WireMessage): ChatMessage {
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: partsOf(message.content) };
    case 'user':
      return { role: 'user', content: partsOf(message.content) };
    case 'assistant': {
      const calls = (message.tool_calls ?? []).map(
        (call): Part => ({ type: 'tool-call', id: call.id, name: call.function.name, arguments: call.function.arguments }),
      );
      return { role: 'assistant', content: [...partsOf(message.content ?? []), ...calls] };
    }
    case 'tool': {
      const text = partsOf(message.content).map((part) => (part.type === 'text' ? part.text : ''));
      return { role: 'tool', content: [{ type: 'tool-result', id: message.tool_call_id, text: text.join('') }] };
    }
  }
}

type WirePart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } } | { type: 'refusal'; refusal: string };

function partsOf(content: string | readonly WirePart[]): Part[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part) => {
    if (part.type === 'image_url') return { type: 'image', url: part.image_url.url };
    return { type: 'text', text: part.type === 'text' ? part.text : part.refusal };
  });
}
