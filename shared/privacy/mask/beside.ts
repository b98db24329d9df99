import type { ChatMessage, ChatRequest } from '../../chat/request.ts';
import { namedValuesIn, textsIn } from '../../chat/texts-in.ts';
import type { Span } from './span.ts';

/** Fields of any dialect that hold what is said: these leave only as the neutral request has them. */
const SPOKEN = new Set([
  ...['messages', 'prompt', 'input', 'inputs', 'system', 'instructions', 'suffix', 'context', 'documents', 'prediction', 'images', 'audio'],
  ...[
    'contents',
    'systemInstruction',
    'system_instruction',
    'template',
    'raw',
    'query',
    'text',
    'texts',
    'content',
    'conversation',
    'thinking',
  ],
]);

type Holds = (text: string) => boolean;

/**
 * Every text by itself, and again beside the name it has: that may say what it is, as of a password. No detector reads
 * across a line break, and most of these are short.
 */
const lines = (value: unknown) => [...new Set([...textsIn(value), ...namedValuesIn(value)])].join('\n');

/**
 * True when nothing beside the messages holds a finding, a masked value or a part of one. These are what calls and
 * answers are made by, so they cannot be masked.
 */
export function isClean(request: ChatRequest, counts: Holds, occurrences: (text: string) => readonly Span[]): boolean {
  const { tools, toolChoice, stop, output, sampling, messages } = request;
  // A provider's proof means nothing masked.
  const names = messages.flatMap(({ content }) =>
    content.flatMap((part) => ['name' in part ? part.name : '', 'signature' in part ? (part.signature ?? '') : '']),
  );
  const text = lines([tools, toolChoice ?? '', stop, output, sampling, names]);
  return !counts(text) && occurrences(text).length === 0;
}

/** The caller's own fields without those that hold what is said, a finding or a masked value. */
export function wireOf(wire: ChatRequest['wire'], holds: Holds): ChatRequest['wire'] {
  return Object.fromEntries(Object.entries(wire).filter(([name, value]) => !SPOKEN.has(name) && !holds(lines({ [name]: value }))));
}

/**
 * The messages with other ids for calls whose ids hold something, the same for a call and its result. Nothing comes
 * back by them: a model's answer has ids of its own.
 */
export function withSafeIds(messages: readonly ChatMessage[], holds: Holds): readonly ChatMessage[] {
  const given = new Map<string, string>();
  const ids = new Set(messages.flatMap(({ content }) => content.flatMap((part) => ('id' in part ? part.id : []))));
  for (const id of [...ids]) {
    if (!holds(id)) continue;
    let number = given.size + 1;
    while (ids.has(`call_${number}`)) number++;
    ids.add(`call_${number}`);
    given.set(id, `call_${number}`);
  }
  if (given.size === 0) return messages;
  return messages.map((message) => ({
    ...message,
    content: message.content.map((part) => ('id' in part ? { ...part, id: given.get(part.id) ?? part.id } : part)),
  }));
}
