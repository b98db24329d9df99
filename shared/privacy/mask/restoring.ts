import type { ChatEvent } from '../../chat/event.ts';
import type { MaskEntry } from './entry.ts';
export async function* restoring(events: AsyncIterable<ChatEvent>, _entries: readonly MaskEntry[]): AsyncGenerator<ChatEvent> {
  yield* events;
}
