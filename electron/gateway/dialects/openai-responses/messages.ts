import type { ChatMessage, Part } from '../../../../shared/chat/request.ts';
import { customArguments } from '../custom-tool.ts';
import { filePart, soundIn } from '../file-part.ts';
import { optional } from '../optional.ts';
import type { Content, Item } from './items.ts';
import { unpackThought } from './thought.ts';
import { inNamespace } from './tools.ts';

interface Message {
  readonly role: ChatMessage['role'];
  readonly content: Part[];
}

/**
 * Items as messages. What a model thought, said and called in one turn is one message, though it is several items. Pictures
 * that a tool gave come after all results of its turn, as the user's: a result is text.
 * @param own the place of the first item that the request itself holds
 */
export function messagesOf(instructions: string | null | undefined, items: readonly Item[], own = 0): ChatMessage[] {
  const messages: Message[] = [];
  let pictures: Part[] = [];
  const push = (role: ChatMessage['role'], content: Part[]) => void messages.push({ role, content });
  const placePictures = () => {
    if (pictures.length > 0) push('user', pictures);
    pictures = [];
  };
  const assistant = (part: Part, begins: boolean) => {
    const last = messages.at(-1);
    if (last?.role === 'assistant' && !(begins && last.content.some(({ type }) => type !== 'reasoning'))) last.content.push(part);
    else push('assistant', [part]);
  };
  if (typeof instructions === 'string' && instructions !== '') push('system', [{ type: 'text', text: instructions }]);
  for (const [at, item] of items.entries()) {
    const field = at < own ? 'previous_response_id' : `input[${at - own}]`;
    const result = resultIn(item, field);
    if (result === undefined) placePictures();
    else {
      push('tool', [{ type: 'tool-result', id: result.id, text: result.text }]);
      pictures.push(...result.pictures);
      continue;
    }
    const call = callIn(item);
    if (call !== undefined) assistant(call, false);
    else if (item.type === 'reasoning') assistant(thoughtOf(item), true);
    else if (item.type === 'message' && item.role === 'assistant')
      for (const [index, part] of partsOf(item.content, field).entries()) assistant(part, index === 0);
    else if (item.type === 'message')
      push(item.role === 'developer' ? 'system' : (item.role as 'user' | 'system'), partsOf(item.content, field));
  }
  placePictures();
  return messages;
}

function callIn(item: Item): Part | undefined {
  switch (item.type) {
    case 'function_call':
    case 'custom_tool_call': {
      const name = inNamespace(item.name, item.namespace);
      const written = item.type === 'function_call' ? item.arguments : customArguments(item.input);
      return { type: 'tool-call', id: item.call_id, name, arguments: written, ...optional('signature', item.signature) };
    }
    case 'local_shell_call':
    case 'shell_call':
    case 'apply_patch_call': {
      const { type, call_id: id, action, operation } = item as { type: string; call_id: string; action?: unknown; operation?: unknown };
      return { type: 'tool-call', id, name: type.slice(0, -'_call'.length), arguments: JSON.stringify(action ?? operation ?? {}) };
    }
    default:
      return undefined;
  }
}

function resultIn(item: Item, field: string): { id: string; text: string; pictures: Part[] } | undefined {
  switch (item.type) {
    case 'function_call_output':
    case 'custom_tool_call_output': {
      const parts = partsOf(item.output, field);
      const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
      return { id: item.call_id, text, pictures: parts.filter(({ type }) => type === 'image' || type === 'file') };
    }
    case 'local_shell_call_output':
    case 'shell_call_output':
    case 'apply_patch_call_output': {
      const { call_id, id, output } = item as { call_id?: string; id?: string | null; output?: unknown };
      return { id: call_id ?? id ?? '', text: typeof output === 'string' ? output : JSON.stringify(output ?? ''), pictures: [] };
    }
    default:
      return undefined;
  }
}

function thoughtOf({ summary, content, encrypted_content: packed }: Extract<Item, { type: 'reasoning' }>): Part {
  const own = typeof packed === 'string' ? unpackThought(packed) : undefined;
  if (own !== undefined) return { type: 'reasoning', text: own.text, ...optional('signature', own.signature) };
  return { type: 'reasoning', text: [...(summary ?? []), ...(content ?? [])].map(({ text }) => text).join('\n\n') };
}

const partsOf = (content: Content, field: string): Part[] =>
  content.map((part, at): Part => {
    if (part.type === 'input_image') return { type: 'image', url: part.image_url };
    const place = `${field}.content[${at}]`;
    if (part.type === 'input_file') return filePart({ data: part.file_data ?? '', name: part.filename, field: place });
    if (part.type === 'input_audio') return filePart({ ...soundIn(part.input_audio), field: place });
    return { type: 'text', text: part.type === 'refusal' ? part.refusal : part.text };
  });
