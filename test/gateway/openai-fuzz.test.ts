import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { able, finish, openPort, start, text } from './openai-responses/port.ts';
import { documentedFields } from './sdk-fields.ts';

let port: Awaited<ReturnType<typeof openPort>>;
beforeAll(async () => {
  port = await openPort([able('plain')], { plain: [start, text('Hello'), finish] });
});
afterAll(() => port.close());

const ITEM_FIELDS = [
  'type',
  'role',
  'content',
  'call_id',
  'name',
  'arguments',
  'output',
  'id',
  'input',
  'summary',
  'function',
  'custom',
  'format',
  'text',
];
const WORDS = [
  'message',
  'function',
  'custom',
  'function_call',
  'reasoning',
  'item_reference',
  'namespace',
  'user',
  'assistant',
  'tool',
  'plain',
  'allowed_tools',
];

/** Values of the wrong kind, and of nearly the right one. */
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, '', 0, -1, 1.5, 1e300, [], {}, ...WORDS),
    fc.string({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...ITEM_FIELDS), tie('value'), { maxKeys: 5 }),
  ),
})).value;

it.each([
  ['/v1/responses', documentedFields('responses/responses.d.ts', 'ResponseCreateParamsBase'), { input: 'Hi' }],
  ['/v1/responses/input_tokens', documentedFields('responses/input-tokens.d.ts', 'InputTokenCountParams'), { input: 'Hi' }],
  ['/v1/completions', documentedFields('completions.d.ts', 'CompletionCreateParamsBase'), { prompt: 'Hi' }],
  [
    '/v1/chat/completions',
    documentedFields('chat/completions/completions.d.ts', 'ChatCompletionCreateParamsBase'),
    { messages: [{ role: 'user', content: 'Hi' }] },
  ],
])('%s answers anything without a fault of its own', async (path, fields, rest) => {
  const body = fc.dictionary(fc.constantFrom(...fields.filter((field) => field !== 'stream')), value, { maxKeys: 3 });
  await fc.assert(
    fc.asyncProperty(body, async (given) => {
      const { status } = await port.post(path, { model: 'plain', ...rest, ...given });
      expect(status, JSON.stringify(given)).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
  expect(port.faults).toEqual([]);
});
