import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import type { Clock } from '../../../../shared/routing/ports.ts';
import { bounded } from './bounded.ts';
import type { Answers, Fetch } from './dialect.ts';
import { type Failing, failureOf } from './failure.ts';
import { parsed } from './json.ts';
import { toldIn } from './told.ts';

/** What this engine needs of the way out. */
interface Exit {
  send(
    permit: Permit,
    sending: {
      readonly url: string;
      readonly method: 'POST';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly signal: AbortSignal;
    },
  ): Promise<Answer>;
}

/** What the engine works with. */
export interface Parts {
  readonly door: Exit;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}

export interface Leaving {
  readonly door: Exit;
  readonly clock: Pick<Clock, 'now'>;
  readonly permit: Permit;
  readonly remote: RemoteModel;
  /** What the answer is to be. */
  readonly answers: Answers;
  readonly failing: Failing;
  readonly signal: AbortSignal;
}

const MOST_FAILURE_BYTES = 64 * 1024;

/**
 * The SDK's only way out: what it sends goes through the door by the request's permit, and once. Throws a LintelError for an
 * answer that is none, so that what a provider means by it is decided in one place.
 */
export function fetchThrough({ door, clock, permit, remote, answers, failing, signal }: Leaving): Fetch {
  return async (input, init = {}) => {
    if (typeof init.body !== 'string') throw new LintelError('internal', say`The request was not written as text.`);
    const sending = { url: String(input), method: 'POST', headers: headersOf(init.headers), body: init.body, signal } as const;
    const answer = await door.send(permit, sending);
    if (answer.status !== 200) {
      const text = await beginningOf(answer);
      if (answer.status < 400) throw wrongAnswer(remote);
      throw failureOf(toldIn(answer.status, answer.headers, parsed(text) ?? text, clock.now()), failing);
    }
    const { 'content-type': type = '' } = answer.headers;
    if (!type.toLowerCase().startsWith(answers)) {
      answer.close();
      throw wrongAnswer(remote);
    }
    return new Response(ReadableStream.from(bounded(answer.body, answers, remote.provider.name)), {
      headers: { 'content-type': answers },
    });
  };
}

const wrongAnswer = ({ provider }: RemoteModel) =>
  new LintelError('bad-output', say`${provider.name} answered with something else than an answer. Check its address, or try again.`);

/** Headers without keys that are empty, and without what tells which program this is made of. */
function headersOf(given: RequestInit['headers']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of new Headers(given)) {
    if (value !== '' && value !== 'Bearer' && value !== 'Bearer none') headers[name] = value;
  }
  return { ...headers, 'user-agent': 'lintel' };
}

async function beginningOf({ body, close }: Answer): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of body) {
    pieces.push(bytes);
    length += bytes.length;
    if (length >= MOST_FAILURE_BYTES) break;
  }
  close();
  return Buffer.concat(pieces).subarray(0, MOST_FAILURE_BYTES).toString();
}
