import { expect, test } from 'vitest';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { createAffinity } from '../../shared/routing/affinity.ts';
import type { Answer } from '../../shared/routing/record.ts';
import { request } from '../fakes/ports.ts';

const answer = (requestId: string, targetId: string, rest: Partial<Answer> = {}): Answer => ({
  requestId,
  status: 'done',
  target: { targetId, name: targetId, zone: 'device' },
  usage: { ...NO_USAGE, inputTokens: 20, outputTokens: 5 },
  timings: { queueMs: 0, loadMs: 0, firstTokenMs: 1, totalMs: 2 },
  ...rest,
});
const says = (role: 'user' | 'assistant' | 'system', text: string) => ({ role, content: [{ type: 'text' as const, text }] });

test('remembers who answered a conversation last, by its id or by how it began', () => {
  const affinity = createAffinity();
  const kept = request('Hi', { id: 'r1', conversationId: 'c1' });
  affinity.opened(kept);
  affinity.closed(answer('r1', 'a'));
  expect(affinity.lastOf(request('And then?', { conversationId: 'c1' }))).toEqual({ targetId: 'a', tokens: 25 });
  expect(affinity.lastOf(request('Hi'))).toBeUndefined();

  const begun = [says('system', 'Be kind.'), says('user', 'Tell me of herons')];
  affinity.opened(request('', { id: 'r2', messages: begun }));
  affinity.closed(answer('r2', 'b'));
  const later = [...begun, says('assistant', 'They wade.'), says('user', 'More')];
  expect(affinity.lastOf(request('', { messages: later }))?.targetId).toBe('b');
  expect(affinity.lastOf(request('', { messages: later, app: 'another' }))).toBeUndefined();
});

test('learns nothing from an answer that failed, and forgets the oldest', () => {
  const affinity = createAffinity();
  affinity.opened(request('Hi', { id: 'r', conversationId: 'c' }));
  affinity.closed(answer('r', 'a', { status: 'failed' }));
  expect(affinity.lastOf(request('Hi', { conversationId: 'c' }))).toBeUndefined();
  for (let index = 0; index < 2001; index++) {
    affinity.opened(request('Hi', { id: `r${index}`, conversationId: `c${index}` }));
    affinity.closed(answer(`r${index}`, 'a'));
  }
  expect(affinity.lastOf(request('Hi', { conversationId: 'c0' }))).toBeUndefined();
  expect(affinity.lastOf(request('Hi', { conversationId: 'c2000' }))).toBeDefined();
});
