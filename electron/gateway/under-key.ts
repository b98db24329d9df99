import { LintelError } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import type { Caller } from './caller.ts';

/** Far past any conversation, and any set of tools. */
const MOST_MESSAGES = 10_000;
const MOST_TOOLS = 512;

/**
 * A request under what its app's key says, whatever the dialect made of it. A key's priority is the most that its app gets:
 * it may still ask for less. Throws `bad-request` for more messages or tools than anything should read.
 */
export function underKey(request: ChatRequest, { allowed, ceiling, priority, tags }: Caller): ChatRequest {
  requireAtMost(request.messages.length, MOST_MESSAGES, 'messages');
  requireAtMost(request.tools.length, MOST_TOOLS, 'tools');
  const urgency = priority === 'background' ? priority : (request.priority ?? priority);
  return {
    ...request,
    tags: [...new Set([...tags, ...request.tags])],
    ...(allowed === undefined ? {} : { allowed }),
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(urgency === undefined ? {} : { priority: urgency }),
  };
}

function requireAtMost(count: number, most: number, field: string): void {
  if (count > most) throw new LintelError('bad-request', `“${field}” must hold at most ${most} entries.`, { field });
}
