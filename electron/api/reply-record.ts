import type { AnswerEvent } from '../../shared/routing/record.ts';
import type { ToolCall } from '../ledger/chats/stored.ts';
import type { ChatStore, MessageStatus } from '../ledger/chats.ts';

/** Partial answers reach the disk at least this often, in milliseconds. */
const SAVE_EVERY_MS = 400;

/** Keeps a growing reply on disk, so that whatever ends the program loses at most the last moment. */
export interface ReplyRecord {
  /** Adds what an event brings of text, thought and calls. Throws the storage error that an earlier save met. */
  take(event: AnswerEvent): void;
  /** Writes the whole text with the way it ended. Throws a storage error. */
  finish(status: Exclude<MessageStatus, 'streaming' | 'interrupted'>): void;
  /** Ends a reply that could not finish: all its text if that can be written, else what was saved last. */
  abandon(status: 'cancelled' | 'failed'): void;
}

/** @param onFault told when a reply could not be ended on disk; the next start marks it as interrupted */
export function createReplyRecord(chats: ChatStore, messageId: string, onFault: (error: unknown) => void): ReplyRecord {
  let text = '';
  let saved = '';
  let reasoning = '';
  const calls: { -readonly [Key in keyof ToolCall]: ToolCall[Key] }[] = [];
  let fault: unknown;
  const save = () => {
    if (text === saved) return;
    try {
      chats.save(messageId, text, 'streaming', { reasoning, calls });
      saved = text;
    } catch (error) {
      fault = error; // thrown by the next piece, where the stream can end with it
    }
  };
  const timer = setInterval(save, SAVE_EVERY_MS);
  return {
    take(event) {
      if (event.type === 'start' || event.type === 'end') return;
      if (fault !== undefined) throw fault;
      if (event.type === 'text') text += event.text;
      else if (event.type === 'reasoning') reasoning += event.text;
      else {
        const last = calls.at(-1);
        if (last === undefined || event.isFirst === true) calls.push({ name: event.name, arguments: event.arguments });
        else last.arguments += event.arguments;
      }
    },
    finish(status) {
      chats.save(messageId, text, status, { reasoning, calls });
      clearInterval(timer);
    },
    abandon(status) {
      clearInterval(timer);
      for (const kept of new Set([text, saved])) {
        try {
          chats.save(messageId, kept, status, kept === text ? { reasoning, calls } : {});
          return;
        } catch (error) {
          onFault(error);
        }
      }
    },
  };
}
