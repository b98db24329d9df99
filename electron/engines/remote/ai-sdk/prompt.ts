import { createHash } from 'node:crypto';
import type { LanguageModelV4FilePart, LanguageModelV4Message, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { LintelError } from '../../../../shared/chat/error.ts';
import { type ChatMessage, type ChatRequest, type Part, textOf } from '../../../../shared/chat/request.ts';
import type { Dialect } from './dialect.ts';
import { isRecord, parsed } from './json.ts';
import { proofOf } from './signature.ts';

type AssistantPart = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'][number];
type UserPart = Extract<LanguageModelV4Message, { role: 'user' }>['content'][number];

const ONLY_JSON = 'Answer with one JSON value and nothing else.';

/**
 * A conversation as the SDK takes it. Throws `bad-request` for what the provider cannot be told: pictures that it would have to
 * fetch, results of calls that nobody made.
 */
export function promptOf({ messages, output }: ChatRequest, dialect: Dialect): LanguageModelV4Prompt {
  const names = new Map<string, string>();
  const idOf = (id: string) => callIdOf(id, dialect.callId);
  const prompt: LanguageModelV4Message[] = [];
  for (const message of messages) {
    for (const part of message.content) if (part.type === 'tool-call') names.set(part.id, part.name);
    prompt.push(...messageOf(message, prompt, dialect, names, idOf));
  }
  if (output.type === 'json' && dialect.jsonNeedsSchema) {
    const first = prompt.findIndex(({ role }) => role !== 'system');
    prompt.splice(first === -1 ? prompt.length : first, 0, { role: 'system', content: ONLY_JSON });
  }
  return prompt;
}

/** None for a message that holds nothing. */
function messageOf(
  message: ChatMessage,
  before: LanguageModelV4Prompt,
  dialect: Dialect,
  names: ReadonlyMap<string, string>,
  idOf: (id: string) => string,
): LanguageModelV4Message[] {
  const { role, content } = message;
  switch (role) {
    case 'system': {
      const text = textOf(message);
      if (text === '') return [];
      const isLate = before.some((earlier) => earlier.role !== 'system');
      if (isLate && dialect.systemComesFirst) return [{ role: 'user', content: [{ type: 'text', text }] }];
      return [{ role, content: text }];
    }
    case 'user': {
      const parts = content.flatMap((part): UserPart[] => {
        if (part.type === 'image') return [imageOf(part.url, dialect)];
        return part.type === 'text' && part.text !== '' ? [{ type: 'text', text: part.text }] : [];
      });
      return parts.length === 0 ? [] : [{ role, content: parts }];
    }
    case 'assistant': {
      const parts = content.flatMap((part) => assistantPartOf(part, dialect, idOf));
      return parts.length === 0 ? [] : [{ role, content: parts }];
    }
    case 'tool': {
      const results = content.flatMap((part) => {
        if (part.type !== 'tool-result') return [];
        const toolName = names.get(part.id);
        if (toolName === undefined)
          throw new LintelError('bad-request', 'A tool’s result names a call that no message before it made.', { field: 'messages' });
        const output = { type: 'text' as const, value: part.text };
        return [{ type: 'tool-result' as const, toolCallId: idOf(part.id), toolName, output }];
      });
      return results.length === 0 ? [] : [{ role, content: results }];
    }
  }
}

function assistantPartOf(part: Part, dialect: Dialect, idOf: (id: string) => string): AssistantPart[] {
  if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text }];
  if (part.type === 'reasoning') {
    const providerOptions = proofOf(part.signature, dialect);
    // Thought without its proof is refused by some, and taken for the answer's text by others.
    return providerOptions === undefined ? [] : [{ type: 'reasoning', text: part.text, providerOptions }];
  }
  if (part.type !== 'tool-call') return [];
  const input = parsed(part.arguments === '' ? '{}' : part.arguments);
  const providerOptions = proofOf(part.signature, dialect);
  return [
    {
      type: 'tool-call',
      toolCallId: idOf(part.id),
      toolName: part.name,
      // Models now and then write arguments that are none; they go back as they were.
      input: isRecord(input) ? input : { arguments: part.arguments },
      ...(providerOptions === undefined ? {} : { providerOptions }),
    },
  ];
}

const DATA = /^data:(image\/[\w.+-]{1,40});base64,/i;

function imageOf(url: string, { fetchesImages }: Dialect): LanguageModelV4FilePart {
  const [head, mediaType] = DATA.exec(url) ?? [];
  if (head !== undefined && mediaType !== undefined)
    return { type: 'file', mediaType, data: { type: 'data', data: url.slice(head.length) } };
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new LintelError('bad-request', 'A picture is neither a data: URL nor an https address.', { field: 'messages' });
  if (!fetchesImages)
    throw new LintelError('bad-request', 'This provider does not fetch pictures. Put the picture itself into the prompt.', {
      field: 'messages',
    });
  return { type: 'file', mediaType: mediaTypeOf(new URL(url).pathname), data: { type: 'url', url: new URL(url) } };
}

const ENDINGS: Readonly<Record<string, string>> = { png: 'image/png', webp: 'image/webp', gif: 'image/gif' };

const mediaTypeOf = (path: string): string => ENDINGS[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'image/jpeg';

/** The same for a call and its result, and as the provider takes it. */
const callIdOf = (id: string, taken: RegExp): string => (taken.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 9));
