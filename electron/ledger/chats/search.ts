import type { Database } from '../database.ts';

/** A stretch of a text, and whether it is what was searched for. */
export interface Stretch {
  readonly text: string;
  readonly isHit: boolean;
}

/** A place where what was searched for stands. */
export interface Hit {
  readonly conversationId: string;
  readonly title: readonly Stretch[];
  readonly updatedAt: number;
  /** The message, and what of it; absent where only the title holds it. */
  readonly message?: { readonly id: string; readonly role: 'user' | 'assistant'; readonly snippet: readonly Stretch[] };
}

/** Characters that no keyboard writes mark hits on their way out of SQLite. */
const BEGINS = '\u0002';
const ENDS = '\u0003';
const SNIPPET_WORDS = 20;
const MOST_WORDS = 16;

/** What a person typed as a query: all words, each as a beginning. Nothing where there is no word. */
export function queryOf(typed: string): string | undefined {
  const words = typed.match(/[\p{L}\p{N}\p{M}]+/gu)?.slice(0, MOST_WORDS) ?? [];
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' ');
}

function stretchesOf(marked: string): Stretch[] {
  return marked
    .split(BEGINS)
    .flatMap((piece, index): Stretch[] => {
      if (index === 0) return [{ text: piece, isHit: false }];
      const [hit = '', rest = ''] = piece.split(ENDS);
      return [
        { text: hit, isHit: true },
        { text: rest, isHit: false },
      ];
    })
    .filter(({ text }) => text !== '');
}

/** Full-text search over titles and messages of all branches, archived ones included. */
export function createChatSearch({ handle, guard }: Database) {
  const inTitles = handle.prepare(
    `SELECT conversations.id AS id, updated_at, highlight(conversations_text, 0, '${BEGINS}', '${ENDS}') AS title
     FROM conversations_text JOIN conversations ON conversations.seq = conversations_text.rowid
     WHERE conversations_text MATCH ? AND deleted_at IS NULL ORDER BY updated_at DESC LIMIT ?`,
  );
  const inMessages = handle.prepare(
    `SELECT messages.id AS message_id, role, conversation_id AS id, conversations.title AS title, updated_at,
       snippet(messages_text, 0, '${BEGINS}', '${ENDS}', '…', ${SNIPPET_WORDS}) AS snippet
     FROM messages_text JOIN messages ON messages.seq = messages_text.rowid JOIN conversations ON conversations.id = conversation_id
     WHERE messages_text MATCH ? AND deleted_at IS NULL ORDER BY messages_text.rowid DESC LIMIT ?`,
  );
  /** Titles first, then messages, the newest first. */
  return (typed: string, limit: number): Hit[] => {
    const query = queryOf(typed);
    if (query === undefined) return [];
    return guard(() => [
      ...inTitles
        .all(query, limit)
        .map((row): Hit => ({ conversationId: String(row.id), updatedAt: Number(row.updated_at), title: stretchesOf(String(row.title)) })),
      ...inMessages.all(query, limit).map(
        (row): Hit => ({
          conversationId: String(row.id),
          updatedAt: Number(row.updated_at),
          title: [{ text: String(row.title), isHit: false }],
          message: { id: String(row.message_id), role: row.role as 'user' | 'assistant', snippet: stretchesOf(String(row.snippet)) },
        }),
      ),
    ]);
  };
}
