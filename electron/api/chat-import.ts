import { randomUUID } from 'node:crypto';
import type { ExportedConversation } from '../../shared/api/chats.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { StoredMessage } from '../ledger/chats/stored.ts';
import type { ChatStore } from '../ledger/chats.ts';

/**
 * Adds conversations that were exported, under ids of their own. Throws `bad-request` where messages of one do not follow
 * one another, and adds none then.
 */
export function restoreConversations(exported: readonly ExportedConversation[], chats: ChatStore): void {
  for (const { one, ids, messages } of exported.map((one) => ({ one, ...renumbered(one) }))) {
    const { messages: _, leafId, ...conversation } = one;
    chats.restore(conversation, messages, leafId === undefined ? undefined : ids.get(leafId));
    restoreAttachments(one, ids, chats);
  }
}

/** The messages of a conversation under new ids, and which became which. */
function renumbered({ title, messages }: ExportedConversation) {
  const ids = new Map<string, string>();
  const stored = messages.map((message): StoredMessage => {
    const { id, parentId, attachments: _, reasoning, calls, ...rest } = message;
    const parent = parentId === undefined ? undefined : ids.get(parentId);
    if (ids.has(id) || (parentId !== undefined && parent === undefined))
      throw new LintelError('bad-request', say`In “${title}” a message follows one that is not there. The file is damaged.`);
    const own = randomUUID();
    ids.set(id, own);
    return {
      ...rest,
      id: own,
      ...(parent === undefined ? {} : { parentId: parent }),
      ...(reasoning === undefined ? {} : { reasoning }),
      ...(calls === undefined ? {} : { calls }),
    };
  });
  return { ids, messages: stored };
}

function restoreAttachments({ messages }: ExportedConversation, ids: ReadonlyMap<string, string>, chats: ChatStore): void {
  for (const { id, attachments = [] } of messages) {
    const added = attachments.map(({ text, picture, pages, ...file }) =>
      chats.attachments.add({
        ...file,
        ...(pages === undefined ? {} : { pages }),
        kind: picture === undefined ? 'text' : 'image',
        content: picture === undefined ? Buffer.from(text ?? '', 'utf8') : Buffer.from(picture, 'base64'),
      }),
    );
    chats.attachments.give(
      ids.get(id) ?? '',
      added.map((one) => one.id),
    );
  }
}
