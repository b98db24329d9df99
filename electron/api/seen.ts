import { createHash } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';

/** Names all that would be sent: SHA-256, in hex. */
export const fingerprintOf = ({ messages }: ChatRequest): string => createHash('sha256').update(JSON.stringify(messages)).digest('hex');

/** Throws `bad-request` where a person let go of something other than what they saw. */
export function requireSeen(request: ChatRequest, seen: string): void {
  if (fingerprintOf(request) !== seen)
    throw new LintelError('bad-request', 'What would leave has changed since you looked. Look at it again, then send it.', {
      field: 'letGo.seen',
    });
}
