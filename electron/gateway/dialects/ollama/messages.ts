import type { ChatMessage, Part } from '../../../../shared/chat/request.ts';
import { pictureUrl } from './picture.ts';
import type { WireMessage } from './wire.ts';

/**
 * Ollama's messages. Its calls often have no ids, so they are counted, and a result belongs to the first call of its tool that has none
 * yet. Throws `bad-request` for a picture that is none.
 */
export function messagesOf(wire: readonly WireMessage[]): ChatMessage[] {
  const open: { readonly id: string; readonly name: string }[] = [];
  let calls = 0;
  return wire.map((message) => {
    const { role, content, thinking, images, tool_calls: called } = message;
    const text: Part[] = content === null || content === undefined || content === '' ? [] : [{ type: 'text', text: content }];
    if (role === 'tool') {
      const id = takeOpen(open, message) ?? `call_${++calls}`;
      return { role, content: [{ type: 'tool-result', id, text: content ?? '' }] };
    }
    if (role === 'assistant') {
      const made = (called ?? []).map((call): Part => {
        const id = call.id ?? `call_${++calls}`;
        const { name, arguments: given } = call.function;
        open.push({ id, name });
        return { type: 'tool-call', id, name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) };
      });
      const thought: Part[] = thinking === null || thinking === undefined || thinking === '' ? [] : [{ type: 'reasoning', text: thinking }];
      return { role, content: [...thought, ...text, ...made] };
    }
    if (role !== 'user') return { role: 'system', content: text };
    return { role, content: [...text, ...(images ?? []).map((image): Part => ({ type: 'image', url: pictureUrl(image) }))] };
  });
}

function takeOpen(open: { readonly id: string; readonly name: string }[], message: WireMessage): string | undefined {
  const { tool_call_id: given, tool_name: tool, name = tool } = message;
  if (given !== null && given !== undefined) {
    const known = open.findIndex(({ id }) => id === given);
    if (known !== -1) open.splice(known, 1);
    return given;
  }
  const called = tool ?? name;
  const at = Math.max(0, called === null || called === undefined ? 0 : open.findIndex((call) => call.name === called));
  return open.splice(at, 1)[0]?.id;
}
