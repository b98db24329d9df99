import { type ErrorCode, isLintelError, LintelError, toErrorShape } from '../../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import { NO_USAGE } from '../../../../shared/chat/usage.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import { type Permit, requirePermit } from '../../../../shared/routing/permit.ts';
import type { Clock, Engine } from '../../../../shared/routing/ports.ts';
import { callOptionsOf, outputLimit } from './call-options.ts';
import { createCount, estimatedInput, estimatedUsage } from './counted.ts';
import type { Dialect } from './dialect.ts';
import { dialectOf } from './dialects.ts';
import { type Exit, fetchThrough } from './door-fetch.ts';
import { eventsOf } from './events.ts';
import { failureOf } from './failure.ts';
import { isRecord } from './json.ts';
import { toldIn } from './told.ts';

interface Parts {
  readonly door: Exit;
  readonly clock: Pick<Clock, 'now'>;
}

/** A provider that takes no key is asked once, without one. */
const NO_KEY: ProviderKey = { id: '', secret: '' };
/** Failures that another key may not have. */
const OF_THE_KEY: ReadonlySet<ErrorCode> = new Set(['provider-refused-key', 'quota-exhausted', 'rate-limited']);

/** Runs chats on one model of a provider that the SDK speaks to. Nothing of the SDK is loaded before the first one. */
export function createAiSdkEngine(remote: RemoteModel, parts: Parts): Engine {
  return {
    chat(permit, request, signal) {
      requirePermit(permit, request.id, remote.targetId);
      return chat(remote, parts, permit, request, signal);
    },
  };
}

/** The keys in turn, until one is taken or the answer has begun. */
async function* chat(
  remote: RemoteModel,
  parts: Parts,
  permit: Permit,
  request: ChatRequest,
  signal: CancelSignal,
): AsyncGenerator<ChatEvent> {
  if (signal.aborted) {
    yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
    return;
  }
  const given = remote.keys();
  const keys = given.length === 0 ? [NO_KEY] : given;
  for (const [index, key] of keys.entries()) {
    let hasStarted = false;
    for await (const event of attempt(remote, parts, permit, request, signal, key)) {
      if (event.type === 'error' && !hasStarted && index < keys.length - 1 && OF_THE_KEY.has(event.error.code)) break;
      hasStarted = true;
      yield event;
      if (event.type === 'finish' || event.type === 'error') return;
    }
  }
}

/** One key's answer: a start, the pieces, and one finish or error. Whoever leaves half-way cancels. */
async function* attempt(
  remote: RemoteModel,
  { door, clock }: Parts,
  permit: Permit,
  request: ChatRequest,
  signal: CancelSignal,
  key: ProviderKey,
): AsyncGenerator<ChatEvent> {
  const { secret } = key;
  const controller = new AbortController();
  const cancel = () => controller.abort();
  signal.addEventListener('abort', cancel, { once: true });
  const count = createCount();
  let inputTokens: number | undefined;
  const estimate = () => estimatedUsage(inputTokens ?? estimatedInput(request), count.sum(), remote.model.price);
  let hasLeft = false;
  try {
    const dialect = dialectOf(remote);
    const sending = fetchThrough({ door, clock, permit, remote, dialect, secret, signal: controller.signal });
    const fetch: typeof sending = (input, init) => {
      hasLeft = true;
      return sending(input, init);
    };
    const stream = await begin(dialect, { remote, secret, fetch, clock }, request, controller.signal);
    yield { type: 'start', queueMs: 0, loadMs: 0 };
    const onInput = (tokens: number) => {
      inputTokens = tokens;
    };
    yield* eventsOf(stream, { remote, dialect, secret, count, estimate, onInput });
  } catch (error) {
    if (signal.aborted) {
      yield { type: 'finish', reason: 'cancelled', usage: hasLeft ? estimate() : NO_USAGE };
    } else yield { type: 'error', error: toErrorShape(asLintelError(error, remote, hasLeft, secret)), ...nameOf(key) };
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

const nameOf = ({ id }: ProviderKey) => (id === '' ? {} : { key: id });

async function begin(
  dialect: Dialect,
  opening: Omit<Parameters<Dialect['open']>[0], 'maxOutputTokens'>,
  request: ChatRequest,
  abortSignal: AbortSignal,
) {
  const options = callOptionsOf(request, opening.remote.model, dialect);
  const maxOutputTokens = outputLimit(request, opening.remote.model);
  const model = await dialect.open({ ...opening, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) });
  const { stream } = await model.doStream({ ...options, abortSignal });
  return stream;
}

/** What the SDK throws: an error of ours that it wrapped, a provider’s in its own shape, or one about what was asked or what came. */
function asLintelError(error: unknown, remote: RemoteModel, hasLeft: boolean, secret: string): LintelError {
  const { provider } = remote;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++)
    if (isLintelError(cause)) return cause;
  if (isRecord(error) && typeof error.statusCode === 'number' && error.statusCode >= 400)
    return failureOf(toldIn(error.statusCode, {}, error.data ?? error.message, 0), remote, secret);
  if (hasLeft) return new LintelError('bad-output', `${provider.name} sent an answer that makes no sense. Try again.`, { cause: error });
  return new LintelError('bad-request', `${provider.name} cannot be asked this: its way of asking has no word for a part of it.`, {
    cause: error,
  });
}
