import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Database } from '../database.ts';
import { toConversation } from './rows.ts';
import type { Conversation } from './stored.ts';

/** What of the conversations is wanted, newest first. */
export interface ListQuery {
  /** Absent: all that are not archived. */
  readonly section?: 'pinned' | 'loose' | 'project' | 'archived' | undefined;
  readonly projectId?: string | undefined;
  /** Only those after this one, as the last page ended. */
  readonly after?: { readonly updatedAt: number; readonly id: string } | undefined;
  readonly limit?: number;
}

/** Absent stays as it is; null takes it away. */
export interface ConversationChange {
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly isPinned?: boolean | undefined;
  readonly isArchived?: boolean | undefined;
  readonly projectId?: string | null | undefined;
  readonly presetId?: string | null | undefined;
}

const SECTIONS = {
  all: 'archived = 0',
  pinned: 'archived = 0 AND pinned = 1',
  loose: 'archived = 0 AND pinned = 0 AND project_id IS NULL',
  project: 'archived = 0 AND pinned = 0 AND project_id = :project',
  archived: 'archived = 1',
} as const;

/** More than anybody has, and few enough to be sorted in no time. */
const MOST_LISTED = 100_000;

/** Conversations as a list. What is deleted is gone from it at once, and from the disk with `purge`. */
export function createConversationList({ handle, guard, transaction, emptyLog }: Database, now: () => number) {
  const select = handle.prepare('SELECT * FROM conversations WHERE id = ? AND deleted_at IS NULL');
  const selectDeleted = handle.prepare('SELECT id FROM conversations WHERE deleted_at IS NOT NULL');
  const pages = Object.fromEntries(
    Object.entries(SECTIONS).map(([section, where]) => [
      section,
      handle.prepare(
        `SELECT * FROM conversations WHERE deleted_at IS NULL AND ${where}
         AND (updated_at < :at OR (updated_at = :at AND id > :id)) ORDER BY updated_at DESC, id LIMIT :limit`,
      ),
    ]),
  );
  const update = handle.prepare(
    'UPDATE conversations SET title = ?, named = ?, tags = ?, pinned = ?, archived = ?, project_id = ?, preset_id = ? WHERE id = ?',
  );
  const nameBy = handle.prepare(`UPDATE conversations SET title = ?, named = 1 WHERE id = ? AND named = 0 AND deleted_at IS NULL`);
  const isNamed = handle.prepare('SELECT named FROM conversations WHERE id = ?');
  const markDeleted = handle.prepare('UPDATE conversations SET deleted_at = ? WHERE id = ?');
  const restore = handle.prepare('UPDATE conversations SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL');
  const drop = handle.prepare('DELETE FROM conversations WHERE deleted_at IS NOT NULL AND id = ?');
  const dropDraft = handle.prepare('DELETE FROM drafts WHERE conversation_id = ?');

  const conversation = (id: string): Conversation =>
    guard(() => {
      const row = select.get(id);
      if (row === undefined)
        throw new LintelError('not-found', say`This conversation no longer exists. Start a new chat.`, { field: 'conversationId' });
      return toConversation(row);
    });

  return {
    list: ({ section, projectId, after, limit = MOST_LISTED }: ListQuery = {}): Conversation[] =>
      guard(() =>
        (
          pages[section ?? 'all']?.all({
            at: after?.updatedAt ?? Number.MAX_SAFE_INTEGER,
            id: after?.id ?? '',
            limit,
            ...(section === 'project' ? { project: projectId ?? '' } : {}),
          }) ?? []
        ).map(toConversation),
      ),
    /** Throws `not-found`. */
    conversation,
    /** Throws `not-found` for the conversation, and for a project or preset that is gone. */
    change(id: string, { title, tags, isPinned, isArchived, projectId, presetId }: ConversationChange): Conversation {
      const before = conversation(id);
      const named = title === undefined ? guard(() => isNamed.get(id)?.named === 1) : true;
      guard(() => {
        try {
          update.run(
            title ?? before.title,
            Number(named),
            JSON.stringify(tags ?? before.tags),
            Number(isPinned ?? before.isPinned),
            Number(isArchived ?? before.isArchived),
            projectId === undefined ? (before.projectId ?? null) : projectId,
            presetId === undefined ? (before.presetId ?? null) : presetId,
            id,
          );
        } catch (error) {
          throw missing(error) ?? error;
        }
      });
      return conversation(id);
    },
    /** Names a conversation that nobody has named yet. True where it did. */
    nameUnlessNamed: (id: string, title: string): boolean => guard(() => nameBy.run(title, id).changes > 0),
    /** Whether a person or a model has named it. */
    isNamed: (id: string): boolean => guard(() => isNamed.get(id)?.named === 1),
    /** Takes it from the list; `undelete` brings it back until it is purged. Throws `not-found`. */
    remove(id: string): void {
      conversation(id);
      guard(() => void markDeleted.run(now(), id));
    },
    /** Throws `not-found` once it is gone for good. */
    undelete(id: string): Conversation {
      guard(() => void restore.run(id));
      return conversation(id);
    },
    /** Deletes for good what was taken from the list, so that it is not on the disk any more: one, or all. Answers how many. */
    purge(id?: string): number {
      const ids = id === undefined ? guard(() => selectDeleted.all().map((row) => String(row.id))) : [id];
      const purged = transaction(() =>
        ids.reduce((count, one) => {
          const { changes } = drop.run(one);
          if (changes > 0) dropDraft.run(one);
          return count + Number(changes > 0);
        }, 0),
      );
      if (purged > 0) emptyLog();
      return purged;
    },
  };
}

/** SQLite's extended result code for a row that another one refers to and that is not there. */
const CONSTRAINT_FOREIGNKEY = 787;

function missing(error: unknown): LintelError | undefined {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === CONSTRAINT_FOREIGNKEY
    ? new LintelError('not-found', say`This project or preset no longer exists. Choose another.`, { cause: error })
    : undefined;
}
