import { type ErrorCode, isLintelError, LintelError } from '../../../../shared/chat/error.ts';
import { type Said, say } from '../../../../shared/chat/said.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import { quoted } from '../openai/quoted.ts';
import { isRecord } from './json.ts';
import { type Told, toldIn } from './told.ts';

const OVERFLOW =
  /prompt is too long|context[ _-]?(?:length|window|limit)|maximum context|too many (?:input )?tokens|input is too long|token count.{0,60}exceeds|exceeds the (?:maximum|model).{0,40}tokens|too large for (?:the )?model|request_too_large/;
const FILTER =
  /content_?(?:filter|policy)|safety system|moderation|flagged|content management policy|responsibleai|blocked by .{0,40}safety|prohibited_content/;
const KEY = /api[ _]key not valid|api_key_invalid|invalid api key|unrecognizedclient|invalidsignature|expiredtoken|incorrect api key/;
const QUOTA =
  /credit balance|insufficient_quota|insufficient (?:balance|credit|funds)|out of credits|billing_error|\/ ?month|monthly|servicequota/;
const BUSY = /overloaded|unavailable|notready|not ready|no capacity/;

/** The code of a failure at a provider. */
function codeOf({ status, words, retryAfterMs }: Told): ErrorCode {
  const isAsked = status === 400 || status === 413 || status === 422;
  if (isAsked && (OVERFLOW.test(words) || status === 413)) return 'context-overflow';
  if (FILTER.test(words) && status < 500) return 'content-refused';
  if (status === 402 || (status < 500 && QUOTA.test(words) && !(status === 429 && retryAfterMs !== undefined))) return 'quota-exhausted';
  if (status === 401 || status === 403 || KEY.test(words)) return 'provider-refused-key';
  if (status === 404) return 'unknown-model';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 503 || status === 529 || (status >= 429 && BUSY.test(words))) return 'overloaded';
  if (status === 429) return 'rate-limited';
  return status >= 500 || status === 424 ? 'provider-failed' : 'bad-request';
}

/** What is asked of whom, and what must be in no sentence: the key, and the prompt. */
export interface Failing {
  readonly remote: RemoteModel;
  readonly secret: string;
  prompt(): string;
}

/** A failure at a provider as an error that a person can act on. */
export function failureOf(told: Told, { remote: { provider, model }, secret, prompt }: Failing): LintelError {
  const code = codeOf(told);
  const { retryAfterMs } = told;
  const words = quoted(told.sentence, { secrets: [secret, ...partsOf(secret)], prompt: prompt() });
  const said = sentenceOf(code, provider.name, model.name ?? model.id, told.status, words);
  const isQuoted = words !== '' && (code === 'context-overflow' || code === 'bad-request');
  const sentence = isQuoted ? say`${said} It said: “${words}”` : said;
  return new LintelError(code, sentence, retryAfterMs === undefined || code === 'bad-request' ? {} : { retryAfterMs });
}

/** Of `ID:SECRET`, both. */
const partsOf = (secret: string) => secret.split(':').filter((part) => part.length >= 8);

function sentenceOf(code: ErrorCode, provider: string, model: string, status: number, words: string): Said {
  switch (code) {
    case 'context-overflow':
      return say`The prompt is longer than ${model} takes. Shorten it, or choose a model with a larger context window.`;
    case 'content-refused':
      return say`${provider} would not answer this. Change what is asked, or choose another model.`;
    case 'quota-exhausted':
      return say`The account at ${provider} has nothing left to spend. Add to it there, or choose another model.`;
    case 'provider-refused-key':
      return say`${provider} did not accept its key for ${model}. Check the key in the settings.`;
    case 'unknown-model':
      return say`${provider} has no ${model}. Read its list of models again, or choose another one.`;
    case 'timeout':
      return say`${provider} took too long. Try again, or choose another model.`;
    case 'overloaded':
      return say`${provider} is overloaded. Try again in a moment, or choose another model.`;
    case 'rate-limited':
      return say`${provider} takes no more requests for now. Wait a moment, or choose another model.`;
    case 'bad-request':
      return words === ''
        ? say`${provider} did not take the request (${status}). Change its settings, or choose another model.`
        : say`${provider} did not take the request (${status}).`;
    default:
      return say`${provider} failed (${status}). Try again, or choose another model.`;
  }
}

/**
 * What the SDK throws: an error of ours that it wrapped, a provider’s in its own shape, or one about what was asked or what
 * came. Its own errors hold the whole prompt, so none is kept as a cause: causes are logged.
 */
export function asFailure(error: unknown, failing: Failing, hasLeft: boolean): LintelError {
  const { name } = failing.remote.provider;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++)
    if (isLintelError(cause)) return cause;
  if (isRecord(error) && typeof error.statusCode === 'number' && error.statusCode >= 400)
    return failureOf(toldIn(error.statusCode, {}, error.data ?? error.message, 0), failing);
  if (hasLeft) return new LintelError('bad-output', say`${name} sent an answer that makes no sense. Try again.`);
  return new LintelError('bad-request', say`${name} cannot be asked this: its way of asking has no word for a part of it.`);
}
