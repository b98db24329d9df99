import { randomUUID } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import type { MaskEntry } from '../../shared/privacy/mask/entry.ts';
import type { Database } from './database.ts';

export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** Privacy tags of everything said in it. */
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type MessageStatus = 'streaming' | 'done' | 'cancelled' | 'failed' | 'interrupted';

export interface StoredMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly status: MessageStatus;
  readonly createdAt: number;
  readonly requestId?: string;
  /** Privacy tags that a question was sent with; they bind every later request that carries it along. */
  readonly tags: readonly string[];
}

/** A question on disk and the empty reply that will be filled in. */
export interface Turn {
  readonly conversation: Conversation;
  readonly question: StoredMessage;
  readonly reply: StoredMessage;
}

export interface ChatStore {
  list(): Conversation[];
  /** Throws `not-found`. */
  conversation(id: string): Conversation;
  messages(conversationId: string): StoredMessage[];
  /** Stores a question before anything is sent. Without a conversation it begins one. */
  begin(question: { text: string; tags: readonly string[] }, requestId: string, conversationId?: string): Turn;
  /** Takes back a turn that could not be sent at all, with the conversation that it began. */
  withdraw(turn: Turn): void;
  /** Writes what has arrived so far. */
  save(messageId: string, text: string, status: MessageStatus): void;
  rename(id: string, title: string): Conversation;
  /** Sets the tags of the conversation itself. Those of its turns stay: what was said under a tag is still in it. */
  tag(id: string, tags: readonly string[]): Conversation;
  /** What stands for what in this conversation; kept with it, deleted with it. */
  readonly masks: {
    read(conversationId: string): readonly MaskEntry[];
    /** Throws a storage error; nothing may be sent then, since the answer could not be read. */
    write(conversationId: string, entries: readonly MaskEntry[]): void;
  };
  remove(id: string): void;
}

const TITLE_LENGTH = 60;

/** The first line of a question, cut at a word: a title that needs no model. */
export function titleOf(question: string): string {
  const line = question.trim().split(/\r?\n/, 1)[0]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (line.length <= TITLE_LENGTH) return line || 'New chat';
  const cut = line.slice(0, TITLE_LENGTH);
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > TITLE_LENGTH / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function createChatStore({ handle, guard, transaction, emptyLog }: Database, now: () => number): ChatStore {
  const selectConversations = handle.prepare('SELECT * FROM conversations ORDER BY updated_at DESC, id');
  const selectConversation = handle.prepare('SELECT * FROM conversations WHERE id = ?');
  const insertConversation = handle.prepare('INSERT INTO conversations (id, title, created_at, updated_at) VALUES (?, ?, ?, ?)');
  const touchConversation = handle.prepare('UPDATE conversations SET updated_at = ? WHERE id = ?');
  const renameConversation = handle.prepare('UPDATE conversations SET title = ? WHERE id = ?');
  const tagConversation = handle.prepare('UPDATE conversations SET tags = ? WHERE id = ?');
  const selectMasks = handle.prepare('SELECT placeholder, value, type FROM masks WHERE conversation_id = ? ORDER BY position');
  const insertMask = handle.prepare(
    'INSERT OR REPLACE INTO masks (conversation_id, position, placeholder, value, type) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteConversation = handle.prepare('DELETE FROM conversations WHERE id = ?');
  const selectMessages = handle.prepare('SELECT * FROM messages WHERE conversation_id = ? ORDER BY position');
  const nextPosition = handle.prepare('SELECT coalesce(max(position), 0) + 1 AS position FROM messages WHERE conversation_id = ?');
  const insertMessage = handle.prepare(
    'INSERT INTO messages (id, conversation_id, position, role, text, status, request_id, tags, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const deleteMessage = handle.prepare('DELETE FROM messages WHERE id = ?');
  const updateMessage = handle.prepare('UPDATE messages SET text = ?, status = ? WHERE id = ?');

  guard(() => handle.exec(`UPDATE messages SET status = 'interrupted' WHERE status = 'streaming'`));

  const conversation = (id: string): Conversation =>
    guard(() => {
      const row = selectConversation.get(id);
      if (row === undefined)
        throw new LintelError('not-found', 'This conversation no longer exists. Start a new chat.', { field: 'conversationId' });
      return toConversation(row);
    });

  return {
    list: () => guard(() => selectConversations.all().map(toConversation)),
    conversation,
    messages: (conversationId) => guard(() => selectMessages.all(conversationId).map(toMessage)),
    begin: ({ text, tags }, requestId, conversationId) =>
      transaction(() => {
        const at = now();
        const id = conversationId ?? randomUUID();
        if (conversationId === undefined) insertConversation.run(id, titleOf(text), at, at);
        else touchConversation.run(at, conversation(conversationId).id);
        const position = Number(nextPosition.get(id)?.position);
        const question: StoredMessage = { id: randomUUID(), role: 'user', text, status: 'done', createdAt: at, requestId, tags };
        const reply: StoredMessage = { id: randomUUID(), role: 'assistant', text: '', status: 'streaming', createdAt: at, requestId, tags };
        for (const [index, message] of [question, reply].entries()) {
          insertMessage.run(
            message.id,
            id,
            position + index,
            message.role,
            message.text,
            message.status,
            requestId,
            JSON.stringify(tags),
            at,
          );
        }
        return { conversation: conversation(id), question, reply };
      }),
    withdraw: ({ conversation: { id }, question, reply }) =>
      transaction(() => {
        for (const { id: messageId } of [question, reply]) deleteMessage.run(messageId);
        if (Number(nextPosition.get(id)?.position) === 1) deleteConversation.run(id);
      }),
    save: (messageId, text, status) => guard(() => void updateMessage.run(text, status, messageId)),
    rename: (id, title) => {
      conversation(id);
      guard(() => void renameConversation.run(title, id));
      return conversation(id);
    },
    tag: (id, tags) => {
      conversation(id);
      guard(() => void tagConversation.run(JSON.stringify(tags), id));
      return conversation(id);
    },
    masks: {
      read: (conversationId) => guard(() => selectMasks.all(conversationId).map(toMask)),
      write: (conversationId, entries) =>
        transaction(() => {
          for (const [position, { placeholder, value, type }] of entries.entries())
            insertMask.run(conversationId, position, placeholder, value, type);
        }),
    },
    remove: (id) => {
      conversation(id);
      transaction(() => void deleteConversation.run(id));
      emptyLog();
    },
  };
}

function toMask(row: Record<string, unknown>): MaskEntry {
  return { placeholder: String(row.placeholder), value: String(row.value), type: row.type as MaskEntry['type'] };
}

function toConversation(row: Record<string, unknown>): Conversation {
  const tags = JSON.parse(String(row.tags)) as string[];
  return { id: String(row.id), title: String(row.title), tags, createdAt: Number(row.created_at), updatedAt: Number(row.updated_at) };
}

function toMessage(row: Record<string, unknown>): StoredMessage {
  return {
    id: String(row.id),
    role: row.role as StoredMessage['role'],
    text: String(row.text),
    status: row.status as MessageStatus,
    createdAt: Number(row.created_at),
    tags: JSON.parse(String(row.tags)) as string[],
    ...(row.request_id === null ? {} : { requestId: String(row.request_id) }),
  };
}
