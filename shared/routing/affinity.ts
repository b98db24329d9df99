import { type ChatRequest, textOf } from '../chat/request.ts';
import type { Answer } from './record.ts';
import { hashOf } from './rules/split.ts';
import type { Traits } from './traits.ts';

/** Which target answered each conversation last, so that what it has in its cache is not thrown away for little. */
export interface Affinity {
  /** The target that answered this conversation last; undefined where none did. */
  lastOf(request: ChatRequest): Traits['cachedAt'];
  opened(request: ChatRequest): void;
  closed(answer: Answer): void;
}

/** Conversations remembered; those of longest ago are forgotten first. */
const MOST_CONVERSATIONS = 2000;
/** Most requests that run at a time. */
const MOST_OPEN = 10_000;
/** Of each message; two conversations of one app rarely begin with so many equal characters. */
const CHARACTERS_READ = 512;

/**
 * What stays the same through a conversation: its id, or for callers who send the whole of it each time, how it began.
 * Only hashes are kept of what was said.
 */
function keyOf({ app, conversationId, messages }: ChatRequest): string {
  if (conversationId !== undefined) return conversationId;
  const first = messages.findIndex(({ role }) => role === 'user');
  const beginning = messages.slice(0, first + 1).map((message) => textOf(message).slice(0, CHARACTERS_READ));
  return `${app} ${hashOf(beginning.join('\n'))} ${hashOf(beginning.reverse().join(' '))}`;
}

/** Remembers in memory only. */
export function createAffinity(): Affinity {
  const last = new Map<string, NonNullable<Traits['cachedAt']>>();
  const open = new Map<string, string>();
  return {
    lastOf: (request) => last.get(keyOf(request)),
    opened(request) {
      if (open.size < MOST_OPEN) open.set(request.id, keyOf(request));
    },
    closed({ requestId, status, target, usage }) {
      const key = open.get(requestId);
      open.delete(requestId);
      if (key === undefined || target === undefined || status === 'failed') return;
      last.delete(key);
      last.set(key, { targetId: target.targetId, tokens: usage.inputTokens + usage.outputTokens });
      const oldest = last.keys().next();
      if (last.size > MOST_CONVERSATIONS && oldest.done !== true) last.delete(oldest.value);
    },
  };
}
