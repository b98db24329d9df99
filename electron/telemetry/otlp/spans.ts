import { randomBytes } from 'node:crypto';
import type { FinishReason } from '../../../shared/chat/event.ts';
import type { SeenAttempt, SeenRequest } from '../witness.ts';
import { attributes, nanoseconds } from './attribute.ts';

const INTERNAL = 1;
const CLIENT = 3;
const FAILED = 2;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const SAMPLED = 1;

const id = (bytes: number) => randomBytes(bytes).toString('hex');
/** The code alone: an error's sentence may quote what was sent. */
const statusOf = (error: string | undefined) => (error === undefined ? {} : { status: { code: FAILED } });
const reasonName = (reason: FinishReason) => reason.replaceAll('-', '_');

/**
 * A request as a trace: one span for the whole of it and one for every try of a target, the latter by the semantic
 * conventions for generative models. Made of what a witness may know, so there is no content to leave out.
 */
export function spansOf(seen: SeenRequest, providerOf: (target: SeenAttempt['target']) => string) {
  const { target, timings, usage } = seen;
  const traceId = id(TRACE_ID_BYTES);
  const root = id(SPAN_ID_BYTES);
  const times = (startedAt: number, endedAt: number) => ({
    startTimeUnixNano: nanoseconds(startedAt),
    // A clock that was set back in between must not make a span that ends before it begins.
    endTimeUnixNano: nanoseconds(Math.max(startedAt, endedAt)),
  });
  const common = { traceId, flags: SAMPLED };
  const whole = {
    ...common,
    spanId: root,
    name: 'lintel.request',
    kind: INTERNAL,
    ...times(seen.startedAt, seen.endedAt),
    attributes: attributes({
      'lintel.request.id': seen.requestId,
      'lintel.dialect': seen.dialect,
      'lintel.outcome': seen.outcome,
      'lintel.target': target?.id,
      'lintel.zone': target?.zone,
      'lintel.attempts': seen.attempts.length,
      'lintel.cost_nanodollars': usage.costNanoDollars,
      'lintel.queue_ms': timings.queueMs,
      'lintel.load_ms': timings.loadMs,
      'error.type': seen.error,
    }),
    ...statusOf(seen.error),
  };
  const last = seen.attempts.length - 1;
  const tries = seen.attempts.map((attempt, index) => ({
    ...common,
    spanId: id(SPAN_ID_BYTES),
    parentSpanId: root,
    name: `chat ${attempt.target.id}`,
    kind: CLIENT,
    ...times(attempt.startedAt, attempt.endedAt),
    attributes: attributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerOf(attempt.target),
      'gen_ai.request.model': attempt.target.id,
      'lintel.zone': attempt.target.zone,
      'lintel.attempt': attempt.number,
      'lintel.outcome': attempt.outcome,
      'error.type': attempt.error,
      ...(index === last ? answered(seen) : {}),
    }),
    ...statusOf(attempt.error),
  }));
  return [whole, ...tries];
}

/** What is known of the answer, on the try that gave it. */
const answered = ({ usage, timings, finishReason }: SeenRequest) => ({
  'gen_ai.usage.input_tokens': usage.inputTokens,
  'gen_ai.usage.output_tokens': usage.outputTokens,
  'gen_ai.usage.cache_read.input_tokens': usage.cachedInputTokens,
  'gen_ai.usage.cache_write.input_tokens': usage.cacheWriteTokens,
  'gen_ai.usage.reasoning.output_tokens': usage.reasoningTokens,
  'gen_ai.response.finish_reasons': finishReason === undefined ? undefined : [reasonName(finishReason)],
  'lintel.first_token_ms': usage.outputTokens > 0 ? timings.firstTokenMs : undefined,
});
