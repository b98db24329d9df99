import type { ChatHistoryItem, ChatModelResponse } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';
import { type ChatMessage, type Part, textOf } from '../../../shared/chat/request.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { Shield } from './shield.ts';
import type { Spoken } from './spoken.ts';

type ResponsePart = ChatModelResponse['response'][number];

/**
 * A conversation as the library's chat templates take it: a call stands with its result, and all that the model said
 * between two turns of the user is one item. The last item is the model's, and is continued.
 * Throws `bad-request` for what this engine's targets do not claim to be able to do.
 */
export function historyOf(messages: readonly ChatMessage[], spoken: Spoken, shield: Shield): ChatHistoryItem[] {
  const results = resultsOf(messages);
  const history: ChatHistoryItem[] = [];
  const modelItem = (): ResponsePart[] => {
    const last = history.at(-1);
    if (last?.type === 'model') return last.response;
    const response: ResponsePart[] = [];
    history.push({ type: 'model', response });
    return response;
  };
  for (const message of messages) {
    if (message.role === 'tool') {
      textWithoutImages(message);
      modelItem();
    } else if (message.role === 'assistant') modelItem().push(...responseOf(message, results, spoken, shield));
    else if (message.role === 'system') history.push({ type: 'system', text: instructionsIn(message) });
    else history.push({ type: message.role, text: textWithoutImages(message) });
  }
  const last = modelItem();
  if (typeof last.at(-1) !== 'string') last.push('');
  return history;
}

/** Results by the id of their call. */
function resultsOf(messages: readonly ChatMessage[]): ReadonlyMap<string, string> {
  const called = new Set<string>();
  const results = new Map<string, string>();
  for (const { content } of messages) {
    for (const part of content) {
      if (part.type === 'tool-call') called.add(part.id);
      if (part.type !== 'tool-result') continue;
      if (!called.has(part.id)) throw refusal(say`A tool’s result names a call that no message before it made.`);
      results.set(part.id, part.isError === true ? JSON.stringify({ error: part.text }) : part.text);
    }
  }
  return results;
}

function responseOf(message: ChatMessage, results: ReadonlyMap<string, string>, spoken: Spoken, shield: Shield): ResponsePart[] {
  const text = textWithoutImages(message);
  const calls = message.content.filter((part) => part.type === 'tool-call');
  return [
    ...(text === '' ? [] : [spoken.asGenerated(text)]),
    ...calls.map((call, index): ResponsePart => {
      const result = results.get(call.id);
      return {
        type: 'functionCall',
        name: shield.cover(call.name),
        params: shield.cover(asValue(call.arguments === '' ? '{}' : call.arguments)),
        result: result === undefined ? undefined : shield.cover(asValue(result)),
        startsNewChunk: index === 0,
      };
    }),
  ];
}

/** Several parts of instructions are paragraphs of one text to a template. */
function instructionsIn(message: ChatMessage): string {
  const text = textWithoutImages(message);
  if (message.content.length < 2) return text;
  return message.content.map((part) => (part.type === 'text' ? part.text.trim() : '')).join('\n\n');
}

function textWithoutImages(message: ChatMessage): string {
  if (message.content.some(({ type }: Part) => type === 'image' || type === 'file' || type === 'tokens')) {
    throw refusal(say`Local models read text only so far. Leave the images and files out, or choose another model.`);
  }
  return textOf(message);
}

/** JSON as the value it stands for: templates write it again in their own way. Any other text is itself. */
// biome-ignore lint/suspicious/noExplicitAny: the library takes any value here.
function asValue(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refusal(sentence: Said): LintelError {
  return new LintelError('bad-request', sentence, { field: 'messages' });
}
