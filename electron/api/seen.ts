import { createHash } from 'node:crypto';
import { LintelError } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { say } from '../../shared/chat/said.ts';
import type { Asked } from './chat-request.ts';

/** Names all that would be sent, and what decides where it may go: SHA-256, in hex. */
export function fingerprintOf(
  { messages, model, tags, conversationId = '' }: ChatRequest,
  { cleared }: Asked,
  policyVersion: number,
): string {
  return createHash('sha256')
    .update(JSON.stringify([messages, model, tags, conversationId, policyVersion, [...cleared]]))
    .digest('hex');
}

/** Throws `bad-request` where a person let go of something other than what they saw. */
export function requireSeen(request: ChatRequest, asked: Asked, policyVersion: number, seen: string): void {
  if (fingerprintOf(request, asked, policyVersion) !== seen)
    throw new LintelError('bad-request', say`What would leave has changed since you looked. Look at it again, then send it.`, {
      field: 'letGo.seen',
    });
}
