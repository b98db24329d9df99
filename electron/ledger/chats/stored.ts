import type { FindingType } from '../../../shared/privacy/finding.ts';

export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** Privacy tags of everything said in it. */
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly projectId?: string;
  readonly presetId?: string;
}

export type MessageStatus = 'streaming' | 'done' | 'cancelled' | 'failed' | 'interrupted';

/** A call of a tool that an answer asked for. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: string;
}

/** Something found in a question that the person said is not sensitive there. */
export interface Cleared {
  readonly type: FindingType;
  readonly text: string;
}

export interface StoredMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly status: MessageStatus;
  readonly createdAt: number;
  readonly requestId?: string;
  /** Privacy tags that a question was sent with; they bind every later request that carries it along. */
  readonly tags: readonly string[];
  /** The message before it; absent: it begins the conversation. */
  readonly parentId?: string;
  /** All messages in its place, itself included, oldest first; absent: it is the only one. */
  readonly versions?: readonly string[];
  readonly reasoning?: string;
  readonly calls?: readonly ToolCall[];
  readonly cleared?: readonly Cleared[];
}

/** A file beside a question: its text, or a picture. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'image';
  readonly mediaType: string;
  /** Of the file as it was given. */
  readonly bytes: number;
  /** Of a document. */
  readonly pages?: number;
}

/** A question to be stored. */
export interface NewQuestion {
  readonly text: string;
  readonly tags: readonly string[];
  /** The message it follows; null: it begins the conversation anew. Absent: the end on show. */
  readonly after?: string | null | undefined;
  readonly attachments?: readonly string[];
  readonly cleared?: readonly Cleared[];
  /** Of a conversation that begins with it. */
  readonly projectId?: string | undefined;
  /** What the conversation goes by from now on; null: none. Absent: as before. */
  readonly presetId?: string | null | undefined;
}

/** A question on disk and the empty reply that will be filled in. */
export interface Turn {
  readonly conversation: Conversation;
  readonly question: StoredMessage;
  readonly reply: StoredMessage;
  /** The question was there before, and is answered once more. */
  readonly isAgain?: true;
  /** The end that was on show before. */
  readonly leafBefore?: string;
}
