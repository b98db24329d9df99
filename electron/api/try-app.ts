import type { AppSpeech, TriedView } from '../../shared/api/app-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import type { Handlers } from './handlers.ts';

export interface TryAppOptions {
  /** `http://127.0.0.1:PORT`; nothing while the port is off. */
  address(): string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A model that has to be loaded first takes its time. */
const PATIENCE_MS = 120_000;
/** Characters of an answer that are shown. */
const SHOWN = 400;
const MOST_TOKENS = 16;
const messages = [{ role: 'user', content: 'Say hello in one short sentence.' }];

/** A tiny request in each of the ways that apps speak. */
const REQUESTS: Readonly<Record<AppSpeech, { readonly path: string; readonly body: object }>> = {
  chat: { path: '/v1/chat/completions', body: { model: 'auto', max_tokens: MOST_TOKENS, messages } },
  responses: { path: '/v1/responses', body: { model: 'auto', max_output_tokens: MOST_TOKENS, input: messages[0]?.content, store: false } },
  messages: { path: '/v1/messages', body: { model: 'auto', max_tokens: MOST_TOKENS, messages } },
  ollama: { path: '/api/chat', body: { model: 'auto', stream: false, options: { num_predict: MOST_TOKENS }, messages } },
};

/** The handler that goes through the real port as an app would, with the app's key. */
export function createTryApp({ address, now }: TryAppOptions): Pick<Handlers, 'tryApp'> {
  return {
    async tryApp({ body: { key, speech } }): Promise<TriedView> {
      const port = address();
      if (port === undefined) throw new LintelError('bad-request', say`The port is off. Switch it on under Apps, Connected.`);
      const { path, body } = REQUESTS[speech];
      const began = now();
      const response = await fetch(port + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(speech === 'messages' ? { 'x-api-key': key, 'anthropic-version': '2023-06-01' } : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch((error: unknown) => {
        throw new LintelError('internal', say`The port did not answer. Try again in a moment.`, { cause: error });
      });
      const answer: unknown = await response.json().catch(() => undefined);
      const zone = ZONES.find((one) => one === response.headers.get('x-lintel-zone'));
      const targetId = response.headers.get('x-lintel-target') ?? 'none';
      return {
        status: response.status,
        totalMs: Math.max(0, now() - began),
        ...(targetId === 'none' ? {} : { targetId }),
        ...(zone === undefined ? {} : { zone }),
        sentence: response.headers.get('x-lintel-reason') ?? '',
        text: wordsOf(answer).slice(0, SHOWN),
      };
    },
  };
}

/** The first text in an answer or an error, wherever its dialect puts it. */
function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value)) return value.map(wordsOf).find((words) => words !== '') ?? '';
  for (const name of ['error', 'choices', 'output', 'message', 'content', 'text']) {
    const part: unknown = (value as Readonly<Record<string, unknown>>)[name];
    const words = typeof part === 'string' ? part : wordsOf(part);
    if (words !== '') return words;
  }
  return '';
}
