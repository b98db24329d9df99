import { randomUUID } from 'node:crypto';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Database } from '../database.ts';
import type { createAttachments } from './attachments.ts';
import type { createConversationList } from './conversations.ts';
import { toMessage } from './rows.ts';
import type { MessageStatus, NewQuestion, StoredMessage, ToolCall, Turn } from './stored.ts';
import { titleOf } from './title.ts';
import { type Placed, type Tree, treeOf } from './tree.ts';

/** What comes with an answer beside its text. */
export interface BesideText {
  readonly reasoning?: string;
  readonly calls?: readonly ToolCall[];
}

/** The messages of conversations. Each conversation is a tree, of which one branch is on show. */
export function createMessages(
  { handle, guard, transaction }: Database,
  now: () => number,
  conversations: ReturnType<typeof createConversationList>,
  attachments: ReturnType<typeof createAttachments>,
) {
  const insertConversation = handle.prepare(
    `INSERT INTO conversations (id, title, created_at, updated_at, project_id, seq)
     VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM conversations))`,
  );
  const deleteConversation = handle.prepare('DELETE FROM conversations WHERE id = ?');
  const touch = handle.prepare('UPDATE conversations SET updated_at = ?, leaf_id = ?, archived = 0 WHERE id = ?');
  const setLeaf = handle.prepare('UPDATE conversations SET leaf_id = ? WHERE id = ?');
  const selectLeaf = handle.prepare('SELECT leaf_id FROM conversations WHERE id = ?');
  const selectAll = handle.prepare('SELECT * FROM messages WHERE conversation_id = ? ORDER BY position');
  const selectOutline = handle.prepare('SELECT id, parent_id FROM messages WHERE conversation_id = ? ORDER BY position');
  const selectOne = handle.prepare('SELECT * FROM messages WHERE conversation_id = ? AND id = ?');
  const nextPosition = handle.prepare('SELECT coalesce(max(position), 0) + 1 AS position FROM messages WHERE conversation_id = ?');
  const insert = handle.prepare(
    `INSERT INTO messages (id, conversation_id, position, role, text, status, request_id, tags, created_at, parent_id, cleared, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM messages))`,
  );
  const drop = handle.prepare('DELETE FROM messages WHERE id = ?');
  const update = handle.prepare('UPDATE messages SET text = ?, status = ?, reasoning = ?, calls = ? WHERE id = ?');

  guard(() => handle.exec(`UPDATE messages SET status = 'interrupted' WHERE status = 'streaming'`));

  const all = (conversationId: string) => guard(() => selectAll.all(conversationId).map(toMessage));
  /** Where each message stands, without what it says: enough for all but reading. */
  const outline = (conversationId: string): Placed[] =>
    guard(() =>
      selectOutline
        .all(conversationId)
        .map(({ id, parent_id: parentId }) => ({ id: String(id), ...(parentId === null ? {} : { parentId: String(parentId) }) })),
    );
  const leafOf = (conversationId: string, stored: readonly Placed[]): string | undefined => {
    const leaf = guard(() => selectLeaf.get(conversationId)?.leaf_id);
    return typeof leaf === 'string' ? leaf : stored.at(-1)?.id;
  };
  const require = (tree: Tree<Placed>, id: string) => {
    if (!tree.has(id))
      throw new LintelError('not-found', say`This message is no longer in the conversation. Reload the window.`, { field: 'messageId' });
  };
  const keep = (conversationId: string, position: number, message: StoredMessage) =>
    insert.run(
      message.id,
      conversationId,
      position,
      message.role,
      message.text,
      message.status,
      message.requestId ?? null,
      JSON.stringify(message.tags),
      message.createdAt,
      message.parentId ?? null,
      message.cleared === undefined || message.cleared.length === 0 ? null : JSON.stringify(message.cleared),
    );
  const replyTo = (question: StoredMessage, tags: readonly string[], requestId: string): StoredMessage => ({
    ...{ id: randomUUID(), role: 'assistant', text: '', status: 'streaming', createdAt: now(), requestId, tags, parentId: question.id },
  });
  /** The turn as it is on disk, with the versions beside its messages. */
  const asStored = (turn: Turn): Turn => {
    const path = treeOf(outline(turn.conversation.id)).pathTo(turn.reply.id);
    const withVersions = (message: StoredMessage, versions = path.find(({ id }) => id === message.id)?.versions): StoredMessage =>
      versions === undefined ? message : { ...message, versions };
    return { ...turn, question: withVersions(turn.question), reply: withVersions(turn.reply) };
  };

  return {
    /** The branch on show, from its beginning. */
    messages(conversationId: string): StoredMessage[] {
      const stored = all(conversationId);
      return treeOf(stored).pathTo(leafOf(conversationId, stored));
    },
    /** From the beginning to a message, itself included; null: nothing. Throws `not-found` for one of another conversation. */
    pathTo(conversationId: string, messageId: string | null): StoredMessage[] {
      if (messageId === null) return [];
      const tree = treeOf(all(conversationId));
      require(tree, messageId);
      return tree.pathTo(messageId);
    },
    /** Stores a question before anything is sent. Without a conversation it begins one. Throws `not-found`. */
    begin(
      { text, tags, after, attachments: files = [], cleared = [], projectId, presetId }: NewQuestion,
      requestId: string,
      conversationId?: string,
    ): Turn {
      return transaction(() => {
        const at = now();
        const id = conversationId ?? randomUUID();
        if (conversationId === undefined) insertConversation.run(id, titleOf(text), at, at, projectId ?? null);
        else conversations.conversation(conversationId);
        if (presetId !== undefined) conversations.change(id, { presetId });
        const stored = outline(id);
        const leafBefore = leafOf(id, stored);
        const parentId = after === undefined ? leafBefore : (after ?? undefined);
        if (parentId !== undefined) require(treeOf(stored), parentId);
        const question: StoredMessage = {
          ...{ id: randomUUID(), role: 'user', text, status: 'done', createdAt: at, requestId, tags },
          ...(parentId === undefined ? {} : { parentId }),
          ...(cleared.length === 0 ? {} : { cleared }),
        };
        const reply = replyTo(question, tags, requestId);
        const position = Number(nextPosition.get(id)?.position);
        for (const [index, message] of [question, reply].entries()) keep(id, position + index, message);
        attachments.give(question.id, files);
        touch.run(at, reply.id, id);
        const turn = { conversation: conversations.conversation(id), question, reply, ...(leafBefore === undefined ? {} : { leafBefore }) };
        return asStored(turn);
      });
    },
    /** Makes room for another answer to a stored question. Throws `not-found`. */
    beginAgain(questionId: string, tags: readonly string[], requestId: string, conversationId: string): Turn {
      return transaction(() => {
        const row = selectOne.get(conversationId, questionId);
        const question = row === undefined ? undefined : toMessage(row);
        if (question?.role !== 'user')
          throw new LintelError('not-found', say`This question is no longer in the conversation. Reload the window.`, {
            field: 'questionId',
          });
        const leafBefore = leafOf(conversationId, outline(conversationId));
        const reply = replyTo(question, tags, requestId);
        keep(conversationId, Number(nextPosition.get(conversationId)?.position), reply);
        touch.run(reply.createdAt, reply.id, conversationId);
        const conversation = conversations.conversation(conversationId);
        return asStored({ conversation, question, reply, isAgain: true, ...(leafBefore === undefined ? {} : { leafBefore }) });
      });
    },
    /** Takes back a turn that could not be sent at all, with the conversation that it began. */
    withdraw: ({ conversation: { id }, question, reply, isAgain, leafBefore }: Turn): void =>
      transaction(() => {
        drop.run(reply.id);
        if (isAgain !== true) {
          attachments.takeBack(question.id);
          drop.run(question.id);
        }
        if (Number(nextPosition.get(id)?.position) === 1) deleteConversation.run(id);
        else setLeaf.run(leafBefore ?? null, id);
      }),
    /** Writes what has arrived so far. A transaction, so that how its request ended is on disk with the reply. */
    save: (messageId: string, text: string, status: MessageStatus, { reasoning = '', calls = [] }: BesideText = {}): void =>
      transaction(() => {
        update.run(text, status, reasoning === '' ? null : reasoning, calls.length === 0 ? null : JSON.stringify(calls), messageId);
      }),
    /** Shows the branch that a message is in, to its newest end. Throws `not-found`. */
    show(conversationId: string, messageId: string): void {
      const tree = treeOf(outline(conversationId));
      require(tree, messageId);
      guard(() => void setLeaf.run(tree.leafUnder(messageId), conversationId));
    },
    /** Every message of a conversation, oldest first, whatever the branch. */
    everything: all,
    /** Stores a conversation as it was exported. Answers its id. */
    restore(
      conversation: {
        title: string;
        tags: readonly string[];
        createdAt: number;
        updatedAt: number;
        isPinned: boolean;
        isArchived: boolean;
      },
      messages: readonly StoredMessage[],
      leafId: string | undefined,
    ): string {
      return transaction(() => {
        const id = randomUUID();
        const { title, tags, createdAt, updatedAt, isPinned, isArchived } = conversation;
        insertConversation.run(id, title, createdAt, updatedAt, null);
        conversations.change(id, { title, tags, isPinned, isArchived });
        for (const [index, message] of messages.entries()) {
          keep(id, index + 1, message);
          const { reasoning, calls } = message;
          if (reasoning !== undefined || calls !== undefined)
            update.run(message.text, message.status, reasoning ?? null, calls === undefined ? null : JSON.stringify(calls), message.id);
        }
        setLeaf.run(leafId ?? null, id);
        return id;
      });
    },
    /** The end of the branch on show. */
    leafOf: (conversationId: string): string | undefined => leafOf(conversationId, outline(conversationId)),
  };
}
