import { describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { createScanner } from '../../shared/privacy/scanner.ts';
import { readingOf } from '../../shared/routing/reading.ts';
import { request } from '../fakes/ports.ts';

const ADDRESS = 'hanna.fischer@posteo.de';
const read = (rest: Partial<ChatRequest>) => readingOf(request('Hello.', { dialect: 'anthropic-messages', ...rest }), createScanner(), 0.5);
const text = (value: string) => ({ type: 'text' as const, text: value });

describe('what a dialect’s own fields repeat of the messages', () => {
  const call = { type: 'tool-call' as const, id: '1', name: 'send', arguments: JSON.stringify({ to: ADDRESS }) };
  const wire = {
    system: [{ type: 'text', text: `You write to ${ADDRESS}.` }],
    messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: '1', name: 'send', input: { to: ADDRESS } }] }],
  };
  const messages: ChatRequest['messages'] = [
    { role: 'system', content: [text(`You write to ${ADDRESS}.`)] },
    { role: 'assistant', content: [call] },
  ];

  test('is found, and can be masked, since it leaves only as the messages have it', () => {
    const reading = read({ messages, wire });
    expect(reading?.findings).toMatchObject([{ type: 'email', count: 2 }]);
    expect(reading?.maskable).toBe(true);
  });

  test('is found where the messages lack it', () => {
    expect(read({ wire: { messages: [{ role: 'user', content: [{ type: 'unknown', data: ADDRESS }] }] } })?.findings).toMatchObject([
      { type: 'email' },
    ]);
  });

  test('cannot be masked in any other field, by itself or by its name', () => {
    expect(read({ messages, wire: { ...wire, metadata: { user_id: ADDRESS } } })?.maskable).toBe(false);
    expect(read({ wire: { vendor: { password: 'Tr0ub4dor&3xyz' } } })?.maskable).toBe(false);
  });

  test('costs a picture’s data no second search, and stays a picture', () => {
    const data = Buffer.alloc(600_000, 7).toString('base64');
    const shown = { role: 'user' as const, content: [{ type: 'image' as const, url: `data:image/png;base64,${data}` }] };
    const own = { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }] }] };
    expect(read({ messages: [shown], wire: own })).toMatchObject({ maskable: false, hasPictures: true });
  });
});
