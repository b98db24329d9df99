import { retryAfterMs } from '../openai/retry-after.ts';
import { isRecord } from './json.ts';

/** What a provider said of a failure, whatever its way of saying it. */
export interface Told {
  /** As HTTP has it; of an error in the middle of an answer, the one it would have been. */
  readonly status: number;
  /** The provider's own names for it, and its sentence, in lower case. */
  readonly words: string;
  readonly sentence: string;
  readonly retryAfterMs?: number;
}

type Headers = Readonly<Record<string, string | undefined>>;

const DAY_MS = 86_400_000;
const MOST_CHARACTERS = 4_000;

/** Names that errors have in the middle of an answer, and the status each stands for. */
const STATUS_OF: readonly (readonly [RegExp, number])[] = [
  [/overloaded|unavailable/, 529],
  [/rate_limit|resource_exhausted|throttling/, 429],
  [/authentication|permission|unauthenticated/, 401],
  [/billing|insufficient_quota/, 402],
  [/timeout|deadline/, 504],
  [/not_found/, 404],
  [/invalid_request|invalid_argument|invalid_prompt|context_length|validation/, 400],
];

/**
 * What an error answer says.
 * @param now milliseconds since the epoch
 */
export function toldIn(status: number, headers: Headers, body: unknown, now: number): Told {
  const { names, sentence, details } = read(body);
  const words = `${headers['x-amzn-errortype'] ?? ''} ${names} ${sentence}`.toLowerCase();
  const wait = retryAfterMs(headers, sentence.replace(/retry after/i, 'try again in'), now) ?? waitInDetails(details);
  return { status, words, sentence, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

/** The same of an event in the middle of an answer; undefined for one that is no error. */
export function toldInEvent(event: unknown): Told | undefined {
  if (!isRecord(event)) return undefined;
  const exception = Object.entries(event).find(([name, value]) => name.endsWith('Exception') && isRecord(value));
  const isError = event.error != null || event.type === 'error' || event.type === 'response.failed' || event.object === 'error';
  if (exception === undefined && !isError) return undefined;
  const { names, sentence, details, code } = read(exception === undefined ? event : { ...(exception[1] as object), type: exception[0] });
  const words = `${names} ${sentence}`.toLowerCase();
  const status = code ?? STATUS_OF.find(([name]) => name.test(words))?.[1] ?? 500;
  const wait = waitInDetails(details);
  return { status, words, sentence, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

function read(body: unknown) {
  const whole = Array.isArray(body) ? body[0] : body;
  const event = isRecord(whole) ? whole : {};
  // An answer by Responses that failed holds why.
  const outer = event.type === 'response.failed' && isRecord(event.response) && event.error == null ? event.response : event;
  const error = isRecord(outer.error) ? outer.error : outer;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '');
  const detail = isRecord(error.detail) || Array.isArray(error.detail) ? JSON.stringify(error.detail) : error.detail;
  const details = Array.isArray(error.details) ? error.details.slice(0, 16).filter(isRecord) : [];
  const inner = isRecord(error.innererror) ? text(error.innererror.code) : '';
  // biome-ignore lint/complexity/useLiteralKeys: the name is Amazon's.
  const names = [error.type, error.code, error.status, error['__type'], ...details.map(({ reason }) => reason)].map(text);
  const sentence = text(
    typeof outer.error === 'string' ? outer.error : (error.message ?? detail ?? (typeof whole === 'string' ? whole : '')),
  );
  const code = typeof error.code === 'number' && error.code >= 400 && error.code < 600 ? error.code : undefined;
  return { names: [...names, inner].join(' '), sentence, details, code };
}

function waitInDetails(details: readonly Readonly<Record<string, unknown>>[]): number | undefined {
  for (const { retryDelay } of details) {
    const [, seconds] = /^(\d{1,6}(?:\.\d{1,9})?)s$/.exec(String(retryDelay)) ?? [];
    if (seconds !== undefined) return Math.min(DAY_MS, Math.round(Number(seconds) * 1000));
  }
  return undefined;
}
