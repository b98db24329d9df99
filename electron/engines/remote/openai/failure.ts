import { type ErrorCode, LintelError } from '../../../../shared/chat/error.ts';
import { type Said, say } from '../../../../shared/chat/said.ts';
import { type Fields, fieldsOf, isFields, parsed, stringOf } from './fields.ts';
import { quoted, tellsOf } from './quoted.ts';
import { retryAfterMs } from './retry-after.ts';

/** Whose failure it is, and what must not be in its words. */
export interface Failing {
  /** The provider, as a person reads it. */
  readonly name: string;
  readonly providerId: string;
  /** The model, as the provider calls it. */
  readonly model: string;
  readonly secrets: readonly string[];
  /** The texts of the prompt. */
  readonly prompt: string;
  /** The names of the fields that the request had, none below the top. */
  asked(): readonly string[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What went wrong in a provider's own words. */
interface Words {
  readonly code: string;
  readonly message: string;
  readonly param: string;
}

const CONTEXT =
  /context.?(?:length|size|window)|exceed_context|maximum (?:context|prompt)|prompt is too long|too many (?:input )?tokens|reduce the length/i;
const QUOTA = /insufficient_quota|insufficient.?balance|current quota|credit|billing|payment|requires more/i;
const REFUSED = /content_(?:policy|filter)|content management policy|safety system|moderation|flagged/i;
const KEY = /invalid_api_key|api.?key|authentication|unauthori[sz]ed/i;
const MODEL = /model/i;
const BUSY = /overloaded|capacity|loading model|try again later|unavailable/i;

/** Which code a status and a provider's words come to. */
function codeOf(status: number, { code, message, param }: Words, hasReasons: boolean): ErrorCode {
  const said = `${code} ${message}`;
  const isRejected = status >= 400 && status < 500;
  if (isRejected && status !== 429 && status !== 401 && CONTEXT.test(said)) return 'context-overflow';
  if (status === 413) return 'context-overflow';
  if (status === 402 || ((isRejected || status === 0) && status !== 404 && QUOTA.test(said) && !/rate.?limit/i.test(said)))
    return 'quota-exhausted';
  if (isRejected && (hasReasons || REFUSED.test(said))) return 'content-refused';
  if (status === 401 || (isRejected && status !== 404 && status !== 429 && KEY.test(said))) return 'provider-refused-key';
  if (status === 403) return 'provider-refused-key';
  if (status === 404 || status === 410) return MODEL.test(`${said} ${param}`) ? 'unknown-model' : 'provider-failed';
  if (status === 408 || status === 504 || status === 524) return 'timeout';
  if (status === 429) return 'rate-limited';
  if (status === 498 || status === 503 || status === 529 || (status >= 500 && BUSY.test(said))) return 'overloaded';
  if (/tool_use_failed/.test(code)) return 'bad-output';
  if (status === 400 || status === 422) return 'bad-request';
  return 'provider-failed';
}

const SENTENCES: Partial<Record<ErrorCode, (failing: Failing) => Said>> = {
  'context-overflow': ({ name, model }) =>
    say`The conversation is longer than ${model} at ${name} can hold. Shorten it, or choose a model with a larger context window.`,
  'quota-exhausted': ({ name }) => say`Your account at ${name} is used up. Add credit there, or choose another model.`,
  'content-refused': ({ name }) => say`${name} would not answer because of what was asked. Ask in another way, or choose another model.`,
  'provider-refused-key': ({ name, providerId }) =>
    say`${name} did not accept the key. Check it with: lintel providers test ${providerId}.`,
  'unknown-model': ({ name, model }) => say`${name} has no model ${model}. Look at its list of models, and correct the provider's.`,
  timeout: ({ name }) => say`${name} took too long. Try again.`,
  'rate-limited': ({ name }) => say`${name} wants no more requests for now. Wait a little, or choose another model.`,
  overloaded: ({ name }) => say`${name} is overloaded. Try again in a while.`,
  'bad-output': ({ name }) => say`What the model at ${name} wrote is no proper answer. Try again.`,
  'bad-request': ({ name }) => say`${name} did not accept the request. Correct it, or choose another model.`,
};

const failed = ({ name }: Failing, status: number) =>
  status > 0
    ? say`${name} failed (${status}). Try again, or choose another model.`
    : say`${name} failed. Try again, or choose another model.`;

/** A provider's refusal as an error of ours. @param status 0 where it came in the middle of an answer without one */
export function failureOf(
  failing: Failing,
  status: number,
  body: string,
  headers: Readonly<Record<string, string | undefined>> = {},
): LintelError {
  const { words, hasReasons, ownStatus } = read(parsed(body.trim()));
  const code = codeOf(status || ownStatus, words, hasReasons);
  const sentence = SENTENCES[code]?.(failing) ?? failed(failing, status || ownStatus);
  const said = quoted(words.message || words.code, failing);
  const waitMs = code === 'rate-limited' || code === 'overloaded' ? retryAfterMs(headers, words.message, failing.now()) : undefined;
  const field = code === 'bad-request' ? fieldOf(words.param, failing) : undefined;
  return new LintelError(code, said === '' ? sentence : say`${sentence} It said: “${said}”`, {
    ...(field === undefined ? {} : { field }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}

/** The field that a provider names, where it is one that was sent: what it names may be anything, a key it was sent included. */
function fieldOf(param: string, { asked, secrets }: Failing): string | undefined {
  const [field] = /^\w{1,64}(?![\w-])/.exec(param) ?? [];
  return field !== undefined && !tellsOf(field, secrets) && asked().includes(field) ? field : undefined;
}

/** Finds the words of a failure in every shape that providers give it. */
function read(body: unknown): { words: Words; hasReasons: boolean; ownStatus: number } {
  const outer = fieldsOf(body);
  const error: Fields = isFields(outer.error) ? outer.error : outer;
  const message =
    [error.message, outer.error, error.detail, error.msg].find((text) => typeof text === 'string' && text !== '') ?? error.message;
  const statuses = [error.code, error.status_code, error.status, outer.code].map(Number);
  const { reasons } = fieldsOf(error.metadata);
  return {
    words: {
      code: [error.code, error.type, error.status, outer.code].filter((text) => typeof text === 'string').join(' '),
      message: typeof message === 'string' ? message : detailOf(message ?? outer.detail),
      param: stringOf(error.param),
    },
    hasReasons: Array.isArray(reasons),
    ownStatus: statuses.find((status) => Number.isInteger(status) && status >= 400 && status < 600) ?? 0,
  };
}

/** What a validator tells: `{"detail": [{"loc": ["body", "x"], "msg": "…"}]}`. */
function detailOf(value: unknown): string {
  const detail = isFields(value) ? value.detail : value;
  if (!Array.isArray(detail)) return '';
  const [first] = detail.filter(isFields);
  if (first === undefined) return '';
  return `${[first.loc]
    .flat()
    .filter((part) => typeof part === 'string')
    .join('.')}: ${stringOf(first.msg)}`;
}
