/**
 * Every way Lintel can fail, and whether trying again (the same or another target) can help.
 * Dialects map a code to their own status and shape; nothing else reads the text.
 */
const CODES = {
  'bad-request': false,
  'body-too-large': false,
  unauthorised: false,
  forbidden: false,
  'not-found': false,
  'unknown-model': false,
  'no-permitted-target': false,
  'not-maskable': true,
  'context-overflow': false,
  'model-faulty': false,
  'model-load-failed': true,
  'engine-crashed': true,
  'out-of-memory': true,
  overloaded: true,
  timeout: true,
  'storage-full': false,
  'storage-failed': false,
  'storage-busy': true,
  cancelled: false,
  internal: false,
} as const satisfies Record<string, boolean>;

export type ErrorCode = keyof typeof CODES;

/** An error as data: safe to send over a process boundary and to show to a person. */
export interface LintelErrorShape {
  readonly code: ErrorCode;
  /** One sentence or two that say what happened and what to do next. */
  readonly message: string;
  readonly retryable: boolean;
  /** The request field at fault, in the caller's own spelling. */
  readonly field?: string;
}

const MARK = Symbol.for('lintel.error');

/** The only error class that Lintel throws on purpose. */
export class LintelError extends Error implements LintelErrorShape {
  readonly [MARK] = true;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  declare readonly field?: string;

  constructor(code: ErrorCode, message: string, extra: { field?: string; cause?: unknown } = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'LintelError';
    this.code = code;
    this.retryable = CODES[code];
    if (extra.field !== undefined) this.field = extra.field;
  }
}

/** True for a LintelError from any copy of this module (bundles may hold several). */
export function isLintelError(value: unknown): value is LintelError {
  return typeof value === 'object' && value !== null && MARK in value;
}

/** The plain data of an error. An error that is not ours becomes `internal` and keeps its text to itself. */
export function toErrorShape(value: unknown): LintelErrorShape {
  if (!isLintelError(value)) {
    return {
      code: 'internal',
      message: 'Something failed inside Lintel. Its log has the details; trying again may work.',
      retryable: false,
    };
  }
  const { code, message, retryable, field } = value;
  return field === undefined ? { code, message, retryable } : { code, message, retryable, field };
}
