import type { ErrorCode, LintelErrorShape } from '../../../../shared/chat/error.ts';
import { pauseOf } from '../../../../shared/chat/pause.ts';
import { notAgain } from '../repeated.ts';

/** Status and `type` that Anthropic's clients know for each of our codes. */
const WIRE: Record<ErrorCode, readonly [status: number, type: string]> = {
  'bad-request': [400, 'invalid_request_error'],
  'body-too-large': [413, 'request_too_large'],
  unauthorised: [401, 'authentication_error'],
  forbidden: [403, 'permission_error'],
  'not-found': [404, 'not_found_error'],
  'unknown-model': [404, 'not_found_error'],
  'no-permitted-target': [403, 'permission_error'],
  'not-maskable': [403, 'permission_error'],
  'denied-by-rule': [403, 'permission_error'],
  'policy-tests-failed': [403, 'permission_error'],
  'budget-exceeded': [402, 'billing_error'],
  'quota-exhausted': [402, 'billing_error'],
  'provider-refused-key': [502, 'api_error'],
  'rate-limited': [429, 'rate_limit_error'],
  'provider-failed': [502, 'api_error'],
  'stream-broken': [502, 'api_error'],
  'bad-output': [502, 'api_error'],
  'content-refused': [400, 'invalid_request_error'],
  'context-overflow': [400, 'invalid_request_error'],
  'model-faulty': [500, 'api_error'],
  'model-load-failed': [500, 'api_error'],
  'engine-crashed': [500, 'api_error'],
  'out-of-memory': [500, 'api_error'],
  overloaded: [529, 'overloaded_error'],
  timeout: [504, 'timeout_error'],
  'storage-full': [500, 'api_error'],
  'storage-busy': [529, 'overloaded_error'],
  'storage-failed': [500, 'api_error'],
  cancelled: [499, 'api_error'],
  internal: [500, 'api_error'],
};

/** By these words clients know that they must shorten a conversation. */
const TOO_LONG = 'prompt is too long: ';

/** So told, its clients send whole conversations from then on, as they did before servers could keep them. */
const NO_THREADS = { error_code: 'thread_unsupported_request', unsupported: ['thread'] };

/** An error as Anthropic's clients expect it, which wait as long as `retry-after` says, in seconds. */
export function anthropicError({ code, message, field, retryable, retryAfterMs }: LintelErrorShape, requestId: string) {
  const [status, type] = WIRE[code];
  const pauseMs = pauseOf(retryAfterMs);
  const headers: Record<string, string> = {
    'request-id': requestId,
    ...(pauseMs === undefined ? {} : { 'retry-after': String(Math.ceil(pauseMs / 1000)) }),
    ...notAgain(status, { code, retryable }),
  };
  const error = {
    type,
    message: code === 'context-overflow' ? TOO_LONG + message : message,
    ...(field === 'thread' ? { details: NO_THREADS } : {}),
  };
  return { status, body: { type: 'error', error, request_id: requestId }, headers };
}
