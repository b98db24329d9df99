import type { FinishReason, WireExtra } from '../../../../shared/chat/event.ts';
import type { PromptUsage } from '../../../../shared/chat/usage.ts';
import type { AnswerEvent } from '../../../../shared/routing/record.ts';

type End = Extract<AnswerEvent, { type: 'end' }>;
type Fields = Readonly<Record<string, unknown>>;

const REASONS: Record<FinishReason, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  cancelled: 'end_turn',
};

/** A message without its content, as every answer and the first event of a stream has it. */
export const headOf = (requestId: string, model: string | undefined) => ({
  id: `msg_${requestId.replaceAll('-', '')}`,
  type: 'message',
  role: 'assistant',
  model: model ?? 'none',
  container: null,
  diagnostics: null,
});

/** Why the answer ended. */
export function endOf({ answer, wire, stopSequence }: End) {
  const told = wire?.choice ?? {};
  const stopped = stopSequence === undefined ? undefined : 'stop_sequence';
  return {
    container: null,
    stop_details: null,
    ...told,
    stop_reason: told.stop_reason ?? stopped ?? REASONS[answer.finishReason ?? 'stop'],
    stop_sequence: told.stop_sequence ?? stopSequence ?? null,
  };
}

export const NOT_ENDED = { stop_details: null, stop_reason: null, stop_sequence: null };

/** Tokens as Anthropic counts them: what lay in the cache, or was put there, apart from the rest of the prompt. */
function promptOf({ inputTokens, cachedInputTokens, cacheWriteTokens = 0 }: PromptUsage) {
  return {
    input_tokens: Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens),
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedInputTokens,
  };
}

/** What a message's usage holds. @param told as the provider told it, where it speaks this dialect */
export function usageOf(prompt: PromptUsage, output: { outputTokens: number; reasoningTokens?: number }, told?: Fields) {
  const { cacheWriteTokens = 0 } = prompt;
  return {
    cache_creation: { ephemeral_5m_input_tokens: cacheWriteTokens, ephemeral_1h_input_tokens: 0 },
    inference_geo: null,
    server_tool_use: null,
    service_tier: 'standard',
    speed: null,
    output_tokens_details: output.reasoningTokens === undefined ? null : { thinking_tokens: output.reasoningTokens },
    ...told,
    ...promptOf(prompt),
    output_tokens: output.outputTokens,
  };
}

/** What the last event of a stream says of the usage: all of it. */
export function deltaUsageOf({ answer: { usage }, wire }: End) {
  const { cache_creation: _, service_tier, inference_geo, speed, ...told } = usageOf(usage, usage, wire?.usage);
  return told;
}

/** What a provider of this dialect says beside the message's own fields, such as what it left out of the context. */
export const besideOf = (wire: WireExtra | undefined): Fields => wire?.chunk ?? {};
