import { z } from 'zod';
import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { CacheFor, ChatMessage, Part } from '../../../../shared/chat/request.ts';
import { filePart } from '../file-part.ts';
import { reasoningIn, redactedIn, withCallProofs } from './thought.ts';
import { type AnyBlock, BLOCKS, type Block, type MessagesRequest } from './wire.ts';

/** What the model that is asked for takes. */
export interface Takes {
  /** It is one of Anthropic's, which gets the caller's own fields. */
  readonly isAnthropics: boolean;
}

/** Where a block lies, for sentences about it. */
type Path = readonly (string | number)[];

const nameOf = (path: Path) =>
  path.reduce<string>((name, step) => (typeof step === 'number' ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`), '');

function refusal(path: Path, sentence: string): LintelError {
  const field = nameOf(path);
  return new LintelError('bad-request', `“${field}” ${sentence}`, { field });
}

/** The messages, the system prompt before them. Throws `bad-request` with the name of what cannot be told to the model. */
export function messagesOf({ system, messages }: Pick<MessagesRequest, 'system' | 'messages'>, takes: Takes): ChatMessage[] {
  const instructions = typeof system === 'string' ? [{ type: 'text' as const, text: system }] : (system ?? []);
  return [
    ...(instructions.length === 0 ? [] : [{ role: 'system' as const, content: instructions.map(textPart) }]),
    ...messages.flatMap(({ role, content }, index) => {
      const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
      const path = ['messages', index, 'content'];
      if (role === 'user') return turnsOf(blocks, path, takes);
      const parts = blocks.flatMap((block, at) => (role === 'system' ? systemParts : spokenParts)(block, [...path, at], takes));
      return [{ role, content: withCallProofs(parts) }];
    }),
  ];
}

/** What the user says, and the results of tools that the same message holds. */
function turnsOf(blocks: readonly AnyBlock[], path: Path, takes: Takes): ChatMessage[] {
  const turns: { role: 'user' | 'tool'; content: Part[] }[] = [];
  for (const [at, block] of blocks.entries()) {
    const role = block.type === 'tool_result' ? 'tool' : 'user';
    const parts = role === 'tool' ? resultParts(block, [...path, at], takes) : saidParts(block, [...path, at], takes);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...parts);
    else turns.push({ role, content: parts });
  }
  // A block that only Anthropic reads may be all there is.
  return turns.length === 0 ? [{ role: 'user', content: [] }] : turns;
}

/** The block in its own shape. Throws `bad-request` with the name of the field that is wrong. */
function read<Type extends keyof typeof BLOCKS>(type: Type, block: AnyBlock, path: Path): Block<Type> {
  const parsed = BLOCKS[type].safeParse(block, { reportInput: true });
  if (parsed.success) return parsed.data as Block<Type>;
  throw wrongField(new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))));
}

type Marked = Pick<Block<'text'>, 'cache_control'>;

/** The mark of a block. Five minutes is what Anthropic means where nothing is said. */
export const cacheOf = ({ cache_control: mark }: Marked): { cache?: CacheFor } =>
  mark === null || mark === undefined ? {} : { cache: mark.ttl ?? '5m' };

const textPart = (block: Block<'text'>): Part => ({ type: 'text', text: block.text, ...cacheOf(block) });

/** A picture by its address, or as the address of its data. */
const imagePart = (block: Block<'image'>): Part => {
  const { source } = block;
  return { type: 'image', url: source.type === 'url' ? source.url : `data:${source.media_type};base64,${source.data}`, ...cacheOf(block) };
};

/** What a user, or a tool, may show. */
function saidParts(block: AnyBlock, path: Path, takes: Takes): Part[] {
  switch (block.type) {
    case 'text':
      return [textPart(read('text', block, path))];
    case 'image':
      if (isFile(block))
        throw refusal([...path, 'source'], 'is a file at Anthropic, which nothing here can look into. Send the picture itself.');
      return [imagePart(read('image', block, path))];
    case 'document':
      if (isFile(block))
        throw refusal([...path, 'source'], 'is a file at Anthropic, which nothing here can look into. Send the text itself.');
      return documentParts(read('document', block, path), path);
    case 'search_result': {
      const result = read('search_result', block, path);
      return withMark([result.title, result.source, ...result.content.map(({ text }) => text)], result);
    }
    default:
      return foreignParts(block, path, takes);
  }
}

const isFile = ({ source }: AnyBlock): boolean =>
  typeof source === 'object' && source !== null && 'type' in source && source.type === 'file';

function documentParts(document: Block<'document'>, path: Path): Part[] {
  const { source, title, context } = document;
  const about = [title, context].filter((text) => typeof text === 'string' && text !== '') as string[];
  switch (source.type) {
    case 'text':
      return withMark([...about, source.data], document);
    case 'content': {
      if (typeof source.content === 'string') return withMark([...about, source.content], document);
      const parts = source.content.map((each) => (each.type === 'text' ? textPart(each) : imagePart(each)));
      return [...withMark(about, {}), ...parts];
    }
    case 'url':
      throw refusal([...path, 'source'], 'is a document that lies elsewhere, and nothing is fetched here. Send the file itself.');
    case 'base64': {
      const { media_type: mediaType, data } = source;
      return [
        ...withMark(about, {}),
        { ...filePart({ data, mediaType, field: nameOf([...path, 'source']) }), ...cacheOf(document) } as Part,
      ];
    }
  }
}

/** Texts in lines of their own, with the mark behind the last. */
function withMark(texts: readonly string[], block: Marked): Part[] {
  return texts.flatMap((text, at): Part[] => {
    const part: Part = { type: 'text', text };
    const isLast = at === texts.length - 1;
    return isLast ? [{ ...part, ...cacheOf(block) }] : [part, { type: 'text', text: '\n' }];
  });
}

/** What was said by the model. */
function spokenParts(block: AnyBlock, path: Path, takes: Takes): Part[] {
  switch (block.type) {
    case 'text':
      return [textPart(read('text', block, path))];
    case 'thinking':
      return [reasoningIn(read('thinking', block, path))];
    case 'redacted_thinking':
      return [redactedIn(read('redacted_thinking', block, path))];
    case 'tool_use': {
      const call = read('tool_use', block, path);
      return [{ type: 'tool-call', id: call.id, name: call.name, arguments: JSON.stringify(call.input ?? {}), ...cacheOf(call) }];
    }
    default:
      return foreignParts(block, path, takes);
  }
}

function systemParts(block: AnyBlock, path: Path, takes: Takes): Part[] {
  return block.type === 'text' ? [textPart(read('text', block, path))] : foreignParts(block, path, takes);
}

/** A result, and the pictures that came with it. */
function resultParts(block: AnyBlock, path: Path, takes: Takes): Part[] {
  const result = read('tool_result', block, path);
  const { content = '' } = result;
  const inside =
    typeof content === 'string'
      ? [{ type: 'text' as const, text: content }]
      : content.flatMap((each, at) => saidParts(each, [...path, 'content', at], takes));
  const texts = inside.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return [
    {
      type: 'tool-result',
      id: result.tool_use_id,
      text: texts.join('\n'),
      ...(result.is_error === true ? { isError: true } : {}),
      ...cacheOf(result),
    },
    ...inside.filter((part) => part.type === 'image' || part.type === 'file'),
  ];
}

/** A block that stays among the caller's own fields, which Anthropic's models get as they are. */
function foreignParts({ type }: AnyBlock, path: Path, { isAnthropics }: Takes): Part[] {
  if (isAnthropics) return [];
  throw refusal(
    [...path, 'type'],
    `is “${type}”, which only Anthropic’s own models read here. Leave it out, or ask for one of them by name.`,
  );
}
