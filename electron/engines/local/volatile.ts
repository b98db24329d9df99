import type { ChatMessage } from '../../../shared/chat/request.ts';

/**
 * Lines with which agents open their system prompt and which change from request to request, so that no prompt would
 * begin like the one before it and all of it would be evaluated again. They are for a provider's accounting and tell
 * a model nothing. Claude Code: `x-anthropic-billing-header: cc_version=…; cc_entrypoint=…; cch=…;`.
 */
const VOLATILE_LINE = /^[ \t]*x-anthropic-billing-header:[^\n]{0,500}(?:\r?\n)*/i;

/** The messages without volatile lines at the start of system messages. For models on this device only. */
export function withoutVolatileLines(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.map((message) => {
    if (message.role !== 'system') return message;
    const content = message.content.map((part) => (part.type === 'text' ? { ...part, text: part.text.replace(VOLATILE_LINE, '') } : part));
    const kept = content.filter((part) => part.type !== 'text' || part.text !== '');
    return { ...message, content: kept.length === 0 ? content : kept };
  });
}
