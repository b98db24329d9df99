import type { z } from 'zod';
import type { prompt as promptSchema } from '../../shared/api/contract.ts';
import type { ChatLine } from '../../shared/api/views.ts';
import { toErrorShape } from '../../shared/chat/error.ts';
import type { ChatMessage, ChatRequest } from '../../shared/chat/request.ts';
import type { Plan } from '../../shared/routing/plan.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { AnswerEvent } from '../../shared/routing/record.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import type { ChatStore, StoredMessage, Turn } from '../ledger/chats.ts';
import { createReplyRecord, type ReplyRecord } from './reply-record.ts';
import { requireSeen } from './seen.ts';

/** A prompt typed in the window or the terminal, as the contract parsed it. */
export type Prompt = z.output<typeof promptSchema>;

/** Answers a prompt through the one path, with question and answer kept on disk as they come. */
export async function chat(
  prompt: Prompt,
  requestId: string,
  chats: ChatStore,
  ports: Ports,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<Response> {
  const history = historyOf(prompt, chats);
  if (prompt.letGo !== undefined)
    requireSeen(requestOf(prompt, requestId, history, prompt.conversationId), ports.policy().version, prompt.letGo.seen);
  const turn = chats.begin(prompt, requestId, prompt.conversationId);
  const record = createReplyRecord(chats, turn.reply.id, onFault);
  const left = new AbortController();
  const dialect: Dialect<Prompt, Response> = {
    normalise: () => requestOf(prompt, requestId, history, turn.conversation.id),
    respond: async (plan, events) => ndjson(linesOf(turn, record, plan, events, onFault), requestId, () => left.abort()),
  };
  try {
    return await route(prompt, dialect, ports, AbortSignal.any([signal, left.signal]));
  } catch (error) {
    takeBack(turn, record, chats, onFault);
    throw error;
  }
}

/** The caller gets an error and keeps the text: a stored copy would be asked twice. */
function takeBack(turn: Turn, record: ReplyRecord, chats: ChatStore, onFault: (error: unknown) => void): void {
  record.abandon('failed');
  try {
    chats.withdraw(turn);
  } catch (error) {
    onFault(error);
  }
}

/** The neutral request for a prompt of the window. @param conversationId absent: it would begin one */
export function requestOf(prompt: Prompt, requestId: string, history: History, conversationId: string | undefined): ChatRequest {
  return {
    id: requestId,
    app: 'window',
    dialect: 'window',
    model: prompt.model,
    messages: [...history.messages, { role: 'user', content: [{ type: 'text', text: prompt.text }] }],
    tools: [],
    sampling: {},
    stop: [],
    output: { type: 'text' },
    tags: [...new Set([...history.tags, ...prompt.tags])],
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(prompt.letGo === undefined ? {} : { letGo: prompt.letGo.zone }),
    wire: {},
  };
}

/** What a prompt carries along: the turns before it, the tags those were sent with, and the conversation's own. */
export interface History {
  readonly messages: readonly ChatMessage[];
  readonly tags: readonly string[];
}

/** The turns before a prompt. One that failed before its answer began is left out: nobody has seen it. */
export function historyOf(prompt: Prompt, chats: ChatStore): History {
  if (prompt.conversationId === undefined) return { messages: [], tags: [] };
  const conversation = chats.conversation(prompt.conversationId);
  const stored = chats.messages(conversation.id);
  const neverBegan = (reply: StoredMessage | undefined) => reply?.status === 'failed' && reply.text === '';
  const kept = stored.filter(({ role, text }, index) => text !== '' && !(role === 'user' && neverBegan(stored[index + 1])));
  return {
    messages: kept.map(({ role, text }) => ({ role, content: [{ type: 'text', text }] })),
    // Of a turn left out, too: what it was about may well come up again.
    tags: [...conversation.tags, ...stored.flatMap((message) => message.tags)],
  };
}

async function* linesOf(
  turn: Turn,
  record: ReplyRecord,
  plan: Plan,
  events: AsyncIterable<AnswerEvent>,
  onFault: (error: unknown) => void,
): AsyncGenerator<ChatLine> {
  let left: 'finished' | 'cancelled' | 'failed' = 'cancelled';
  try {
    yield { type: 'opened', ...turn, plan };
    for await (const event of events) {
      if (event.type === 'text') record.append(event.text);
      if (event.type === 'end') {
        record.finish(event.answer.status);
        left = 'finished';
      }
      // The window gives no tools, so none are called.
      if (event.type === 'tool-call') continue;
      yield event.type === 'text' || event.type === 'reasoning' ? { type: event.type, text: event.text } : event;
    }
  } catch (error) {
    left = 'failed';
    onFault(error);
    yield { type: 'error', error: toErrorShape(error) };
  } finally {
    if (left !== 'finished') record.abandon(left);
  }
}

/** One JSON line an event, made as fast as they are read. @param onLeft called when the reader leaves early */
function ndjson(lines: AsyncGenerator<ChatLine>, requestId: string, onLeft: () => void): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      onLeft();
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store', 'x-lintel-request-id': requestId },
  });
}
