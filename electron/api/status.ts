import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '../../shared/chat/error.ts';

/** The HTTP status of each error in the window's API. */
export const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  'bad-request': 400,
  'body-too-large': 413,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  'unknown-model': 404,
  'no-permitted-target': 422,
  'not-maskable': 422,
  'context-overflow': 400,
  'model-faulty': 422,
  'model-load-failed': 503,
  'engine-crashed': 503,
  'out-of-memory': 503,
  overloaded: 503,
  timeout: 504,
  'storage-full': 507,
  'storage-failed': 500,
  'storage-busy': 503,
  cancelled: 409,
  internal: 500,
};
