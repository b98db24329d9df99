import type { ChatRequest } from '../../chat/request.ts';
import { textOf } from '../../chat/request.ts';

/** Characters read from the start and from the end of a message: what is wanted is said in one of the two. */
const HEAD = 1_536;
const TAIL = 512;

/** What of a request its task is read from. */
export interface Excerpt {
  /** Start and end of the last user message. */
  readonly text: string;
  /** Characters of the whole message. */
  readonly length: number;
  /** A fence of code stands in the message, or in the answer before it. */
  readonly hasCode: boolean;
}

const FENCE = '```';

/** The last thing a person said, cut to what is read of it. */
export function excerptOf({ messages }: ChatRequest): Excerpt {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const said = messages[at];
  const whole = said === undefined ? '' : textOf(said);
  const text = whole.length <= HEAD + TAIL ? whole : `${whole.slice(0, HEAD)}\n${whole.slice(-TAIL)}`;
  const answered = messages[at - 1];
  const isInReply = answered?.role === 'assistant' && textOf(answered).slice(0, HEAD).includes(FENCE);
  return { text, length: whole.length, hasCode: isInReply || text.includes(FENCE) };
}
