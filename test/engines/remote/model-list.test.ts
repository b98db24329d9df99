import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readModelList } from '../../../electron/engines/remote/model-list.ts';
import { loadOf, runningAtOllama } from '../../../electron/engines/remote/published-load.ts';
import { storedList } from '../../../shared/api/providers.ts';

const SOURCE = { url: 'https://provider.example/v1/models', date: '2026-11-21' };
const listed = (json: unknown) => readModelList(JSON.stringify(json), SOURCE);

describe('a list of models', () => {
  test.each<[string, unknown, unknown]>([
    ['OpenAI’s', { object: 'list', data: [{ id: 'gpt-4o', object: 'model', owned_by: 'system' }] }, [{ id: 'gpt-4o' }]],
    [
      'OpenAI’s, with the days on which models end',
      {
        data: [
          { id: 'old', shutdown_date: '2026-12-11' },
          { id: 'new', shutdown_date: null },
          { id: 'odd', shutdown_date: '2026-02-30' },
          { id: 'odder', shutdown_date: 'soon' },
        ],
      },
      [{ id: 'old', endsOn: '2026-12-11' }, { id: 'new' }, { id: 'odd' }, { id: 'odder' }],
    ],
    [
      'vLLM’s',
      { data: [{ id: 'meta-llama/Llama-3.1-8B', max_model_len: 8192 }] },
      [{ id: 'meta-llama/Llama-3.1-8B', contextWindow: 8192 }],
    ],
    [
      'Groq’s',
      { data: [{ id: 'llama', context_window: 131072, max_completion_tokens: 32768 }] },
      [{ id: 'llama', contextWindow: 131072, maxOutputTokens: 32768 }],
    ],
    ['Anthropic’s', { data: [{ type: 'model', id: 'claude', display_name: 'Claude' }] }, [{ id: 'claude', name: 'Claude' }]],
    [
      'Google’s',
      {
        models: [
          {
            name: 'models/gemini',
            displayName: 'Gemini',
            inputTokenLimit: 1000,
            outputTokenLimit: 100,
            supportedGenerationMethods: ['generateContent'],
          },
          { name: 'models/embed', supportedGenerationMethods: ['embedContent'] },
          { name: 'models/imagen', supportedGenerationMethods: ['predict'] },
        ],
      },
      [
        { id: 'gemini', name: 'Gemini', contextWindow: 1000, maxOutputTokens: 100 },
        { id: 'embed', abilities: ['embeddings'] },
        { id: 'imagen', abilities: [] },
      ],
    ],
    [
      'Cohere’s',
      { models: [{ name: 'rerank-v3', endpoints: ['rerank'], context_length: 4096 }] },
      [{ id: 'rerank-v3', contextWindow: 4096, abilities: ['rerank'] }],
    ],
    [
      'Mistral’s',
      {
        data: [
          { id: 'small', max_context_length: 32768, capabilities: { completion_chat: true, function_calling: true, vision: false } },
          { id: 'ocr', capabilities: { completion_chat: false } },
        ],
      },
      [
        { id: 'small', contextWindow: 32768, abilities: ['chat', 'json', 'choices', 'tools'] },
        { id: 'ocr', abilities: [] },
      ],
    ],
    [
      'OpenRouter’s, with prices of today',
      {
        data: [
          {
            id: 'a/b',
            context_length: 200000,
            top_provider: { max_completion_tokens: 8000 },
            architecture: { input_modalities: ['text', 'image'] },
            supported_parameters: ['tools', 'response_format', 'reasoning'],
            pricing: { prompt: '0.0000025', completion: '0.00001', input_cache_read: '0.00000125' },
          },
          { id: 'openrouter/auto', pricing: { prompt: '-1', completion: '-1' } },
        ],
      },
      [
        {
          id: 'a/b',
          contextWindow: 200000,
          maxOutputTokens: 8000,
          abilities: ['chat', 'tools', 'json', 'reasoning', 'images'],
          price: { input: 2.5e9, output: 10e9, cachedInput: 1.25e9, source: SOURCE.url, date: SOURCE.date },
        },
        { id: 'openrouter/auto' },
      ],
    ],
    ['Together’s, which is bare', [{ id: 'a', context_length: 100 }], [{ id: 'a', contextWindow: 100 }]],
    ['Ollama’s', { models: [{ name: 'llama3.1:8b', model: 'llama3.1:8b', size: 1 }] }, [{ id: 'llama3.1:8b' }]],
    [
      'one that holds nonsense',
      { data: [null, 1, { id: 5 }, { id: '' }, { id: 'a\u0007b' }, { id: 'x'.repeat(300) }, { id: 'a', context_length: -1 }, { id: 'a' }] },
      [{ id: 'a' }],
    ],
    ['none', { error: 'no' }, undefined],
  ])('is read in the shape of %s', (_, json, models) => {
    expect(listed(json)).toEqual(models);
  });

  test('whatever a server sends, what is read can be kept, and is bounded', () => {
    const id = fc.oneof(fc.string(), fc.constantFrom('a', 'models/b'));
    const entry = fc.oneof(
      fc.record(
        {
          id,
          context_length: fc.oneof(fc.double(), fc.integer(), fc.string()),
          pricing: fc.record({ prompt: fc.string(), completion: fc.constantFrom('0.1', '1e99', '-1') }),
          display_name: fc.string(),
        },
        { requiredKeys: ['id'] },
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(entry), (data) => {
        const models = listed({ data }) ?? [];
        expect(storedList.safeParse({ at: 1, models }).success).toBe(true);
      }),
    );
    expect(listed({ data: Array.from({ length: 5000 }, (_, index) => ({ id: `m${index}` })) })).toHaveLength(2000);
    expect(readModelList('[', SOURCE)).toBeUndefined();
  });
});

describe('the load that a server publishes', () => {
  test.each([
    [
      'vllm',
      '# HELP x\nvllm:num_requests_running{engine="0",model_name="m"} 3.0\nvllm:num_requests_waiting{model_name="a b} 9"} 4.0\nvllm:num_requests_running_total 99\n',
      7,
    ],
    ['llama-server', 'llamacpp:requests_processing 1\nllamacpp:requests_deferred 2\nllamacpp:tokens_predicted_total 500\n', 3],
    ['sglang', 'sglang:num_running_reqs{model_name="m"} 5.0\nsglang:num_queue_reqs{model_name="m"} 1.0', 6],
    ['tgi', 'tgi_queue_size 2\ntgi_batch_current_size 4\n', 6],
    ['vllm', 'vllm:num_requests_running NaN\nvllm:num_requests_waiting 1e300\n', undefined],
  ])('is read of %s', (kind, text, load) => {
    expect(loadOf(text)).toEqual({ kind, ...(load === undefined ? {} : { load }) });
  });

  test('is nobody’s where no known server wrote it', () => {
    expect(loadOf('go_gc_duration_seconds 1\n')).toBeUndefined();
    expect(runningAtOllama('{"models":[{"name":"a:8b"},{"x":1}]}')).toEqual(['a:8b']);
    expect(runningAtOllama('<html>')).toBeUndefined();
  });
});
