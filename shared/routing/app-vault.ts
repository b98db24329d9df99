import type { MaskEntry } from '../privacy/mask/entry.ts';
import type { Vault } from './ports.ts';

/** What conversations of apps masked, in all; those that were silent for longest are forgotten first. */
const MOST_ENTRIES = 100_000;

/** An app's conversation is called `APP:NAME`; one that Lintel keeps has no colon. */
const isOfAnApp = (conversationId: string): boolean => conversationId.includes(':');

/**
 * A vault that holds what conversations of apps masked in memory only: Lintel keeps nothing of what was said in them that such
 * values could be deleted with. After a restart their next prompt is masked anew.
 */
export function withAppVault(kept: Vault, most = MOST_ENTRIES): Vault {
  const held = new Map<string, readonly MaskEntry[]>();
  let count = 0;
  const drop = (conversationId: string) => {
    count -= held.get(conversationId)?.length ?? 0;
    held.delete(conversationId);
  };
  return {
    read: (conversationId) => (isOfAnApp(conversationId) ? (held.get(conversationId) ?? []) : kept.read(conversationId)),
    write(conversationId, entries) {
      if (!isOfAnApp(conversationId)) return kept.write(conversationId, entries);
      drop(conversationId);
      held.set(conversationId, entries);
      count += entries.length;
      for (const oldest of held.keys()) {
        if (count <= most) return;
        drop(oldest);
      }
    },
  };
}
