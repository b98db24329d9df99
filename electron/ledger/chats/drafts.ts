import type { Database } from '../database.ts';

/** What stands in the message boxes, as JSON by conversation, so that it is here after a restart and goes with its conversation. */
export function createDraftStore({ handle, guard }: Database, now: () => number) {
  const select = handle.prepare('SELECT conversation_id, draft FROM drafts ORDER BY updated_at DESC LIMIT 500');
  const keep = handle.prepare(
    `INSERT INTO drafts (conversation_id, draft, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (conversation_id) DO UPDATE SET draft = excluded.draft, updated_at = excluded.updated_at`,
  );
  const drop = handle.prepare('DELETE FROM drafts WHERE conversation_id = ?');
  return {
    all: (): Readonly<Record<string, unknown>> =>
      guard(() => Object.fromEntries(select.all().map((row) => [String(row.conversation_id), JSON.parse(String(row.draft)) as unknown]))),
    /** @param draft undefined: nothing stands there any more */
    keep(conversationId: string, draft: unknown): void {
      guard(() => void (draft === undefined ? drop.run(conversationId) : keep.run(conversationId, JSON.stringify(draft), now())));
    },
  };
}
