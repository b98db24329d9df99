import type { ErrorCode, LintelErrorShape } from '../../../../shared/chat/error.ts';
import { pauseOf } from '../../../../shared/chat/pause.ts';

/** Code and `status` that Google's clients know for each of our codes. */
const WIRE: Record<ErrorCode, readonly [code: number, status: string]> = {
  'bad-request': [400, 'INVALID_ARGUMENT'],
  'body-too-large': [413, 'INVALID_ARGUMENT'],
  unauthorised: [401, 'UNAUTHENTICATED'],
  forbidden: [403, 'PERMISSION_DENIED'],
  'not-found': [404, 'NOT_FOUND'],
  'unknown-model': [404, 'NOT_FOUND'],
  'no-permitted-target': [403, 'PERMISSION_DENIED'],
  'not-maskable': [403, 'PERMISSION_DENIED'],
  'denied-by-rule': [403, 'PERMISSION_DENIED'],
  'policy-tests-failed': [400, 'FAILED_PRECONDITION'],
  'budget-exceeded': [402, 'RESOURCE_EXHAUSTED'],
  'quota-exhausted': [402, 'RESOURCE_EXHAUSTED'],
  'provider-refused-key': [502, 'UNAVAILABLE'],
  'rate-limited': [429, 'RESOURCE_EXHAUSTED'],
  'provider-failed': [502, 'UNAVAILABLE'],
  'stream-broken': [502, 'UNAVAILABLE'],
  'bad-output': [502, 'INTERNAL'],
  'content-refused': [400, 'FAILED_PRECONDITION'],
  'context-overflow': [400, 'INVALID_ARGUMENT'],
  'model-faulty': [500, 'INTERNAL'],
  'model-load-failed': [503, 'UNAVAILABLE'],
  'engine-crashed': [503, 'UNAVAILABLE'],
  'out-of-memory': [503, 'UNAVAILABLE'],
  overloaded: [503, 'UNAVAILABLE'],
  timeout: [504, 'DEADLINE_EXCEEDED'],
  'storage-full': [500, 'INTERNAL'],
  'storage-busy': [503, 'UNAVAILABLE'],
  'storage-failed': [500, 'INTERNAL'],
  cancelled: [499, 'CANCELLED'],
  internal: [500, 'INTERNAL'],
};

/** An error as Google's clients expect it, with how long to wait in seconds where that is known. */
export function geminiError({ code, message, field, retryAfterMs }: LintelErrorShape) {
  const [status, name] = WIRE[code];
  const pauseMs = pauseOf(retryAfterMs);
  const seconds = pauseMs === undefined ? undefined : Math.ceil(pauseMs / 1000);
  const details = [
    ...(field === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description: message }] }]),
    ...(seconds === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }]),
  ];
  const headers: Record<string, string> = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return { status, body: { error: { code: status, message, status: name, ...(details.length === 0 ? {} : { details }) } }, headers };
}
