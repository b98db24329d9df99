/** The shape of a request as Claude Code sends it for a turn: headers, and a body with all fields it has. */
export const HEADERS = {
  authorization: 'Bearer key',
  'content-type': 'application/json',
  accept: 'application/json',
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27,prompt-caching-scope-2026-01-05',
  'anthropic-dangerous-direct-browser-access': 'true',
  'user-agent': 'claude-cli/2.1.17 (external, cli)',
  'x-app': 'cli',
  'x-stainless-lang': 'js',
  'x-stainless-retry-count': '0',
  'x-stainless-timeout': '600',
};

const ephemeral = { type: 'ephemeral', ttl: '1h' };

/** @param billing what changes from one request to the next */
export const turn = (model: string, billing = 'a1b') => ({
  model,
  max_tokens: 32_000,
  stream: true,
  temperature: 1,
  metadata: {
    user_id: JSON.stringify({ device_id: '0'.repeat(64), account_uuid: '', session_id: '7d1c0b0a-0f7e-4c8d-9c55-000000000001' }),
  },
  thinking: { type: 'adaptive' },
  output_config: { effort: 'medium' },
  context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
  system: [
    { type: 'text', text: `x-anthropic-billing-header: cc_version=2.1.17.${billing}; cc_entrypoint=cli; cch=${billing};` },
    { type: 'text', text: 'You are a coding agent.', cache_control: ephemeral },
    { type: 'text', text: '# Doing tasks\nRead before you write.', cache_control: { ...ephemeral, scope: 'global' } },
  ],
  tools: [
    {
      name: 'Read',
      description: 'Reads a file.',
      input_schema: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: { file_path: { type: 'string' }, limit: { type: 'integer', exclusiveMinimum: 0 } },
        required: ['file_path'],
        additionalProperties: false,
      },
      eager_input_streaming: true,
    },
    {
      name: 'ToolSearch',
      description: 'Finds tools.',
      input_schema: { type: 'object', properties: {} },
      defer_loading: true,
      cache_control: ephemeral,
    },
  ],
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: '<system-reminder>\nThe day is a Saturday.\n</system-reminder>\n' },
        { type: 'text', text: 'What is in the picture?', cache_control: ephemeral },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'I read both.', signature: '' },
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 'toolu_01', name: 'Read', input: { file_path: '/a.png' } },
        { type: 'tool_use', id: 'toolu_02', name: 'Read', input: { file_path: '/b.txt' } },
      ],
    },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'toolu_01',
          content: [
            { type: 'text', text: 'A picture:' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
          ],
        },
        { type: 'tool_result', tool_use_id: 'toolu_02', content: 'No such file.', is_error: true },
        { type: 'text', text: '<system-reminder>\nBe brief.\n</system-reminder>', cache_control: ephemeral },
      ],
    },
  ],
});

/** The first thing it asks: whether the account has anything left. */
export const quota = (model: string) => ({
  model,
  max_tokens: 1,
  messages: [{ role: 'user', content: 'quota' }],
  metadata: { user_id: 'u' },
});
