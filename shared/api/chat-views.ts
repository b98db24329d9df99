import type { Finding } from '../privacy/finding.ts';

/** What the window sees of chats beside conversations and messages. */

/** A file beside a question. */
export interface AttachmentView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'image';
  readonly mediaType: string;
  /** Of the file as it was given. */
  readonly bytes: number;
  /** Of a document. */
  readonly pages?: number;
}

/** An attachment that was just added, with what the scan finds in it. */
export interface AddedAttachmentView extends AttachmentView {
  readonly findings: readonly Finding[];
}

/** What an attachment holds: a text, or a picture as a `data:` address. */
export interface AttachmentContentView {
  readonly text?: string;
  readonly picture?: string;
}

/** A picture that was fetched because a person asked for it. */
export interface PictureView {
  /** As a `data:` address. */
  readonly picture: string;
  /** In its own pixels. */
  readonly width: number;
  readonly height: number;
}

/** A call of a tool that an answer asked for. Nothing was run. */
export interface ToolCallView {
  readonly name: string;
  readonly arguments: string;
}

/** What stands for a value outside of this computer. */
export interface MaskView {
  readonly placeholder: string;
  readonly value: string;
}

/** Chats that belong together, with what holds for all of them. */
export interface ProjectView {
  /** What budgets and reports call it. */
  readonly id: string;
  readonly name: string;
  /** The project that it lies in, one level deep. Its tags and instructions hold here, too. */
  readonly parentId?: string;
  readonly tags: readonly string[];
  readonly instructions: string;
}

/** A text to begin with. `{{name}}` in it is asked for when it is used. */
export interface SavedPromptView {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** A model with instructions and a way of choosing tokens, under a name. */
export interface PresetView {
  readonly id: string;
  readonly name: string;
  /** A target's id, or `auto`. */
  readonly model: string;
  readonly instructions: string;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
}

/** A stretch of a text, and whether it is what was searched for. */
export interface StretchView {
  readonly text: string;
  readonly isHit: boolean;
}

/** A place where what was searched for stands. */
export interface HitView {
  readonly conversationId: string;
  readonly title: readonly StretchView[];
  readonly updatedAt: number;
  /** Absent where only the title holds it. */
  readonly message?: { readonly id: string; readonly role: 'user' | 'assistant'; readonly snippet: readonly StretchView[] };
}
