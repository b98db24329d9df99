import { createHash } from 'node:crypto';
import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import { LintelError } from '../../../../shared/chat/error.ts';
import { type CacheFor, type ChatMessage, type ChatRequest, type FilePart, type Part, textOf } from '../../../../shared/chat/request.ts';
import { say } from '../../../../shared/chat/said.ts';
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
export function promptOf({ messages, output }: ChatRequest, dialect: Dialect, modelId: string): LanguageModelV4Prompt {
  const marked = (part: Part) => ('cache' in part ? markOf(part.cache, dialect, modelId) : {});
  const names = new Map<string, string>();
  const idOf = (id: string) => callIdOf(id, dialect.callId);
  const prompt: LanguageModelV4Message[] = [];
  for (const message of messages) {
    for (const part of message.content) if (part.type === 'tool-call') names.set(part.id, part.name);
    prompt.push(...messageOf(message, prompt, { dialect, names, idOf, marked }));
  }
  if (output.type === 'json' && dialect.jsonNeedsSchema) {
    const first = prompt.findIndex(({ role }) => role !== 'system');
    prompt.splice(first === -1 ? prompt.length : first, 0, { role: 'system', content: ONLY_JSON });
  }
  return prompt;
}

/** The caller's mark as options of the SDK's. */
export function markOf(
  cache: CacheFor | undefined,
  dialect: Dialect,
  modelId: string,
): { providerOptions?: NonNullable<LanguageModelV4Message['providerOptions']> } {
  const providerOptions = cache === undefined ? undefined : dialect.cacheMark?.(cache, modelId);
  return providerOptions === undefined ? {} : { providerOptions };
}

/** What messages are put into the SDK's words with. */
interface Words {
  readonly dialect: Dialect;
  readonly names: ReadonlyMap<string, string>;
  idOf(id: string): string;
  marked(part: Part): ReturnType<typeof markOf>;
}

/** None for a message that holds nothing. */
function messageOf(message: ChatMessage, before: LanguageModelV4Prompt, words: Words): LanguageModelV4Message[] {
  const { role, content } = message;
  const { dialect, marked } = words;
  switch (role) {
    case 'system': {
      const text = textOf(message);
      if (text === '') return [];
      const isLate = before.some((earlier) => earlier.role !== 'system');
      if (isLate && dialect.systemComesFirst) return [{ role: 'user', content: [{ type: 'text', text }] }];
      // Each part is one of its own, so that a mark may stand between them.
      return content.flatMap((part) => (part.type === 'text' && part.text !== '' ? [{ role, content: part.text, ...marked(part) }] : []));
    }
    case 'user': {
      const parts = content.flatMap((part): UserPart[] => {
        if (part.type === 'image') return [{ ...imageOf(part.url, dialect), ...marked(part) }];
        if (part.type === 'file') return [{ ...fileOf(part), ...marked(part) }];
        return part.type === 'text' && part.text !== '' ? [{ type: 'text', text: part.text, ...marked(part) }] : [];
      });
      return parts.length === 0 ? [] : [{ role, content: parts }];
    }
    case 'assistant': {
      const parts = content.flatMap((part) => assistantPartOf(part, words));
      return parts.length === 0 ? [] : [{ role, content: parts }];
    }
    case 'tool':
      return resultsOf(content, words);
  }
}

function assistantPartOf(part: Part, { dialect, idOf, marked }: Words): AssistantPart[] {
  if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text, ...marked(part) }];
  if (part.type === 'reasoning') {
    const providerOptions = proofOf(part.signature, dialect);
    // Thought without its proof is refused by some, and taken for the answer's text by others.
    return providerOptions === undefined ? [] : [{ type: 'reasoning', text: part.text, providerOptions }];
  }
  if (part.type !== 'tool-call') return [];
  const input = parsed(part.arguments === '' ? '{}' : part.arguments);
  const options = { ...marked(part).providerOptions, ...proofOf(part.signature, dialect) };
  return [
    {
      type: 'tool-call',
      toolCallId: idOf(part.id),
      toolName: part.name,
      // Models now and then write arguments that are none; they go back as they were.
      input: isRecord(input) ? input : { arguments: part.arguments },
      ...(Object.keys(options).length === 0 ? {} : { providerOptions: options }),
    },
  ];
}

