import { type ErrorCode, LintelError } from '../../../../shared/chat/error.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Told } from './told.ts';

const OVERFLOW =
  /prompt is too long|context[ _-]?(?:length|window|limit)|maximum context|too many (?:input )?tokens|input is too long|token count.{0,60}exceeds|exceeds the (?:maximum|model).{0,40}tokens|too large for (?:the )?model|request_too_large/;
const FILTER = /content_?filter|content management policy|responsibleai|blocked by .{0,40}safety|prohibited_content/;
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

/** A failure at a provider as an error that a person can act on. @param secret the key that was used; it is in no sentence */
export function failureOf(told: Told, { provider, model }: RemoteModel, secret: string): LintelError {
  const code = codeOf(told);
  const { retryAfterMs } = told;
  const said = quoted(told.sentence, secret);
  const sentence = sentenceOf(code, provider.name, model.name ?? model.id, told.status, said);
  return new LintelError(code, sentence, retryAfterMs === undefined || code === 'bad-request' ? {} : { retryAfterMs });
}

function sentenceOf(code: ErrorCode, provider: string, model: string, status: number, said: string): string {
  switch (code) {
    case 'context-overflow':
      return `The prompt is longer than ${model} takes. Shorten it, or choose a model with a larger context window.${said}`;
    case 'content-refused':
      return `${provider} would not answer this. Change what is asked, or choose another model.`;
    case 'quota-exhausted':
      return `The account at ${provider} has nothing left to spend. Add to it there, or choose another model.`;
    case 'provider-refused-key':
      return `${provider} did not accept its key for ${model}. Check the key in the settings.`;
    case 'unknown-model':
      return `${provider} has no ${model}. Read its list of models again, or choose another one.`;
    case 'timeout':
      return `${provider} took too long. Try again, or choose another model.`;
    case 'overloaded':
      return `${provider} is overloaded. Try again in a moment, or choose another model.`;
    case 'rate-limited':
      return `${provider} takes no more requests for now. Wait a moment, or choose another model.`;
    case 'bad-request':
      return `${provider} did not take the request (${status}).${said === '' ? ' Change its settings, or choose another model.' : said}`;
    default:
      return `${provider} failed (${status}). Try again, or choose another model.`;
  }
}

const MOST_SAID = 200;
const NAME = /^[\w.\-[\]]{1,40}$/;

/**
 * A provider's sentence, short, without what it quotes of the prompt, and without keys: only quoted names of fields stay, and
 * long runs of letters and digits go.
 */
function quoted(sentence: string, secret: string): string {
  const clean = (secret === '' ? sentence : sentence.replaceAll(secret, '…'))
    .replaceAll(/(["'`“‘])(.*?)["'`”’]/gs, (_whole, _mark, inner: string) => (NAME.test(inner) && inner.length < 24 ? `“${inner}”` : '“…”'))
    .replaceAll(/[\w+/=-]{24,}/g, '…')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  if (clean === '') return '';
  return ` It said: ${clean.length > MOST_SAID ? `${clean.slice(0, MOST_SAID)}…` : clean}`;
}
