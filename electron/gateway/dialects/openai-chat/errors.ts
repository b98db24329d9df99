import type { ErrorCode, LintelErrorShape } from '../../../../shared/chat/error.ts';
import { pauseOf } from '../../../../shared/chat/pause.ts';
import { notAgain } from '../repeated.ts';

/** Status, `type` and `code` that OpenAI's clients know for each of our codes. */
const WIRE: Record<ErrorCode, readonly [status: number, type: string, code: string | null]> = {
  'bad-request': [400, 'invalid_request_error', null],
  'body-too-large': [413, 'invalid_request_error', 'request_too_large'],
  unauthorised: [401, 'invalid_request_error', 'invalid_api_key'],
  forbidden: [403, 'invalid_request_error', 'forbidden'],
  'not-found': [404, 'invalid_request_error', 'not_found'],
  'unknown-model': [404, 'invalid_request_error', 'model_not_found'],
  'no-permitted-target': [422, 'invalid_request_error', 'no_permitted_target'],
  'not-maskable': [422, 'invalid_request_error', 'not_maskable'],
  'denied-by-rule': [403, 'invalid_request_error', 'denied_by_rule'],
  'policy-tests-failed': [422, 'invalid_request_error', 'policy_tests_failed'],
  'budget-exceeded': [402, 'insufficient_quota', 'budget_exceeded'],
  'provider-refused-key': [502, 'server_error', 'provider_refused_key'],
  'rate-limited': [429, 'rate_limit_error', 'rate_limit_exceeded'],
  'quota-exhausted': [402, 'insufficient_quota', 'insufficient_quota'],
  'provider-failed': [502, 'server_error', 'provider_failed'],
  'stream-broken': [502, 'server_error', 'stream_broken'],
  'bad-output': [502, 'server_error', 'bad_output'],
  'content-refused': [422, 'invalid_request_error', 'content_refused'],
  'context-overflow': [400, 'invalid_request_error', 'context_length_exceeded'],
  'model-faulty': [422, 'invalid_request_error', 'model_faulty'],
  'model-load-failed': [503, 'server_error', 'model_load_failed'],
  'engine-crashed': [503, 'server_error', 'engine_crashed'],
  'out-of-memory': [503, 'server_error', 'out_of_memory'],
  overloaded: [503, 'server_error', 'overloaded'],
  timeout: [504, 'server_error', 'timeout'],
  'storage-full': [507, 'server_error', 'storage_full'],
  'storage-busy': [503, 'server_error', 'storage_busy'],
  'storage-failed': [500, 'server_error', 'storage_failed'],
  cancelled: [499, 'server_error', 'cancelled'],
  internal: [500, 'server_error', 'internal_error'],
};

/** An error as `POST /v1/chat/completions` and its clients expect it, which wait as long as `retry-after` says, in seconds. */
export function openaiError({ code, message, field, retryable, retryAfterMs }: LintelErrorShape) {
  const [status, type, wireCode] = WIRE[code];
  const pauseMs = pauseOf(retryAfterMs);
  const headers: Record<string, string> = {
    ...(pauseMs === undefined ? {} : { 'retry-after': String(Math.ceil(pauseMs / 1000)) }),
    ...notAgain(status, { code, retryable }),
  };
  return { status, body: { error: { message, type, param: field ?? null, code: wireCode } }, headers };
}
