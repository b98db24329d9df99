import type { MaskEntry } from '../../shared/privacy/mask/entry.ts';
import { createAttachments } from './chats/attachments.ts';
import { createConversationList } from './chats/conversations.ts';
import { createDraftStore } from './chats/drafts.ts';
import { createLibrary } from './chats/library.ts';
import { createMessages } from './chats/messages.ts';
import { createProjects } from './chats/projects.ts';
import { toMask } from './chats/rows.ts';
import { createChatSearch } from './chats/search.ts';
import type { Database } from './database.ts';

export type { MessageStatus, Turn } from './chats/stored.ts';

export type ChatStore = ReturnType<typeof createChatStore>;

/** All that is kept of chats: conversations, their messages, and what goes with them. Each part says what it throws. */
export function createChatStore(database: Database, now: () => number) {
  const { handle, guard, transaction } = database;
  const conversations = createConversationList(database, now);
  const attachments = createAttachments(database, now);
  // Whoever deleted a chat and ended Lintel does not bring it back.
  conversations.purge();
  return {
    ...conversations,
    ...createMessages(database, now, conversations, attachments),
    attachments,
    projects: createProjects(database, now),
    library: createLibrary(database, now),
    drafts: createDraftStore(database, now),
    search: createChatSearch(database),
    masks: createMasks(),
  };

  /** What stands for what in a conversation; kept with it, deleted with it. */
  function createMasks() {
    const select = handle.prepare('SELECT placeholder, value, type FROM masks WHERE conversation_id = ? ORDER BY position');
    const insert = handle.prepare(
      'INSERT OR REPLACE INTO masks (conversation_id, position, placeholder, value, type) VALUES (?, ?, ?, ?, ?)',
    );
    return {
      read: (conversationId: string): readonly MaskEntry[] => guard(() => select.all(conversationId).map(toMask)),
      /** Throws a storage error; nothing may be sent then, since the answer could not be read. */
      write: (conversationId: string, entries: readonly MaskEntry[]): void =>
        transaction(() => {
          for (const [position, { placeholder, value, type }] of entries.entries())
            insert.run(conversationId, position, placeholder, value, type);
        }),
    };
  }
}
