import type { ChatLine } from '../../shared/api/views.ts';
import { toErrorShape } from '../../shared/chat/error.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { AnswerEvent } from '../../shared/routing/record.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import type { ChatStore, Turn } from '../ledger/chats.ts';
import { askedBy, type Prompt, requestOf, withCleared } from './chat-request.ts';
import { viewOf } from './chat-views.ts';
import { nameConversation } from './conversation-name.ts';
import { createPlacesInLine } from './places-in-line.ts';
import { createReplyRecord, type ReplyRecord } from './reply-record.ts';
import { requireSeen } from './seen.ts';

/** Answers a prompt through the one path, with question and answer kept on disk as they come. */
export async function chat(
  prompt: Prompt,
  requestId: string,
  chats: ChatStore,
  ports: Ports,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<Response> {
  const asked = askedBy(prompt, chats);
  const sparing = withCleared(ports, asked);
  if (prompt.letGo !== undefined)
    requireSeen(requestOf(prompt, requestId, asked, prompt.conversationId), asked, ports.policy().version, prompt.letGo.seen);
  const turn = begin(prompt, requestId, chats);
  const record = createReplyRecord(chats, turn.reply.id, onFault);
  const left = new AbortController();
  const places = createPlacesInLine();
  const dialect: Dialect<Prompt, Response> = {
    normalise: () => requestOf(prompt, requestId, asked, turn.conversation.id),
    respond: async (plan, events) => {
      const opened: ChatLine = { type: 'opened', ...viewOf(turn, chats), plan };
      const answered = () => void nameConversation(turn.conversation.id, chats, ports).catch(onFault);
      return ndjson(linesOf(opened, record, places.among(events), onFault, answered), requestId, () => left.abort());
    },
  };
  try {
    return await route(prompt, dialect, { ...sparing, waits: places.waits }, AbortSignal.any([signal, left.signal]));
  } catch (error) {
    takeBack(turn, record, chats, onFault);
    throw error;
  }
}

function begin(prompt: Prompt, requestId: string, chats: ChatStore): Turn {
  const { conversationId, questionId } = prompt;
  if (questionId === undefined || conversationId === undefined) return chats.begin(prompt, requestId, conversationId);
  return chats.beginAgain(questionId, prompt.tags, requestId, conversationId);
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

async function* linesOf(
  opened: ChatLine,
  record: ReplyRecord,
  events: AsyncIterable<AnswerEvent | Extract<ChatLine, { type: 'queued' }>>,
  onFault: (error: unknown) => void,
  onAnswered: () => void,
): AsyncGenerator<ChatLine> {
  let left: 'finished' | 'cancelled' | 'failed' = 'cancelled';
  try {
    yield opened;
    for await (const event of events) {
      if (event.type === 'queued') {
        yield event;
        continue;
      }
      record.take(event);
      if (event.type === 'end') {
        record.finish(event.answer.status);
        left = 'finished';
        if (event.answer.status === 'done') onAnswered();
      }
      yield lineOf(event);
    }
  } catch (error) {
    left = 'failed';
    onFault(error);
    yield { type: 'error', error: toErrorShape(error) };
  } finally {
    if (left !== 'finished') record.abandon(left);
  }
}

function lineOf(event: AnswerEvent): ChatLine {
  switch (event.type) {
    case 'text':
    case 'reasoning':
      return { type: event.type, text: event.text };
    case 'tool-call':
      return { type: 'tool-call', name: event.name, arguments: event.arguments, ...(event.isFirst === true ? { isFirst: true } : {}) };
    case 'start':
      return event;
    case 'end':
      return { type: 'end', answer: event.answer };
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
