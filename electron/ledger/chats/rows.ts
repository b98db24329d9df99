import type { MaskEntry } from '../../../shared/privacy/mask/entry.ts';
import type { Attachment, Cleared, Conversation, MessageStatus, StoredMessage, ToolCall } from './stored.ts';

/** What rows of the database are as objects. */

type Row = Record<string, unknown>;

export function toConversation(row: Row): Conversation {
  return {
    id: String(row.id),
    title: String(row.title),
    tags: JSON.parse(String(row.tags)) as string[],
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    isPinned: row.pinned === 1,
    isArchived: row.archived === 1,
    ...(row.project_id === null ? {} : { projectId: String(row.project_id) }),
    ...(row.preset_id === null ? {} : { presetId: String(row.preset_id) }),
  };
}

export function toMessage(row: Row): StoredMessage {
  return {
    id: String(row.id),
    role: row.role as StoredMessage['role'],
    text: String(row.text),
    status: row.status as MessageStatus,
    createdAt: Number(row.created_at),
    tags: JSON.parse(String(row.tags)) as string[],
    ...(row.request_id === null ? {} : { requestId: String(row.request_id) }),
    ...(row.parent_id === null ? {} : { parentId: String(row.parent_id) }),
    ...(row.reasoning === null ? {} : { reasoning: String(row.reasoning) }),
    ...(row.calls === null ? {} : { calls: JSON.parse(String(row.calls)) as ToolCall[] }),
    ...(row.cleared === null ? {} : { cleared: JSON.parse(String(row.cleared)) as Cleared[] }),
  };
}

export function toMask(row: Row): MaskEntry {
  return { placeholder: String(row.placeholder), value: String(row.value), type: row.type as MaskEntry['type'] };
}

export function toAttachment(row: Row): Attachment {
  return {
    id: String(row.id),
    name: String(row.name),
    kind: row.kind as Attachment['kind'],
    mediaType: String(row.media_type),
    bytes: Number(row.bytes),
    ...(row.pages === null ? {} : { pages: Number(row.pages) }),
  };
}
