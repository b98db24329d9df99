import { LintelError } from '../../../../shared/chat/error.ts';
import { type ChatMessage, type ChatRequest, type FilePart, isSound, type Part } from '../../../../shared/chat/request.ts';
import { fieldsOf } from './fields.ts';

/** What the body depends on beside the request. */
export interface Form {
  /** The model, as the provider calls it. */
  readonly model: string;
  /** The provider's newest models know the limit of an answer by this name alone, all others only by the old one. */
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  /** Whether the usage may be asked for; some refuse the field. */
  readonly asksUsage: boolean;
  readonly masked: boolean;
}

/** Fields by which a router of other providers is told where to send a prompt. */
const CHOOSING = new Set(['models', 'route', 'fallbacks', 'provider']);
/** What of `provider` only narrows who may see a prompt, in OpenRouter's words. */
const NARROWING = ['zdr', 'data_collection'] as const;

/**
 * The body of a streamed chat completion. Where the caller speaks this dialect it is their own, unknown fields and all, but
 * for the model, the stream, what is Lintel's and, where anything was masked, the messages. What would let the provider choose
 * another model, or hand the prompt on to another provider of the caller's choice, is never sent: the plan chose, and the permit
 * is for this one alone.
 */
export function bodyOf(request: ChatRequest, { model, limitName, asksUsage, masked }: Form): string {
  const isOwn = request.dialect === 'openai-chat' && Object.keys(request.wire).length > 0;
  const fields = isOwn ? ownFields(request.wire) : fieldsFor(request, limitName);
  const { messages } = request.wire;
  // What is masked is the neutral request; nothing of the caller's own messages may leave then.
  const isOpen = isOwn && !masked && Array.isArray(messages);
  return JSON.stringify({
    ...fields,
    // Under a cap an answer has a limit that its caller did not give.
    ...(isOwn && !LIMITS.some((name) => typeof fields[name] === 'number') ? { [limitName]: request.maxOutputTokens } : {}),
    model,
    messages: isOpen ? messages.map(withoutProofs) : request.messages.flatMap(messageOf),
    stream: true,
    ...(asksUsage ? { stream_options: { ...fieldsOf(fields.stream_options), include_usage: true } } : { stream_options: undefined }),
  });
}

/** What other providers signed is theirs alone; a proof of one begins with its name. */
function withoutProofs(message: unknown): unknown {
  const { reasoning_details: details } = fieldsOf(message);
  if (!Array.isArray(details)) return message;
  const own = details.filter((detail) => !NAMED.test(String(fieldsOf(detail).signature ?? fieldsOf(detail).data ?? '')));
  return { ...fieldsOf(message), reasoning_details: own.length === 0 ? undefined : own };
}

const NAMED = /^\w+\.\w+:/;

const LIMITS = ['max_tokens', 'max_completion_tokens'] as const;

function ownFields(wire: ChatRequest['wire']): Record<string, unknown> {
  const { metadata, ...all } = wire;
  const asked = fieldsOf(all.provider);
  const narrowed = Object.fromEntries(NARROWING.filter((name) => asked[name] !== undefined).map((name) => [name, asked[name]]));
  const fields = {
    ...Object.fromEntries(Object.entries(all).filter(([name]) => !CHOOSING.has(name))),
    ...(Object.keys(narrowed).length === 0 ? {} : { provider: narrowed }),
  };
  if (typeof metadata !== 'object' || metadata === null) return fields;
  const { lintel: _, ...theirs } = metadata as Record<string, unknown>;
  return Object.keys(theirs).length === 0 ? fields : { ...fields, metadata: theirs };
}

