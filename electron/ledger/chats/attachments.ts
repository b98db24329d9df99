import { randomUUID } from 'node:crypto';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Database } from '../database.ts';
import { toAttachment } from './rows.ts';
import type { Attachment } from './stored.ts';

export interface NewAttachment extends Omit<Attachment, 'id'> {
  /** UTF-8 of a text, or the picture's file. */
  readonly content: Uint8Array;
}

/** An attachment with what goes to the model. */
export interface HeldAttachment extends Attachment {
  readonly content: Uint8Array;
}

/** Milliseconds that a file waits for the question that it was chosen for. */
const WAITS_MS = 14 * 24 * 3_600_000;

/** Files beside questions. One that was chosen and not sent yet belongs to no message. */
export function createAttachments({ handle, guard, transaction, emptyLog }: Database, now: () => number) {
  const insert = handle.prepare(
    'INSERT INTO attachments (id, name, kind, media_type, bytes, pages, content, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const COLUMNS = 'id, name, kind, media_type, bytes, pages';
  const select = handle.prepare(`SELECT ${COLUMNS}, message_id FROM attachments WHERE id = ?`);
  const selectHeld = handle.prepare(`SELECT ${COLUMNS}, content FROM attachments WHERE id = ?`);
  const selectOfMessage = handle.prepare(`SELECT ${COLUMNS}, content FROM attachments WHERE message_id = ? ORDER BY position`);
  const selectOfConversation = handle.prepare(
    `SELECT attachments.id, name, kind, media_type, bytes, pages, message_id FROM attachments JOIN messages ON messages.id = message_id
     WHERE conversation_id = ? ORDER BY attachments.position`,
  );
  const bind = handle.prepare('UPDATE attachments SET message_id = ?, position = ? WHERE id = ?');
  const copy = handle.prepare(
    `INSERT INTO attachments (id, message_id, position, name, kind, media_type, bytes, pages, content, created_at)
     SELECT ?, ?, ?, name, kind, media_type, bytes, pages, content, created_at FROM attachments WHERE id = ?`,
  );
  const unbind = handle.prepare('UPDATE attachments SET message_id = NULL WHERE message_id = ?');
  const drop = handle.prepare('DELETE FROM attachments WHERE id = ? AND message_id IS NULL');
  const dropForgotten = handle.prepare('DELETE FROM attachments WHERE message_id IS NULL AND created_at < ?');

  guard(() => dropForgotten.run(now() - WAITS_MS));

  const gone = () => new LintelError('not-found', say`This attachment is gone. Attach the file again.`, { field: 'attachments' });
  const toHeld = (row: Record<string, unknown>): HeldAttachment => ({ ...toAttachment(row), content: row.content as Uint8Array });

  return {
    add({ name, kind, mediaType, bytes, pages, content }: NewAttachment): Attachment {
      const id = randomUUID();
      guard(() => void insert.run(id, name, kind, mediaType, bytes, pages ?? null, content, now()));
      return { id, name, kind, mediaType, bytes, ...(pages === undefined ? {} : { pages }) };
    },
    /** Throws `not-found`. */
    held(id: string): HeldAttachment {
      const row = guard(() => selectHeld.get(id));
      if (row === undefined) throw gone();
      return toHeld(row);
    },
    heldBy: (messageId: string): HeldAttachment[] => guard(() => selectOfMessage.all(messageId).map(toHeld)),
    /** Without their contents, by message. */
    ofConversation(conversationId: string): ReadonlyMap<string, readonly Attachment[]> {
      const rows = guard(() => selectOfConversation.all(conversationId));
      const byMessage = Map.groupBy(rows, (row) => String(row.message_id));
      return new Map([...byMessage].map(([messageId, all]) => [messageId, all.map(toAttachment)]));
    },
    /** Gives them to a message; one that another message has is copied. Within a transaction. Throws `not-found`. */
    give(messageId: string, ids: readonly string[]): void {
      for (const [position, id] of ids.entries()) {
        const row = select.get(id);
        if (row === undefined) throw gone();
        if (row.message_id === null) bind.run(messageId, position, id);
        else copy.run(randomUUID(), messageId, position, id);
      }
    },
    /** They wait for another question. Within a transaction. */
    takeBack: (messageId: string): void => void unbind.run(messageId),
    /** Deletes one that was not sent; others stay with their messages. */
    remove(id: string): void {
      transaction(() => void drop.run(id));
      emptyLog();
    },
  };
}
