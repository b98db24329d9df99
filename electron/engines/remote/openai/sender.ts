import { isLintelError, LintelError } from '../../../../shared/chat/error.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import type { Clock } from '../../../../shared/routing/ports.ts';
import { type RemoteAnswer, readRefusal } from './answer.ts';
import type { Failing } from './failure.ts';
import { createKeyRing } from './keys.ts';

/** The way out, as far as an engine uses it. */
export interface Door {
  send(
    permit: Permit,
    sending: {
      readonly url: string;
      readonly method: 'POST';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
      readonly signal?: AbortSignal;
    },
  ): Promise<RemoteAnswer>;
}

/** An answer that was accepted, and with which key. */
export interface Sent {
  readonly answer: RemoteAnswer;
  readonly key: ProviderKey | undefined;
  readonly failing: Failing;
}

export interface Sender {
  /**
   * Sends to a path below the provider's address, with one key after the other until one is accepted. Throws the last
   * refusal as an error of ours, and what the door throws.
   * @param prompt the texts that no error may repeat
   * @param body made anew where the provider does not know the field that asks for the usage
   * @param type of the body; absent: JSON
   */
  post(
    permit: Permit,
    path: string,
    prompt: () => string,
    signal: AbortSignal,
    body: (asksUsage: boolean) => string | Uint8Array,
    type?: string,
  ): Promise<Sent>;
  /** The key that a refusal came with. */
  keyOf(error: unknown): ProviderKey | undefined;
}

const JSON_TYPE = 'application/json';

export function createSender({ provider, model, keys }: RemoteModel, door: Door, clock: Pick<Clock, 'now' | 'elapsed'>): Sender {
  const ring = createKeyRing(keys, () => clock.elapsed());
  const refusedWith = new WeakMap<object, ProviderKey>();
  let asksUsage = true;

  async function once(
    permit: Permit,
    path: string,
    failing: Failing,
    key: ProviderKey | undefined,
    signal: AbortSignal,
    body: string | Uint8Array,
    type: string,
  ) {
    const answer = await door.send(permit, {
      url: `${provider.baseUrl}${path}`,
      method: 'POST',
      headers: {
        'content-type': type,
        accept: type === JSON_TYPE ? 'text/event-stream, application/json' : '*/*',
        'user-agent': 'Lintel',
        ...(key === undefined ? {} : { authorization: `Bearer ${key.secret}` }),
      },
      body,
      signal,
    });
    if (answer.status >= 200 && answer.status < 300) return { answer, key, failing };
    const error = await readRefusal(answer, failing);
    if (key !== undefined) refusedWith.set(error, key);
    return error;
  }

  return {
    async post(permit, path, prompt, signal, body, type = JSON_TYPE) {
      let last: unknown;
      for (const key of ring.order()) {
        const failing: Failing = {
          name: provider.name,
          providerId: provider.id,
          model: model.id,
          secrets: key === undefined ? [] : [key.secret],
          get prompt() {
            return prompt();
          },
          // Made anew, since it is seldom needed and the body may be large.
          asked() {
            const sent = body(asksUsage);
            return typeof sent === 'string' ? Object.keys(JSON.parse(sent)) : [];
          },
          now: () => clock.now(),
        };
        let sent = await once(permit, path, failing, key, signal, body(asksUsage), type);
        if (sent instanceof LintelError && asksUsage && isAboutUsage(sent)) {
          asksUsage = false;
          sent = await once(permit, path, failing, key, signal, body(asksUsage), type);
        }
        if (!(sent instanceof LintelError)) {
          ring.worked(key);
          return sent;
        }
        if (!ring.failed(key, sent.code, sent.retryAfterMs)) throw sent;
        last = sent;
      }
      throw last;
    },
    keyOf: (error) => (isLintelError(error) ? refusedWith.get(error) : undefined),
  };
}

/** Some servers refuse what they do not know, and this is asked for by Lintel alone. */
const isAboutUsage = ({ code, message, field }: LintelError) =>
  code === 'bad-request' && (field === 'stream_options' || /stream_options|include_usage/.test(message));
