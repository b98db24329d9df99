import type { ChatRequest } from '../chat/request.ts';
import type { Zone } from '../privacy/zones.ts';
import type { Answer } from './record.ts';
import { answeredThreadOf, threadOf } from './thread.ts';
import { sizesOf } from './tokens/size.ts';
import type { Traits } from './traits.ts';

/** Which target answered each conversation last, so that what it has in its cache is not thrown away for little. */
export interface Affinity {
  /** The target that answered this conversation last, and how much of it is in its cache; undefined where nothing is. @param inputTokens of the whole prompt */
  lastOf(request: ChatRequest, inputTokens: number): Traits['cachedAt'];
  opened(request: ChatRequest): void;
  closed(answer: Answer): void;
}

interface Last {
  readonly targetId: string;
  readonly tokens: number;
  readonly zone: Zone;
  /** Milliseconds. */
  readonly at: number;
}

/** Conversations remembered; those of longest ago are forgotten first. */
const MOST_CONVERSATIONS = 2000;
/** Most requests that run at a time. */
const MOST_OPEN = 10_000;
/** Milliseconds after which nobody elsewhere still has a prompt in a cache: the shortest that providers promise, and most keep to. */
const KEPT_ELSEWHERE_MS = 5 * 60_000;

/** What stays the same through a conversation: its id, or for callers who send the whole of it each time, how it began. */
const keyOf = (request: ChatRequest): string => request.conversationId ?? answeredThreadOf(request) ?? threadOf(request);

/** Remembers in memory only. @param elapsed milliseconds from an arbitrary start */
export function createAffinity(elapsed: () => number): Affinity {
  const lasts = new Map<string, Last>();
  const open = new Map<string, string>();
  const isCached = ({ zone, at }: Last) => zone === 'device' || elapsed() - at <= KEPT_ELSEWHERE_MS;
  return {
    lastOf(request, inputTokens) {
      if (request.messages.length < 2 || request.work !== undefined) return undefined;
      // The answer to the first message came before there was one to tell the conversation by.
      const last = lasts.get(keyOf(request)) ?? (request.conversationId === undefined ? lasts.get(threadOf(request)) : undefined);
      if (last === undefined || !isCached(last)) return undefined;
      // What was last said is new, and another conversation that began alike may have been longer.
      const before = inputTokens - sizesOf({ ...request, messages: request.messages.slice(-1), tools: [] }).unknown;
      const tokens = Math.min(last.tokens, before);
      return tokens > 0 ? { targetId: last.targetId, tokens } : undefined;
    },
    opened(request) {
      if (open.size < MOST_OPEN && request.work === undefined) open.set(request.id, keyOf(request));
    },
    closed({ requestId, status, target, usage }) {
      const key = open.get(requestId);
      open.delete(requestId);
      if (key === undefined || target === undefined || status === 'failed') return;
      lasts.delete(key);
      lasts.set(key, { targetId: target.targetId, zone: target.zone, tokens: usage.inputTokens + usage.outputTokens, at: elapsed() });
      const oldest = lasts.keys().next();
      if (lasts.size > MOST_CONVERSATIONS && oldest.done !== true) lasts.delete(oldest.value);
    },
  };
}
