import { randomInt } from 'node:crypto';

/** What became of one request. */
export interface Outcome {
  readonly how: 'answered' | 'failed' | 'left' | 'turned away' | 'broken off in silence' | 'another’s answer' | 'without its own words';
  /** As the port named it; absent: its caller left before. */
  readonly id?: string;
  readonly dialect: string;
}

interface Way {
  readonly path: string;
  body(model: string, text: string, stream: boolean): object;
  /** What a stream that is whole has. */
  readonly end: RegExp;
  /** What a stream that failed has. */
  readonly error: RegExp;
}

const WAYS: Readonly<Record<string, Way>> = {
  chat: {
    path: '/v1/chat/completions',
    body: (model, content, stream) => ({ model, stream, max_tokens: 60, messages: [{ role: 'user', content }] }),
    end: /data: \[DONE\]/,
    error: /data: \{"error"/,
  },
  completions: {
    path: '/v1/completions',
    body: (model, prompt, stream) => ({ model, stream, max_tokens: 60, prompt }),
    end: /data: \[DONE\]/,
    error: /data: \{"error"/,
  },
  responses: {
    path: '/v1/responses',
    body: (model, input, stream) => ({ model, stream, max_output_tokens: 60, input }),
    end: /event: response\.(?:completed|incomplete)\n/,
    error: /event: (?:response\.failed|error)\n/,
  },
  messages: {
    path: '/v1/messages',
    body: (model, content, stream) => ({ model, stream, max_tokens: 60, messages: [{ role: 'user', content }] }),
    end: /event: message_stop\n/,
    error: /event: error\n/,
  },
  ollama: {
    path: '/api/chat',
    body: (model, content, stream) => ({ model, stream, options: { num_predict: 60 }, messages: [{ role: 'user', content }] }),
    end: /"done":true/,
    error: /^\{"error":/m,
  },
};

/** Those that say again what they were asked, those of this device, and those that fail. */
const ECHOES = ['openai/echo', 'anthropic/echo', 'openai/echo-tokens-60-gap-5', 'anthropic/echo-tokens-60-gap-5'];
const FAILING = [
  ...['shaky/openai.429', 'shaky/openai.cut', 'shaky/openai.mid-stream-error', 'shaky/openai.500'],
  ...['shaken/anthropic.429', 'shaken/anthropic.cut', 'shaken/anthropic.529'],
];

const one = <Value>(values: readonly Value[]): Value => values[randomInt(values.length)] as Value;
const chance = (share: number) => Math.random() < share;

/** A word that nobody else says. */
const WORD = /\bzq[a-z]{8}\b/g;
const freshWord = () => `zq${Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join('')}`;

/** One caller, who asks one thing after another, each in another way. */
export function createClient(address: string, key: string) {
  const own = freshWord();
  let vector: readonly number[] | undefined;

  async function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) });
  }

  /** The same text always gives the same vector; another’s would not. */
  async function embed(): Promise<Outcome> {
    const answer = await post('/v1/embeddings', { model: 'embedder', input: `${own} by the river`, encoding_format: 'float' });
    const id = answer.headers.get('x-lintel-request-id');
    // It came too slowly to be read: the machine has no time for it.
    if (id === null) return { how: 'turned away', dialect: 'embeddings' };
    const body = (await answer.json()) as { data?: { embedding: number[] }[] };
    const given = body.data?.[0]?.embedding;
    if (given === undefined) return { how: 'failed', id, dialect: 'embeddings' };
    vector ??= given;
    const isSame = given.every((number, place) => Math.abs(number - (vector?.[place] ?? 9)) < 1e-3);
    return { how: isSame ? 'answered' : 'another’s answer', id, dialect: 'embeddings' };
  }

  async function chat(): Promise<Outcome> {
    const [dialect, way] = one(Object.entries(WAYS));
    const model = chance(0.15) ? 'starter' : one(chance(0.15) ? FAILING : ECHOES);
    const stream = chance(0.6);
    const word = freshWord();
    const leaving = chance(0.15) ? AbortSignal.timeout(1 + randomInt(60)) : undefined;
    let id: string | undefined;
    const named = () => ({ dialect, ...(id === undefined ? {} : { id }) });
    let text = '';
    try {
      const answer = await post(way.path, way.body(model, `Tell me of ${word} please`, stream), leaving);
      id = answer.headers.get('x-lintel-request-id') ?? undefined;
      if (id === undefined) return { how: 'turned away', dialect };
      text = await answer.text();
      if ((text.match(WORD) ?? []).some((said) => said !== word)) return { how: 'another’s answer', ...named() };
      if (answer.status !== 200 || (stream && way.error.test(text))) return { how: 'failed', ...named() };
      if (stream && !way.end.test(text)) return { how: 'broken off in silence', ...named() };
      if (ECHOES.includes(model) && !text.includes(word)) return { how: 'without its own words', ...named() };
      return { how: 'answered', ...named() };
    } catch (error) {
      if (leaving?.aborted === true) return { how: 'left', ...named() };
      throw error;
    }
  }

  return { ask: () => (chance(0.05) ? embed() : chat()) };
}
