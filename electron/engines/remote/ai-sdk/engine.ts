import { hash } from 'node:crypto';
import { toErrorShape } from '../../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../../shared/chat/event.ts';
import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import { NO_USAGE, type PromptUsage } from '../../../../shared/chat/usage.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import { type Permit, requirePermit } from '../../../../shared/routing/permit.ts';
import type { Engine } from '../../../../shared/routing/ports.ts';
import { textsOf } from '../../../../shared/routing/texts.ts';
import { sizesOf } from '../../../../shared/routing/tokens/size.ts';
import { createKeyRing } from '../openai/keys.ts';
import { callOptionsOf, outputLimit } from './call-options.ts';
import { createCount, estimatedUsage } from './counted.ts';
import type { Dialect, Opening } from './dialect.ts';
import { dialectOf } from './dialects.ts';
import { fetchThrough, type Parts } from './door-fetch.ts';
import { embed, rerank } from './encode.ts';
import { eventsOf } from './events.ts';
import { asFailure, type Failing } from './failure.ts';
import { checkKey } from './key-shape.ts';
import { createWhole } from './whole.ts';

/** Runs chats on one model of a provider that the SDK speaks to. Nothing of the SDK is loaded before the first one. */
export function createAiSdkEngine(remote: RemoteModel, parts: Parts): Engine {
  const ring = createKeyRing(remote.keys, () => parts.clock.elapsed());
  const ask = createWhole(remote, parts, ring);
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
    async embed(permit, request, signal) {
      requirePermit(permit, request.id, remote.targetId);
      return embed(ask, permit, request, signal);
    },
    async rerank(permit, request, signal) {
      requirePermit(permit, request.id, remote.targetId);
      return rerank(ask, permit, request, signal);
    },
  };
}

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
  const onPrompt = (usage: PromptUsage) => {
    if (usage.inputTokens > 0) inputTokens = usage.inputTokens;
  };
  const estimate = () => estimatedUsage(inputTokens ?? sizesOf(request).unknown, count.sum());
  let hasLeft = false;
  try {
    const dialect = forAccount(dialectOf(remote, request), remote, key);
    checkKey(remote, secret);
    const sending = fetchThrough({ door, clock, permit, remote, answers: dialect.answers, failing, signal: controller.signal });
    const fetch: typeof sending = (input, init) => {
      hasLeft = true;
      return sending(input, init);
    };
    const stream = await begin(dialect, { remote, secret, fetch, clock }, request, controller.signal);
    const extras = dialect.extras?.();
    const own = extras?.dialect === request.dialect && !permit.masked ? { extras } : {};
    const { stop, maxOutputTokens: most } = request;
    const short = most !== undefined && most < (dialect.leastOutput ?? 0) ? { most } : {};
    for await (const event of eventsOf(stream, { failing, dialect, count, estimate, onPrompt, stop, ...short, ...own })) {
      yield event;
      if (signal.aborted && event.type !== 'finish') throw controller.signal.reason;
    }
  } catch (error) {
    if (signal.aborted) yield { type: 'finish', reason: 'cancelled', usage: hasLeft ? estimate() : NO_USAGE };
    else {
      const shape = toErrorShape(asFailure(error, failing, hasLeft));
      yield { type: 'error', error: shape, ...(key === undefined ? {} : { key: key.id }) };
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** What one account of a provider sealed, no other opens. */
const forAccount = (dialect: Dialect, { provider }: RemoteModel, key: ProviderKey | undefined): Dialect =>
  dialect.provesAtEnd ? { ...dialect, account: hash('sha256', `${provider.id} ${key?.id ?? ''}`, 'hex').slice(0, 12) } : dialect;

async function begin(
  dialect: Dialect,
  opening: Omit<Opening, 'maxOutputTokens' | 'request'>,
  request: ChatRequest,
  abortSignal: AbortSignal,
) {
  const options = callOptionsOf(request, opening.remote.model, dialect);
  const maxOutputTokens = outputLimit(request, opening.remote.model);
  const model = await dialect.open({ ...opening, request, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) });
  const { stream } = await model.doStream({ ...options, abortSignal });
  return stream;
}

const promptTextOf = ({ messages }: ChatRequest): string =>
  messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'image' ? [] : textsOf(part)))).join('\n');
