import { isLintelError, LintelError, toErrorShape } from '../../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import { NO_USAGE } from '../../../../shared/chat/usage.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import { type Permit, requirePermit } from '../../../../shared/routing/permit.ts';
import type { Clock, Engine } from '../../../../shared/routing/ports.ts';
import { textsOf } from '../../../../shared/routing/texts.ts';
import { createKeyRing } from '../openai/keys.ts';
import { callOptionsOf, outputLimit } from './call-options.ts';
import { createCount, estimatedInput, estimatedUsage } from './counted.ts';
import type { Dialect, Opening } from './dialect.ts';
import { dialectOf } from './dialects.ts';
import { type Exit, fetchThrough } from './door-fetch.ts';
import { eventsOf } from './events.ts';
import { type Failing, failureOf } from './failure.ts';
import { isRecord } from './json.ts';
import { toldIn } from './told.ts';

interface Parts {
  readonly door: Exit;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
}

/** Runs chats on one model of a provider that the SDK speaks to. Nothing of the SDK is loaded before the first one. */
export function createAiSdkEngine(remote: RemoteModel, parts: Parts): Engine {
  const ring = createKeyRing(remote.keys, () => parts.clock.elapsed());
  /** One key after the other, until one is taken or the answer has begun. */
  async function* chat(permit: Permit, request: ChatRequest, signal: CancelSignal): AsyncGenerator<ChatEvent> {
    if (signal.aborted) {
      yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
      return;
    }
    const keys = ring.order();
    for (const [index, key] of keys.entries()) {
      let hasStarted = false;
      for await (const event of attempt(remote, parts, permit, request, signal, key)) {
        if (event.type === 'error') {
          const isKeys = ring.failed(key, event.error.code, event.error.retryAfterMs);
          if (isKeys && !hasStarted && index < keys.length - 1) break;
        } else if (event.type === 'start') ring.worked(key);
        hasStarted = true;
        yield event;
        if (event.type === 'finish' || event.type === 'error') return;
      }
    }
  }
  return {
    chat(permit, request, signal) {
      requirePermit(permit, request.id, remote.targetId);
      return chat(permit, request, signal);
    },
  };
}

/** What fits into a header; a key file of JSON may have lines. */
const KEY = /^(?:[\x21-\x7e]*|Bearer [\x21-\x7e]+|\s*\{.*\}\s*)$/s;

/** One key's answer: a start, the pieces, and one finish or error. Whoever leaves half-way cancels. */
async function* attempt(
  remote: RemoteModel,
  { door, clock }: Parts,
  permit: Permit,
  request: ChatRequest,
  signal: CancelSignal,
  key: ProviderKey | undefined,
): AsyncGenerator<ChatEvent> {
  const secret = key?.secret ?? '';
  const failing: Failing = { remote, secret, prompt: () => promptTextOf(request) };
  const controller = new AbortController();
  const cancel = () => controller.abort();
  signal.addEventListener('abort', cancel, { once: true });
  const count = createCount();
  let inputTokens: number | undefined;
  const onInput = (tokens: number) => {
    inputTokens = tokens;
  };
  const estimate = () => estimatedUsage(inputTokens ?? estimatedInput(request), count.sum());
  let hasLeft = false;
  try {
    const dialect = dialectOf(remote);
    if (!KEY.test(secret)) throw new LintelError('provider-refused-key', `The key for ${remote.provider.name} is none. Enter it again.`);
    const sending = fetchThrough({ door, clock, permit, remote, dialect, failing, signal: controller.signal });
    const fetch: typeof sending = (input, init) => {
      hasLeft = true;
      return sending(input, init);
    };
    const stream = await begin(dialect, { remote, secret, fetch, clock }, request, controller.signal);
    yield { type: 'start', queueMs: 0, loadMs: 0 };
    for await (const event of eventsOf(stream, { failing, dialect, count, estimate, onInput })) {
      yield event;
      if (signal.aborted && event.type !== 'finish') throw controller.signal.reason;
    }
  } catch (error) {
    if (signal.aborted) yield { type: 'finish', reason: 'cancelled', usage: hasLeft ? estimate() : NO_USAGE };
    else {
      const shape = toErrorShape(asLintelError(error, failing, hasLeft));
      yield { type: 'error', error: shape, ...(key === undefined ? {} : { key: key.id }) };
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

async function begin(dialect: Dialect, opening: Omit<Opening, 'maxOutputTokens'>, request: ChatRequest, abortSignal: AbortSignal) {
  const options = callOptionsOf(request, opening.remote.model, dialect);
  const maxOutputTokens = outputLimit(request, opening.remote.model);
  const model = await dialect.open({ ...opening, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) });
  const { stream } = await model.doStream({ ...options, abortSignal });
  return stream;
}

const promptTextOf = ({ messages }: ChatRequest): string =>
  messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'image' ? [] : textsOf(part)))).join('\n');

/** What the SDK throws: an error of ours that it wrapped, a provider’s in its own shape, or one about what was asked or what came. */
function asLintelError(error: unknown, failing: Failing, hasLeft: boolean): LintelError {
  const { name } = failing.remote.provider;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++)
    if (isLintelError(cause)) return cause;
  if (isRecord(error) && typeof error.statusCode === 'number' && error.statusCode >= 400)
    return failureOf(toldIn(error.statusCode, {}, error.data ?? error.message, 0), failing);
  if (hasLeft) return new LintelError('bad-output', `${name} sent an answer that makes no sense. Try again.`, { cause: error });
  return new LintelError('bad-request', `${name} cannot be asked this: its way of asking has no word for a part of it.`, { cause: error });
}
