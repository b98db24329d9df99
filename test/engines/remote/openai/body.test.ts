import { describe, expect, test } from 'vitest';
import { bodyOf } from '../../../../electron/engines/remote/openai/body.ts';
import { requestOf } from '../../../conformance/chat.ts';

const FORM = { model: 'served', limitName: 'max_tokens', asksUsage: true, masked: false } as const;
const body = (request: Parameters<typeof bodyOf>[0], form: Partial<Parameters<typeof bodyOf>[1]> = {}) =>
  JSON.parse(bodyOf(request, { ...FORM, ...form }));

describe('the body for a provider', () => {
  test('of a masked request never holds the caller’s own messages, even if they are still there', () => {
    const wire = { model: 'x', messages: [{ role: 'user', content: 'my secret' }], top_k: 3 };
    const request = requestOf('[EMAIL_1]', { dialect: 'openai-chat', wire });
    expect(body(request)).toMatchObject({ messages: wire.messages, top_k: 3 });
    expect(body(request, { masked: true })).toMatchObject({ messages: [{ role: 'user', content: '[EMAIL_1]' }], top_k: 3 });
  });

  test('lets nobody choose another model or provider', () => {
    const choosing = { models: ['other'], route: 'fallback', fallbacks: [{ model: 'other' }], provider: { order: ['other'] } };
    const wire = { model: 'x', messages: [{ role: 'user', content: 'Hello' }], top_k: 3, ...choosing };
    for (const metadata of [undefined, { lintel: {} }, { trace: '7', lintel: {} }])
      for (const masked of [false, true]) {
        const names = Object.keys(body(requestOf('Hello', { dialect: 'openai-chat', wire: { ...wire, metadata } }), { masked }));
        expect(names.filter((name) => name in choosing)).toEqual([]);
        expect(names).toContain('top_k');
      }
  });

  test('of a request that goes on with another’s answer is made of the neutral one', () => {
    const request = requestOf('Hello', { dialect: 'openai-chat', wire: {}, maxOutputTokens: 9 });
    expect(body(request)).toMatchObject({ messages: [{ role: 'user', content: 'Hello' }], max_tokens: 9 });
  });

  test('keeps what narrows who may see a prompt, and nothing that sends it elsewhere', () => {
    const provider = { order: ['other'], zdr: true, data_collection: 'deny' };
    const wire = { model: 'x', messages: [{ role: 'user', content: 'Hello' }], provider };
    expect(body(requestOf('Hello', { dialect: 'openai-chat', wire })).provider).toEqual({ zdr: true, data_collection: 'deny' });
  });

  test('of a caller’s own request has the limit that a cap gave it, and else theirs', () => {
    const wire = { model: 'x', messages: [{ role: 'user', content: 'Hello' }] };
    expect(body(requestOf('Hello', { dialect: 'openai-chat', wire }))).not.toHaveProperty('max_tokens');
    const capped = requestOf('Hello', { dialect: 'openai-chat', wire, maxOutputTokens: 4096 });
    expect(body(capped, { limitName: 'max_completion_tokens' })).toMatchObject({ max_completion_tokens: 4096 });
    const own = requestOf('Hello', { dialect: 'openai-chat', wire: { ...wire, max_tokens: 7 }, maxOutputTokens: 7 });
    expect(body(own, { limitName: 'max_completion_tokens' })).toMatchObject({ max_tokens: 7 });
    expect(body(own, { limitName: 'max_completion_tokens' })).not.toHaveProperty('max_completion_tokens');
  });

  test('tells OpenAI the hints of a request that came by another of its ways, and nobody else', () => {
    const wire = { service_tier: 'flex', prompt_cache_key: 'k', verbosity: 'low' };
    const request = requestOf('Hello', { dialect: 'openai-responses', wire });
    expect(body(request, { limitName: 'max_completion_tokens' })).toMatchObject({
      ...wire,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    for (const name of Object.keys(wire)) expect(body(request)).not.toHaveProperty(name);
    const strict = requestOf('Hello', {
      output: { type: 'json-schema', schema: {}, name: 'thing', strict: true },
      tools: [{ name: 'a', strict: true }],
    });
    expect(body(strict)).toMatchObject({
      response_format: { json_schema: { name: 'thing', strict: true } },
      tools: [{ function: { name: 'a', strict: true } }],
    });
  });

  test('says all that a neutral request can', () => {
    const request = requestOf('', {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image', url: 'data:image/png;base64,AA==' },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 'look', arguments: '{}' }] },
        {
          role: 'tool',
          content: [
            { type: 'tool-result', id: '1', text: 'a boat' },
            { type: 'tool-result', id: '2', text: 'a buoy' },
          ],
        },
      ],
      tools: [{ name: 'look', parameters: { type: 'object' } }],
      toolChoice: { name: 'look' },
      parallelToolCalls: false,
      reasoning: { enabled: true, budgetTokens: 4096 },
      choices: 2,
      logprobs: 1,
      stop: ['.'],
      output: { type: 'json-schema', schema: { type: 'object' } },
      sampling: { temperature: 0, topP: 0.5, seed: 7 },
      maxOutputTokens: 5,
    });
    expect(body(request, { limitName: 'max_completion_tokens', asksUsage: false })).toEqual({
      model: 'served',
      stream: true,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: '1', type: 'function', function: { name: 'look', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: '1', content: 'a boat' },
        { role: 'tool', tool_call_id: '2', content: 'a buoy' },
      ],
      tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }],
      tool_choice: { type: 'function', function: { name: 'look' } },
      parallel_tool_calls: false,
      reasoning_effort: 'medium',
      n: 2,
      logprobs: true,
      top_logprobs: 1,
      stop: ['.'],
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
      temperature: 0,
      top_p: 0.5,
      seed: 7,
      max_completion_tokens: 5,
    });
  });
});
