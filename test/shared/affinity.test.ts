import { expect, test } from 'vitest';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { type Affinity, createAffinity } from '../../shared/routing/affinity.ts';
import type { Answer } from '../../shared/routing/record.ts';
import { drawOf } from '../../shared/routing/thread.ts';
import { sizesOf } from '../../shared/routing/tokens/size.ts';
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

const last = (affinity: Affinity, asked: ChatRequest) => affinity.lastOf(asked, sizesOf(asked).unknown);
const hi = [says('user', 'Hi'), says('assistant', 'Hello.'), says('user', 'More')];
const MINUTE = 60_000;

test('remembers who answered a conversation last, by its id or by how it began', () => {
  const affinity = createAffinity(() => 0);
  affinity.opened(request('Hi', { id: 'r1', conversationId: 'c1' }));
  affinity.closed(answer('r1', 'a'));
  expect(last(affinity, request('', { messages: hi, conversationId: 'c1' }))?.targetId).toBe('a');
  expect(last(affinity, request('', { messages: hi }))).toBeUndefined();

  const begun = [says('system', 'Be kind.'), says('user', 'Tell me of herons')];
  affinity.opened(request('', { id: 'r2', messages: begun }));
  affinity.closed(answer('r2', 'b'));
  const later = [...begun, says('assistant', 'They wade.'), says('user', 'More')];
  expect(last(affinity, request('', { messages: later }))?.targetId).toBe('b');
  expect(last(affinity, request('', { messages: later, app: 'another' }))).toBeUndefined();
});

test('counts as cached no more than what was said before the last message, and nothing of a first one', () => {
  const affinity = createAffinity(() => 0);
  affinity.opened(request('Hi', { id: 'r1' }));
  affinity.closed(answer('r1', 'a', { usage: { ...NO_USAGE, inputTokens: 90_000, outputTokens: 10 } }));
  expect(last(affinity, request('Hi'))).toBeUndefined();
  const asked = request('', { messages: [...hi.slice(0, 2), says('user', 'Read this: '.repeat(1_000))] });
  const before = sizesOf({ ...asked, messages: hi.slice(0, 2) }).unknown;
  const { targetId, tokens = 0 } = last(affinity, asked) ?? {};
  expect(targetId).toBe('a');
  expect(Math.abs(tokens - before)).toBeLessThanOrEqual(1);
});

test('tells conversations that begin alike by what was first answered', () => {
  const affinity = createAffinity(() => 0);
  const answered = (id: string, text: string) =>
    request('', { id, messages: [says('user', 'Hi'), says('assistant', text), says('user', 'More')] });
  for (const [id, targetId] of [
    ['one', 'a'],
    ['two', 'b'],
  ] as const) {
    affinity.opened(answered(id, id));
    affinity.closed(answer(id, targetId));
  }
  expect(last(affinity, answered('three', 'one'))?.targetId).toBe('a');
  expect(last(affinity, answered('four', 'two'))?.targetId).toBe('b');
});

test('forgets after five minutes what is elsewhere, and keeps what is on this device', () => {
  let at = 0;
  const affinity = createAffinity(() => at);
  const asked = (conversationId: string) => request('', { id: conversationId, messages: hi, conversationId });
  for (const zone of ['device', 'lan', 'cloud'] as const) {
    affinity.opened(asked(zone));
    affinity.closed(answer(zone, zone, { target: { targetId: zone, name: zone, zone } }));
  }
  const known = () => ['device', 'lan', 'cloud'].filter((zone) => last(affinity, asked(zone)) !== undefined);
  at = 5 * MINUTE;
  expect(known()).toEqual(['device', 'lan', 'cloud']);
  at++;
  expect(known()).toEqual(['device']);
});

test('learns nothing from an answer that failed, and forgets the oldest', () => {
  const affinity = createAffinity(() => 0);
  const asked = (conversationId: string) => request('', { messages: hi, conversationId });
  affinity.opened(request('Hi', { id: 'r', conversationId: 'c' }));
  affinity.closed(answer('r', 'a', { status: 'failed' }));
  expect(last(affinity, asked('c'))).toBeUndefined();
  for (let index = 0; index < 2001; index++) {
    affinity.opened(request('Hi', { id: `r${index}`, conversationId: `c${index}` }));
    affinity.closed(answer(`r${index}`, 'a'));
  }
  expect(last(affinity, asked('c0'))).toBeUndefined();
  expect(last(affinity, asked('c2000'))).toBeDefined();
});

test('a split draws by how a conversation began, in too few bits to tell what was said', () => {
  const draws = Array.from({ length: 400 }, (_, index) => drawOf(request(`Prompt ${index}`)));
  expect(new Set(draws).size).toBeGreaterThan(390);
  for (const draw of draws) expect(Number.parseInt(draw, 36)).toBeLessThan(2 ** 16);
  expect(drawOf(request('', { messages: hi }))).toBe(drawOf(request('Hi')));
});