function fieldsFor(request: ChatRequest, limitName: Form['limitName']): Record<string, unknown> {
  const { sampling, tools, toolChoice, output, reasoning, stop, choices, logprobs } = request;
  const effort = reasoning === undefined ? undefined : effortOf(reasoning);
  return {
    ...hintsFor(request, limitName),
    temperature: sampling.temperature,
    top_p: sampling.topP,
    frequency_penalty: sampling.frequencyPenalty,
    presence_penalty: sampling.presencePenalty,
    seed: sampling.seed,
    logit_bias: sampling.logitBias,
    [limitName]: request.maxOutputTokens,
    ...(stop.length > 0 ? { stop } : {}),
    ...(choices === undefined ? {} : { n: choices }),
    ...(logprobs === undefined ? {} : { logprobs: true, top_logprobs: logprobs }),
    ...(tools.length === 0 ? {} : { tools: tools.map(({ cache: _, ...tool }) => ({ type: 'function', function: tool })) }),
    tool_choice: typeof toolChoice === 'object' ? { type: 'function', function: { name: toolChoice.name } } : toolChoice,
    parallel_tool_calls: tools.length > 0 ? request.parallelToolCalls : undefined,
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
    ...(output.type === 'json' ? { response_format: { type: 'json_object' } } : {}),
    ...(output.type === 'json-schema'
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: output.name ?? 'answer', schema: output.schema, strict: output.strict },
          },
        }
      : {}),
  };
}

/** What OpenAI itself is told of a request that came by another of its own ways, where it has the same name: others may refuse it. */
function hintsFor({ dialect, wire }: ChatRequest, limitName: Form['limitName']): ChatRequest['wire'] {
  const { reasoning_summary: _, ...hints } = wire;
  return limitName === 'max_completion_tokens' && dialect.startsWith('openai-') ? hints : {};
}

/** The nearest word for how much may be thought; the reverse of what the port reads it as. */
function effortOf({ enabled, budgetTokens }: NonNullable<ChatRequest['reasoning']>): string | undefined {
  if (enabled === false) return 'none';
  if (budgetTokens === undefined) return undefined;
  return budgetTokens <= 256 ? 'minimal' : budgetTokens <= 1024 ? 'low' : budgetTokens <= 4096 ? 'medium' : 'high';
}

/**
 * A neutral message may be several here: each result of a tool is one of its own, and pictures of results, for which this
 * dialect has no place, follow in a message of the user's.
 */
function messageOf({ role, content }: ChatMessage): object[] {
  if (role === 'tool') {
    const pictures = content.filter(isShown);
    return [
      ...content.flatMap((part) => (part.type === 'tool-result' ? [{ role, tool_call_id: part.id, content: resultOf(part) }] : [])),
      ...(pictures.length === 0 ? [] : [{ role: 'user', content: contentOf([{ type: 'text', text: PICTURES }, ...pictures]) }]),
    ];
  }
  // Instructions in several parts are parts of one text to whoever reads only text.
  if (role === 'system') return [{ role, content: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n\n') }];
  const calls = content.flatMap((part) =>
    part.type === 'tool-call' ? [{ id: part.id, type: 'function', function: { name: part.name, arguments: part.arguments } }] : [],
  );
  const said = content.filter((part) => part.type === 'text' || isShown(part));
  const message = { role, content: said.length === 0 && calls.length > 0 ? null : contentOf(said) };
  return [calls.length === 0 ? message : { ...message, tool_calls: calls }];
}

const PICTURES = 'The tools gave these pictures:';

const isShown = ({ type }: Part): boolean => type === 'image' || type === 'file';

/** A failure is said in words: this dialect has no other sign of it. */
const resultOf = ({ text, isError }: Extract<Part, { type: 'tool-result' }>): string =>
  isError === true && !/^\s*(?:error|failed)/i.test(text) ? `Error: ${text}` : text;

/** Plain text wherever it can be: not every server reads parts. */
function contentOf(parts: readonly Part[]): unknown {
  if (parts.length === 1 && parts[0]?.type === 'text') return parts[0].text;
  if (parts.length === 0) return '';
  return parts.flatMap((part): object[] => {
    if (part.type === 'image') return [{ type: 'image_url', image_url: { url: part.url } }];
    if (part.type === 'file') return [fileOf(part)];
    return part.type === 'text' ? [{ type: 'text', text: part.text }] : [];
  });
}

/** The kinds of sound that this dialect has words for. */
const SOUNDS: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
};

/** Throws `bad-request` for sound that this dialect has no word for. */
function fileOf(file: FilePart): object {
  const { mediaType, data, name = 'document.pdf', field } = file;
  if (!isSound(file)) return { type: 'file', file: { filename: name, file_data: `data:${mediaType};base64,${data}` } };
  const format = SOUNDS[mediaType];
  if (format === undefined)
    throw new LintelError('bad-request', `“${field}” is “${mediaType}”, and this provider hears only WAV and MP3.`, { field });
  return { type: 'input_audio', input_audio: { data, format } };
}
