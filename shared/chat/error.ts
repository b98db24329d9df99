import { english } from './english.ts';
import { type Said, say } from './said.ts';

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
  /** A rule of the user's refused the request. */
  'denied-by-rule': false,
  /** A policy’s own tests fail under it. */
  'policy-tests-failed': false,
  /** No money is left for anything that could answer. */
  'budget-exceeded': false,
  /** A provider did not accept the key. */
  'provider-refused-key': true,
  /** A provider wants no more requests for now. */
  'rate-limited': true,
  /** The account at a provider is empty or used up. */
  'quota-exhausted': true,
  /** A provider failed by its own fault. */
  'provider-failed': true,
  /** A stream ended without an end. */
  'stream-broken': true,
  /** What came is no answer in the format that was asked for. */
  'bad-output': true,
  /** The model or its provider would not answer because of what was asked. */
  'content-refused': false,
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
  /** The same for a window that speaks another language. */
  readonly said?: Said;
  readonly retryable: boolean;
  /** The request field at fault, in the caller's own spelling. */
  readonly field?: string;
  /** Milliseconds to wait before another try, as whoever failed said. */
  readonly retryAfterMs?: number;
  /** It failed before anything was sent. */
  readonly unsent?: true;
}

const MARK = Symbol.for('lintel.error');

/** The only error class that Lintel throws on purpose. */
export class LintelError extends Error implements LintelErrorShape {
  readonly [MARK] = true;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  declare readonly said?: Said;
  declare readonly field?: string;
  declare readonly retryAfterMs?: number;
  declare readonly unsent?: true;

  constructor(
    code: ErrorCode,
    message: string | Said,
    extra: { field?: string; retryAfterMs?: number; unsent?: boolean; cause?: unknown } = {},
  ) {
    super(typeof message === 'string' ? message : english(message), extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'LintelError';
    this.code = code;
    this.retryable = CODES[code];
    if (typeof message !== 'string') this.said = message;
    if (extra.field !== undefined) this.field = extra.field;
    if (extra.retryAfterMs !== undefined) this.retryAfterMs = extra.retryAfterMs;
    if (extra.unsent === true) this.unsent = true;
  }
}

/** True for a LintelError from any copy of this module (bundles may hold several). */
export function isLintelError(value: unknown): value is LintelError {
  return typeof value === 'object' && value !== null && MARK in value;
}

const UNKNOWN = say`Something failed inside Lintel. Its log has the details; trying again may work.`;

/** What an error says, to be part of another sentence. */
export const saidOf = ({ said, message }: Pick<LintelErrorShape, 'said' | 'message'>): Said | string => said ?? message;

/** The error that a shape is the data of. */
export const fromErrorShape = (shape: LintelErrorShape): LintelError => new LintelError(shape.code, saidOf(shape), shape);

/** The plain data of an error. An error that is not ours becomes `internal` and keeps its text to itself. */
export function toErrorShape(value: unknown): LintelErrorShape {
  if (!isLintelError(value)) {
    return { code: 'internal', message: english(UNKNOWN), said: UNKNOWN, retryable: false };
  }
  const { code, message, said, retryable, field, retryAfterMs, unsent } = value;
  return {
    code,
    message,
    ...(said === undefined ? {} : { said }),
    retryable,
    ...(field === undefined ? {} : { field }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(unsent === undefined ? {} : { unsent }),
  };
}
