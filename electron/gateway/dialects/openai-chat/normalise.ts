import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatMessage, ChatRequest, OutputFormat, Part, Sampling, ToolDefinition } from '../../../../shared/chat/request.ts';
import type { Caller } from '../../caller.ts';
import { reasoningOf } from '../effort.ts';
import { filePart, soundIn } from '../file-part.ts';
import { optional } from '../optional.ts';
import { conversationNamed, tagsIn, wishesIn } from '../wishes.ts';
import { withMessages } from './hybrid.ts';
import { type CallStyle, withTools } from './older.ts';
import { callProofIn, thoughtsIn } from './thought.ts';
import { type CompletionRequest, completionRequest, OTHER_FIELDS, type WireMessage } from './wire.ts';

/** What only this dialect needs to answer. */
export interface Wishes {
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** How the caller gave its tools; absent: as all do now. */
  readonly style?: CallStyle;
}

/** Reads a chat completion request. Throws `bad-request` with the field's name. */
export function normalise(given: Record<string, unknown>, caller: Caller): { request: ChatRequest; wishes: Wishes } {
  for (const [field, verdict] of Object.entries(OTHER_FIELDS)) {
    if (verdict === 'refused' && given[field] !== undefined && given[field] !== null)
      throw new LintelError('bad-request', `“${field}” is not supported. Leave it out.`, { field });
  }
  const { body, style } = withTools(withMessages(given));
  const parsed = completionRequest.safeParse(body, { reportInput: true });
  if (!parsed.success) throw wrongField(parsed.error);
  const wire = parsed.data;
  const request: ChatRequest = {
    id: caller.requestId,
    app: caller.app,
    ...optional('appName', caller.appName),
    dialect: 'openai-chat',
    model: wire.model,
    messages: wire.messages.map((message, index) => toMessage(message, `messages[${index}].content`)),
    tools: toolsOf(wire),
    ...optional('toolChoice', choiceOf(wire)),
    ...optional('parallelToolCalls', wire.parallel_tool_calls),
    ...optional('reasoning', reasoningOf(wire.reasoning_effort)),
    ...((wire.n ?? 1) > 1 ? { choices: wire.n ?? 1 } : {}),
    sampling: samplingOf(wire),
    ...optional('maxOutputTokens', wire.max_completion_tokens ?? wire.max_tokens),
    stop: typeof wire.stop === 'string' ? [wire.stop] : (wire.stop ?? []),
    output: outputOf(wire),
    ...(wire.logprobs === true ? { logprobs: wire.top_logprobs ?? 0 } : {}),
    ...wishesIn(wire.metadata),
    tags: [...new Set([...caller.tags, ...tagsIn(wire.metadata)])],
    ...optional('project', caller.project),
    ...optional('conversationId', conversationNamed(wire.metadata, caller)),
    ...optional('allowed', caller.allowed),
    wire: body,
  };
  return {
    request,
    wishes: { stream: wire.stream === true, includeUsage: wire.stream_options?.include_usage === true, ...optional('style', style) },
  };
}

/** Those that may be called. */
function toolsOf({ tools, tool_choice: choice }: CompletionRequest): ToolDefinition[] {
  const allowed =
    typeof choice === 'object' && choice?.type === 'allowed_tools'
      ? choice.allowed_tools.tools.map(({ function: { name } }) => name)
      : undefined;
  return (tools ?? [])
    .filter(({ function: { name } }) => allowed === undefined || allowed.includes(name))
    .map(({ function: { name, description, parameters, strict } }) => ({
      name,
      ...optional('description', description),
      ...(parameters === undefined ? {} : { parameters }),
      ...optional('strict', strict),
    }));
}

function choiceOf({ tool_choice: choice }: CompletionRequest): ChatRequest['toolChoice'] | null {
  if (typeof choice !== 'object' || choice === null) return choice;
  return choice.type === 'allowed_tools' ? choice.allowed_tools.mode : choice.function;
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

function outputOf({ response_format: format }: CompletionRequest): OutputFormat {
  if (format?.type === 'json_object') return { type: 'json' };
  if (format?.type === 'json_schema') {
    const { schema, name, strict } = format.json_schema;
    return { type: 'json-schema', schema, ...optional('name', name), ...optional('strict', strict) };
  }
  return { type: 'text' };
}

/** @param field where its content stands */
function toMessage(message: WireMessage, field: string): ChatMessage {
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: partsOf(message.content, field) };
    case 'user':
      return { role: 'user', content: partsOf(message.content, field) };
    case 'assistant': {
      const calls = (message.tool_calls ?? []).map(
        (call): Part => ({
          type: 'tool-call',
          id: call.id,
          name: call.function.name,
          arguments: call.function.arguments,
          ...callProofIn(call),
        }),
      );
      return { role: 'assistant', content: [...thoughtsIn(message), ...partsOf(message.content ?? [], field), ...calls] };
    }
    case 'tool': {
      const text = partsOf(message.content, field).map((part) => (part.type === 'text' ? part.text : ''));
      return { role: 'tool', content: [{ type: 'tool-result', id: message.tool_call_id, text: text.join('') }] };
    }
  }
}

type SaidPart = Exclude<Extract<WireMessage, { role: 'user' }>['content'], string>[number];
type WirePart = SaidPart | { type: 'refusal'; refusal: string };

function partsOf(content: string | readonly WirePart[], field: string): Part[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part, at): Part => {
    const place = `${field}[${at}].${part.type}`;
    switch (part.type) {
      case 'image_url':
        // Some servers take documents by this name.
        if (/^data:application\/pdf[;,]/i.test(part.image_url.url)) return filePart({ data: part.image_url.url, field: place });
        return { type: 'image', url: part.image_url.url };
      case 'input_audio':
        return filePart({ ...soundIn(part.input_audio), field: place });
      case 'file':
        return filePart({ data: part.file.file_data ?? '', name: part.file.filename, field: place });
      default:
        return { type: 'text', text: part.type === 'text' ? part.text : part.refusal };
    }
  });
}
