import type { Dispatcher } from 'undici';
import { LintelError } from '../../shared/chat/error.ts';
import { bareHost } from './address.ts';
import type { Limits } from './agents.ts';
import { type Errand, isErrand } from './errand.ts';
import { isOwn, objectionTo } from './permission.ts';

/** An answer from outside, its body still to come. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection without reading the rest. */
  close(): void;
}

export interface Door {
  /**
   * Fetches with GET. Throws `forbidden` without an errand for the host or where a redirect may not lead,
   * `timeout` (retryable) when the server cannot be reached, and the signal's reason once it is aborted.
   */
  get(errand: Errand, url: string, options?: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal }): Promise<Answer>;
  close(): Promise<void>;
}

export interface DoorOptions {
  /** The person's own proxy, as an address; read at every request. */
  proxy?(): string | undefined;
  /** Told of every attempt to leave without permission. */
  onRefused(event: string, fields: Readonly<Record<string, string>>): void;
  readonly limits?: Limits;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** The one door to the outside. */
export function openDoor({ proxy = () => undefined, onRefused, limits = {} }: DoorOptions): Door {
  const agents = new Map<string, Dispatcher>();

  async function agent(reach: 'anywhere' | 'public'): Promise<Dispatcher> {
    // Loaded when somebody first goes out: most runs of a command never do.
    const { createAgent } = await import('./agents.ts');
    const setting = proxy();
    const key = `${reach} ${setting ?? ''}`;
    const known = agents.get(key);
    if (known !== undefined) return known;
    const fresh = createAgent(setting, reach, limits);
    agents.set(key, fresh);
    return fresh;
  }

  function refuse(event: string, url: URL, sentence: string): never {
    onRefused(event, { host: url.host });
    throw new LintelError('forbidden', sentence);
  }

  function check(errand: Errand, url: URL, from: URL | undefined): void {
    const objection = objectionTo(errand, url, from);
    if (objection !== undefined) refuse(objection.event, url, objection.sentence);
  }

  return {
    async get(errand, address, { headers = {}, signal } = {}) {
      if (!URL.canParse(address)) throw new LintelError('bad-request', 'This is not an address. Give one that begins with https://.');
      let url = new URL(address);
      if (!isErrand(errand)) refuse('no errand', url, 'Nobody asked Lintel to fetch this.');
      if (!errand.hosts.includes(url.host)) refuse('host not in errand', url, `Lintel was not sent to ${url.host}.`);
      let from: URL | undefined;
      for (let redirects = 0; ; redirects++) {
        check(errand, url, from);
        const mayBeNear = from === undefined || isOwn(errand, from);
        const token = errand.credential?.host === url.host ? { authorization: `Bearer ${errand.credential.token}` } : {};
        const answer = await send(
          url,
          await agent(mayBeNear ? 'anywhere' : 'public'),
          { 'accept-encoding': 'identity', ...headers, ...token },
          signal,
        );
        const { location } = answer.headers;
        if (!REDIRECTS.has(answer.status) || location === undefined) return answer;
        answer.close();
        if (redirects === MAX_REDIRECTS)
          throw new LintelError('forbidden', `${bareHost(url.hostname)} redirects more than ${MAX_REDIRECTS} times. Check the address.`);
        if (!URL.canParse(location, url.href)) throw new LintelError('forbidden', `${url.host} redirects to something that is no address.`);
        from = url;
        url = new URL(location, url);
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((one) => one.destroy()));
    },
  };
}

async function send(url: URL, dispatcher: Dispatcher, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Answer> {
  const { request } = await import('undici');
  signal?.throwIfAborted();
  const answer = await request(url, { dispatcher, headers, ...(signal === undefined ? {} : { signal }) }).catch((error: unknown) => {
    throw signal?.aborted ? signal.reason : unreachable(url, error);
  });
  const { body } = answer;
  // Ending a body early is an error event that nobody else listens to.
  body.on('error', () => {});
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])),
    body: readingFrom(url, body, signal),
    close: () => body.destroy(),
  };
}

async function* readingFrom(url: URL, body: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw signal?.aborted ? signal.reason : unreachable(url, error);
  }
}

function unreachable(url: URL, error: unknown): LintelError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  if (code === 'ENOTPUBLIC')
    return new LintelError('forbidden', `${url.host} leads to an address that is not on the public internet. Nothing was fetched.`);
  return new LintelError('timeout', `The connection to ${url.host} failed (${code}). Check the network, and the proxy if there is one.`, {
    cause: error,
  });
}
