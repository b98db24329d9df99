import type { EmbedRequest, RerankRequest } from '../../../../shared/chat/embed.ts';
import { LintelError, toErrorShape } from '../../../../shared/chat/error.ts';
import type { ChatEvent } from '../../../../shared/chat/event.ts';
import type { ChatRequest, Part } from '../../../../shared/chat/request.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import { type Take, told } from '../../../../shared/chat/told.ts';
import { NO_USAGE } from '../../../../shared/chat/usage.ts';
import { MEDIA } from '../../../../shared/chat/work.ts';
import type { ProviderKey, RemoteModel } from '../../../../shared/providers/engine.ts';
import { tokenizerOf } from '../../../../shared/providers/tokenizer.ts';
import { type Permit, requirePermit } from '../../../../shared/routing/permit.ts';
import type { Clock, Engine, PassRequest } from '../../../../shared/routing/ports.ts';
import { sizesOf } from '../../../../shared/routing/tokens/size.ts';
import { readAnswer } from './answer.ts';
import { bodyOf } from './body.ts';
import { embed } from './embed.ts';
import { pass } from './pass.ts';
import { createPieces } from './pieces.ts';
import { rerank } from './rerank.ts';
import { createSender, type Door, type Sender } from './sender.ts';
import { tokensBodyOf } from './tokens-body.ts';
import { usageOf } from './usage.ts';

/** What an engine for models beyond this device works with. */
export interface RemoteParts {
  readonly door: Door;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
}

/** A provider that knows the limit of an answer by its new name alone. */
const NEW_LIMIT = new Set(['openai']);

/** An engine for one model at a provider that speaks as OpenAI does. To be kept: it remembers which keys failed. */
export function createOpenaiEngine(model: RemoteModel, { door, clock }: RemoteParts): Engine {
  const sender = createSender(model, door, clock);
  const { abilities = [] } = model.model;
  return {
    chat(permit, request, signal) {
      requirePermit(permit, request.id, model.targetId);
      return told((take) => chat(model, sender, permit, request, signal, take));
    },
    ...(abilities.includes('embeddings') && {
      embed: async (permit: Permit, request: EmbedRequest, signal: CancelSignal) => {
        requirePermit(permit, request.id, model.targetId);
        return embed(model, sender, permit, request, signal);
      },
    }),
    ...(abilities.includes('rerank') && {
      rerank: async (permit: Permit, request: RerankRequest, signal: CancelSignal) => {
        requirePermit(permit, request.id, model.targetId);
        return rerank(model, sender, permit, request, signal);
      },
    }),
    ...(MEDIA.some((medium) => abilities.includes(medium)) && {
      pass: async (permit: Permit, request: PassRequest, signal: CancelSignal) => {
        requirePermit(permit, request.id, model.targetId);
        return pass(model, sender, permit, request, signal);
      },
    }),
  };
}

async function chat(
  model: RemoteModel,
  sender: Sender,
  permit: Permit,
  request: ChatRequest,
  signal: CancelSignal,
  take: Take<ChatEvent>,
): Promise<void> {
  if (signal.aborted) return take({ type: 'finish', reason: 'cancelled', usage: NO_USAGE });
  const { model: served, provider } = model;
  const keepsWire = request.dialect === 'openai-chat' && !permit.masked;
  const pieces = createPieces(request.choices ?? 1, keepsWire);
  const prompt = () => request.messages.flatMap(({ content }) => content.map(textIn)).join('\n');
  const usage = (isWhole: boolean) => {
    const family = tokenizerOf(served.id);
    const estimate = { inputTokens: () => sizesOf(request)[family], outputTokens: () => pieces.tokens(family) };
    return usageOf(pieces.told(), estimate, isWhole, pieces.service());
  };
  const left = new AbortController();
  let isOver = false;
  const leave = () => {
    if (!isOver) left.abort(new LintelError('cancelled', say`It was cancelled.`));
  };
  signal.addEventListener('abort', leave, { once: true });
  let key: ProviderKey | undefined;
  let isAccepted = false;
  try {
    const limitName = NEW_LIMIT.has(provider.kind) ? 'max_completion_tokens' : 'max_tokens';
    const isTokens = request.messages.some(({ content }) => content.some(({ type }) => type === 'tokens'));
    const sent = await sender.post(permit, isTokens ? '/completions' : '/chat/completions', prompt, left.signal, (asksUsage) =>
      (isTokens ? tokensBodyOf : bodyOf)(request, { model: served.id, limitName, asksUsage, masked: permit.masked }),
    );
    key = sent.key;
    isAccepted = true;
    await take({ type: 'start', queueMs: 0, loadMs: 0 });
    const goOn = () => {
      if (signal.aborted) throw left.signal.reason;
    };
    await readAnswer(sent.answer, pieces, sent.failing, (piece) => {
      const wait = take(piece);
      return wait === undefined ? goOn() : wait.then(goOn);
    });
    isOver = true;
    const reasons = pieces.reasons();
    const several = (request.choices ?? 1) > 1 ? { reasons } : {};
    const stopText = pieces.stopText();
    const stopped = stopText !== undefined && request.stop.includes(stopText) ? { stopSequence: stopText } : {};
    await take({ type: 'finish', reason: reasons[0], ...several, ...stopped, usage: usage(true), ...pieces.rest() });
  } catch (error) {
    if (signal.aborted) await take({ type: 'finish', reason: 'cancelled', usage: usage(false) });
    else {
      const failed = sender.keyOf(error) ?? key;
      const shape = toErrorShape(isAccepted ? broken(error) : error);
      await take({ type: 'error', error: shape, ...(failed === undefined ? {} : { key: failed.id }) });
    }
  } finally {
    isOver = true;
    signal.removeEventListener('abort', leave);
  }
}

function textIn(part: Part): string {
  if (part.type === 'file') return part.text ?? '';
  if (part.type === 'tokens') return '';
  return part.type === 'image' ? '' : part.type === 'tool-call' ? part.arguments : part.text;
}

/** A connection that fails in the middle of an answer has broken it, whatever else it was. */
function broken(error: unknown): unknown {
  const { code, message } = toErrorShape(error);
  return code === 'timeout' ? new LintelError('stream-broken', say`The answer broke off. ${message}`, { cause: error }) : error;
}
