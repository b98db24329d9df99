import type { ConversationView, MessageView } from '../../shared/api/views.ts';
import type { Attachment, StoredMessage, Turn } from '../ledger/chats/stored.ts';
import type { ChatStore } from '../ledger/chats.ts';

/** A message as the window sees it. What was cleared in it stays here. */
export function messageView({ cleared: _, ...message }: StoredMessage, attachments: readonly Attachment[] = []): MessageView {
  return { ...message, ...(attachments.length === 0 ? {} : { attachments }) };
}

export function viewOf(
  { conversation, question, reply }: Turn,
  chats: ChatStore,
): { conversation: ConversationView; question: MessageView; reply: MessageView } {
  const files = chats.attachments.ofConversation(conversation.id).get(question.id);
  return { conversation, question: messageView(question, files), reply: messageView(reply) };
}