/** The results of calls, each with its pictures, and after them the pictures that the provider takes in no result. */
function resultsOf(content: readonly Part[], { dialect, names, idOf, marked }: Words): LanguageModelV4Message[] {
  const results: (Result & { pictures: LanguageModelV4FilePart[] })[] = [];
  const after: UserPart[] = [];
  for (const part of content) {
    if (part.type === 'image' || part.type === 'file') {
      const picture = part.type === 'image' ? imageOf(part.url, dialect) : fileOf(part);
      const isTaken = dialect.picturesInResults === 'all' || (dialect.picturesInResults === 'whole' && picture.data.type === 'data');
      if (isTaken) results.at(-1)?.pictures.push(picture);
      else after.push(picture);
    }
    if (part.type === 'tool-result') results.push({ ...part, ...marked(part), pictures: [] });
  }
  const tool = results.map(({ id, text, isError, providerOptions, pictures }) => {
    const toolName = names.get(id);
    if (toolName === undefined)
      throw new LintelError('bad-request', say`A tool’s result names a call that no message before it made.`, { field: 'messages' });
    return {
      type: 'tool-result' as const,
      toolCallId: idOf(id),
      toolName,
      output: outputOf(text, isError === true, pictures),
      ...(providerOptions === undefined ? {} : { providerOptions }),
    };
  });
  return [
    ...(tool.length === 0 ? [] : [{ role: 'tool' as const, content: tool }]),
    ...(after.length === 0 ? [] : [{ role: 'user' as const, content: [{ type: 'text' as const, text: PICTURES }, ...after] }]),
  ];
}

type Result = Extract<Part, { type: 'tool-result' }> & ReturnType<typeof markOf>;

const PICTURES = 'The tools gave these pictures:';

/** The SDK has no word for a failure that comes with pictures, so that is said in the text. */
function outputOf(text: string, isError: boolean, pictures: readonly LanguageModelV4FilePart[]): LanguageModelV4ToolResultPart['output'] {
  if (pictures.length === 0) return { type: isError ? 'error-text' : 'text', value: text };
  const said = isError ? `Error: ${text}` : text;
  return { type: 'content', value: [...(said === '' ? [] : [{ type: 'text' as const, text: said }]), ...pictures] };
}

const DATA = /^data:(image\/[\w.+-]{1,40});base64,/i;

const fileOf = ({ mediaType, data, name }: FilePart): LanguageModelV4FilePart => ({
  type: 'file',
  mediaType,
  data: { type: 'data', data },
  ...(name === undefined ? {} : { filename: name }),
});

function imageOf(url: string, { fetchesImages }: Dialect): LanguageModelV4FilePart {
  const [head, mediaType] = DATA.exec(url) ?? [];
  if (head !== undefined && mediaType !== undefined)
    return { type: 'file', mediaType, data: { type: 'data', data: url.slice(head.length) } };
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new LintelError('bad-request', say`A picture is neither a data: URL nor an https address.`, { field: 'messages' });
  if (!fetchesImages)
    throw new LintelError('bad-request', say`This provider does not fetch pictures. Put the picture itself into the prompt.`, {
      field: 'messages',
    });
  return { type: 'file', mediaType: mediaTypeOf(new URL(url).pathname), data: { type: 'url', url: new URL(url) } };
}

const ENDINGS: Readonly<Record<string, string>> = { png: 'image/png', webp: 'image/webp', gif: 'image/gif' };

const mediaTypeOf = (path: string): string => ENDINGS[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'image/jpeg';

/** The same for a call and its result, and as the provider takes it. */
const callIdOf = (id: string, taken: RegExp): string => (taken.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 9));
