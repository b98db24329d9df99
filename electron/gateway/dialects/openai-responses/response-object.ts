import type { Usage } from '../../../../shared/chat/usage.ts';
import type { RawItem } from './items.ts';
import type { Reading } from './normalise.ts';

type Status = 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled';

/** The event that a stream ends with. There is none for what was cancelled but that it is not complete. */
export const closingEvent = (status: unknown): string => `response.${status === 'cancelled' ? 'incomplete' : String(status)}`;

/** What is known of a response at a moment. */
export interface State {
  readonly status: Status;
  readonly createdAt: number;
  /** The target that answers; absent: none does yet. */
  readonly model?: string | undefined;
  readonly output?: readonly RawItem[];
  readonly usage?: Usage;
  readonly error?: { readonly code: string; readonly message: string };
  readonly incomplete?: 'max_output_tokens' | 'content_filter';
  readonly completedAt?: number;
}

/** A response as OpenAI's clients read it, every field there. Times in `State` are milliseconds since the epoch. */
export function responseObject({ wire, responseId, isKept, toolbox }: Reading, state: State): Record<string, unknown> {
  const { lintel: _, ...metadata } = wire.metadata ?? {};
  return {
    id: responseId,
    object: 'response',
    created_at: seconds(state.createdAt),
    status: state.status,
    background: wire.background ?? false,
    completed_at: state.completedAt === undefined ? null : seconds(state.completedAt),
    error: state.error ?? null,
    incomplete_details: state.incomplete === undefined ? null : { reason: state.incomplete },
    instructions: wire.instructions ?? null,
    max_output_tokens: wire.max_output_tokens ?? null,
    max_tool_calls: wire.max_tool_calls ?? null,
    model: state.model ?? wire.model,
    output: state.output ?? [],
    parallel_tool_calls: wire.parallel_tool_calls ?? true,
    previous_response_id: wire.previous_response_id ?? null,
    prompt_cache_key: wire.prompt_cache_key ?? null,
    reasoning: { effort: wire.reasoning?.effort ?? null, summary: wire.reasoning?.summary ?? wire.reasoning?.generate_summary ?? null },
    safety_identifier: wire.safety_identifier ?? null,
    service_tier: 'default',
    store: isKept,
    temperature: wire.temperature ?? null,
    text: { format: wire.text?.format ?? { type: 'text' }, verbosity: wire.text?.verbosity ?? 'medium' },
    tool_choice: wire.tool_choice ?? 'auto',
    // Those that a model was told of: what is not here was left out.
    tools: (wire.tools ?? []).filter(({ type }) => !toolbox.skipped.includes(type)),
    top_logprobs: wire.top_logprobs ?? 0,
    top_p: wire.top_p ?? null,
    truncation: wire.truncation ?? 'disabled',
    usage: state.usage === undefined ? null : usageOf(state.usage),
    user: wire.user ?? null,
    access_programs: null,
    metadata,
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

const usageOf = ({ inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens }: Usage) => ({
  input_tokens: inputTokens,
  input_tokens_details: { cached_tokens: cachedInputTokens, cache_write_tokens: cacheWriteTokens ?? 0 },
  output_tokens: outputTokens,
  output_tokens_details: { reasoning_tokens: reasoningTokens ?? 0 },
  total_tokens: inputTokens + outputTokens,
});
