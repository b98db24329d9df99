import { CHATS_FORMAT, type ExportedConversation } from '../../shared/api/chats.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Conversation, StoredMessage } from '../ledger/chats/stored.ts';
import type { ChatStore } from '../ledger/chats.ts';

const FILES = {
  json: { type: 'application/json; charset=utf-8', ending: 'json' },
  markdown: { type: 'text/markdown; charset=utf-8', ending: 'md' },
} as const;

/**
 * All chats as a file to save, or one, made while it is read. JSON holds every branch and comes back by an import;
 * Markdown is the branch on show, to be read. Throws `bad-request` and `not-found`.
 */
export function exportedChats(chats: ChatStore, asked: string | undefined, id: string | undefined): Response {
  if (asked !== 'json' && asked !== 'markdown')
    throw new LintelError('bad-request', say`Name a format: json or markdown.`, { field: 'format' });
  const all = id === undefined ? [...chats.list(), ...chats.list({ section: 'archived' })] : [chats.conversation(id)];
  const pieces = (asked === 'json' ? asJson : asMarkdown)(all, chats);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    },
    { highWaterMark: 0 },
  );
  const { type, ending } = FILES[asked];
  const name = id === undefined ? 'lintel-chats' : fileNameOf(all[0]?.title ?? '');
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}.${ending}"` },
  });
}

/** A title as the name of a file anywhere, and as a header holds it. */
function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return plain === '' ? 'chat' : plain;
}

function* asJson(conversations: readonly Conversation[], chats: ChatStore): Generator<string> {
  yield `{"format":"${CHATS_FORMAT}","version":1,"conversations":[`;
  for (const [index, conversation] of conversations.entries())
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(exported(conversation, chats))}`;
  yield ']}\n';
}

function exported({ id, title, tags, createdAt, updatedAt, isPinned, isArchived }: Conversation, chats: ChatStore): ExportedConversation {
  const leafId = chats.leafOf(id);
  return {
    ...{ title, tags: [...tags], createdAt, updatedAt, isPinned, isArchived },
    ...(leafId === undefined ? {} : { leafId }),
    messages: chats.everything(id).map((message) => ({
      id: message.id,
      ...(message.parentId === undefined ? {} : { parentId: message.parentId }),
      ...{ role: message.role, text: message.text, createdAt: message.createdAt, tags: [...message.tags] },
      status: message.status === 'streaming' ? 'interrupted' : message.status,
      ...(message.reasoning === undefined ? {} : { reasoning: message.reasoning }),
      ...(message.calls === undefined ? {} : { calls: [...message.calls] }),
      ...attachmentsOf(message, chats),
    })),
  };
}

function attachmentsOf({ id, role }: StoredMessage, chats: ChatStore): Pick<ExportedConversation['messages'][number], 'attachments'> {
  const held = role === 'user' ? chats.attachments.heldBy(id) : [];
  if (held.length === 0) return {};
  return {
    attachments: held.map(({ kind, name, mediaType, bytes, pages, content }) => ({
      ...{ name, mediaType, bytes },
      ...(pages === undefined ? {} : { pages }),
      ...(kind === 'text' ? { text: Buffer.from(content).toString('utf8') } : { picture: Buffer.from(content).toString('base64') }),
    })),
  };
}

function* asMarkdown(conversations: readonly Conversation[], chats: ChatStore): Generator<string> {
  for (const [index, { id, title, createdAt }] of conversations.entries()) {
    yield `${index === 0 ? '' : '\n---\n\n'}# ${title.replaceAll(/\s+/g, ' ')}\n\n${new Date(createdAt).toISOString().slice(0, 10)}\n`;
    const files = chats.attachments.ofConversation(id);
    for (const { id: messageId, role, text } of chats.messages(id)) {
      const names = (files.get(messageId) ?? []).map(({ name }) => `- ${name}\n`).join('');
      yield `\n## ${role === 'user' ? 'You' : 'Answer'}\n\n${names === '' ? '' : `${names}\n`}${text.trim()}\n`;
    }
  }
}
