import type { ChatRequest } from '../chat/request.ts';
import type { Work } from '../chat/work.ts';
import type { Task } from './task.ts';
import { type Sizes, sizesOf } from './tokens/size.ts';

/**
 * Tokens that work may come to where tokens are what is charged: none where texts are only read; a minute of speech, an
 * hour of it written down, and a large picture of fine quality take some thousands.
 */
export const MOST_OF_WORK: Readonly<Record<Work['type'], number>> = {
  embeddings: 0,
  rerank: 0,
  moderation: 0,
  speech: 8_192,
  transcription: 16_384,
  'image-generation': 8_192,
};

/** What is usual of the same. */
const USUAL_OF_WORK: Readonly<Record<Work['type'], number>> = {
  embeddings: 0,
  rerank: 0,
  moderation: 0,
  speech: 1_000,
  transcription: 1_000,
  'image-generation': 1_500,
};

/** Work is no harder or easier for one model than for another that can do it, as far as anybody knows beforehand. */
export const taskOf = ({ type }: Work): Task => ({ kind: 'extraction', difficulty: 0, outputTokens: USUAL_OF_WORK[type] });

/** The most that has to fit into a window at a time: the longest text, or the query with the longest document. Undefined for chats. */
export function atOnceOf({ work, messages }: ChatRequest): { inputTokens: number; sizes: Sizes } | undefined {
  if (work === undefined) return undefined;
  if (work.type !== 'embeddings' && work.type !== 'rerank') return sized([]);
  if (work.type === 'embeddings' && work.truncates === true) return sized([]);
  if (work.type === 'embeddings') {
    const tokens = messages.filter(({ content: [part] }) => part?.type === 'tokens').map((message) => sized([message]));
    if (tokens.length > 0) return tokens.reduce((one, other) => (other.inputTokens > one.inputTokens ? other : one));
  }
  const texts = work.type === 'embeddings' ? work.inputs.filter((input) => typeof input === 'string') : work.documents;
  const longest = texts.reduce((one, other) => (other.length > one.length ? other : one), '');
  const held = messages.filter(({ content: [part] }) => part?.type === 'text' && (part.text === longest || isQuery(work, part.text)));
  return sized(held.slice(0, work.type === 'rerank' ? 2 : 1));
}

const isQuery = (work: Work, text: string) => work.type === 'rerank' && text === work.query;

function sized(messages: ChatRequest['messages']): { inputTokens: number; sizes: Sizes } {
  const sizes = sizesOf({ messages, tools: [] });
  return { inputTokens: sizes.unknown, sizes };
}
