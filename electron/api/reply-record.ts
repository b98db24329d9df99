import type { ChatStore, MessageStatus } from '../ledger/chats.ts';

/** Partial answers reach the disk at least this often, in milliseconds. */
const SAVE_EVERY_MS = 400;

/** Keeps a growing reply on disk, so that whatever ends the program loses at most the last moment. */
export interface ReplyRecord {
  /** Adds text. Throws the storage error that an earlier save met. */
  append(text: string): void;
  /** Writes the whole text with the way it ended. Throws a storage error. */
  finish(status: Exclude<MessageStatus, 'streaming' | 'interrupted'>): void;
  /** Ends a reply that could not finish: all its text if that can be written, else what was saved last. */
  abandon(status: 'cancelled' | 'failed'): void;
}

/** @param onFault told when a reply could not be ended on disk; the next start marks it as interrupted */
export function createReplyRecord(chats: ChatStore, messageId: string, onFault: (error: unknown) => void): ReplyRecord {
  let text = '';
  let saved = '';
  let fault: unknown;
  const save = () => {
    if (text === saved) return;
    try {
      chats.save(messageId, text, 'streaming');
      saved = text;
    } catch (error) {
      fault = error; // thrown by the next append, where the stream can end with it
    }
  };
  const timer = setInterval(save, SAVE_EVERY_MS);
  return {
    append(piece) {
      if (fault !== undefined) throw fault;
      text += piece;
    },
    finish(status) {
      chats.save(messageId, text, status);
      clearInterval(timer);
    },
    abandon(status) {
      clearInterval(timer);
      for (const kept of new Set([text, saved])) {
        try {
          chats.save(messageId, kept, status);
          return;
        } catch (error) {
          onFault(error);
        }
      }
    },
  };
}
