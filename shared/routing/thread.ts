import { type ChatRequest, textOf } from '../chat/request.ts';
import { longHashOf } from './rules/split.ts';

/** Of each message; two conversations of one app rarely begin with so many equal characters. */
const CHARACTERS_READ = 512;

function hashed({ app, messages }: ChatRequest, count: number): string {
  const beginning = messages.slice(0, count).map((message) => `${message.role} ${textOf(message).slice(0, CHARACTERS_READ)}`);
  return `${app} ${longHashOf(beginning.join('\n')).toString(36)}`;
}

const opening = ({ messages }: ChatRequest): number => messages.findIndex(({ role }) => role === 'user') + 1;

/**
 * What tells the conversation of a caller who names none from others, from its first message to its last: a hash of how it
 * began, up to what was first asked. Conversations that begin alike cannot be told apart by it.
 */
export const threadOf = (request: ChatRequest): string => hashed(request, opening(request));

/** The same with what was first answered, which hardly any two conversations share; nothing before there was an answer. */
export function answeredThreadOf(request: ChatRequest): string | undefined {
  const count = opening(request);
  return request.messages[count]?.role === 'assistant' ? hashed(request, count + 1) : undefined;
}

/** 16 bits of the same, by which a split draws: enough to share out, and too few to tell from a kept decision what was said. */
export const drawOf = (request: ChatRequest): string => (longHashOf(threadOf(request)) % 2 ** 16).toString(36);
