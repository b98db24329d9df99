import type { ServerResponse } from 'node:http';
import type { StubCloud } from './cloud.ts';

const json = (response: ServerResponse, body: unknown) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const GIB = 2 ** 30;

/** What costs nothing to ask: lists of models, health, load. */
export function free({ models, ends, load }: StubCloud, path: string, response: ServerResponse): unknown {
  const { running, waiting, cacheUsed } = load;
  if (path.endsWith('/api/v0/models'))
    return json(response, {
      object: 'list',
      data: models.map((id) => ({
        id,
        object: 'model',
        type: 'llm',
        publisher: 'somebody',
        arch: 'qwen2',
        compatibility_type: 'gguf',
        quantization: 'Q4_K_M',
        state: 'loaded',
        max_context_length: 32_768,
        loaded_context_length: 8192,
        capabilities: ['tool_use'],
      })),
    });
  if (path.endsWith('/models'))
    return json(response, {
      object: 'list',
      data: models.map((id) => ({
        ...(ends[id] === undefined ? {} : { shutdown_date: ends[id] }),
        id,
        object: 'model',
        created: 1_767_225_600,
        owned_by: 'stub',
        max_model_len: 8192,
        context_length: 8192,
        meta: { n_ctx_train: 8192, n_params: 7_615_616_512, size: 4 * GIB },
      })),
    });
  if (path === '/health') return json(response, { status: 'ok' });
  if (path === '/api/version') return json(response, { version: '0.12.3' });
  if (path === '/api/tags')
    return json(response, {
      models: models.map((name) => ({
        name,
        model: name,
        modified_at: '2026-01-01T00:00:00Z',
        size: 4 * GIB,
        digest: '0'.repeat(64),
        details: { format: 'gguf', family: 'llama', parameter_size: '3.2B', quantization_level: 'Q4_K_M' },
      })),
    });
  if (path === '/api/ps')
    return json(response, {
      models: models.slice(0, running).map((name) => ({
        name,
        model: name,
        size: 4 * GIB,
        size_vram: 4 * GIB,
        expires_at: '2026-01-01T00:05:00Z',
        context_length: 8192,
      })),
    });
  if (path === '/props')
    return json(response, { total_slots: 4, model_path: '/models/stub.gguf', default_generation_settings: { n_ctx: 8192 } });
  if (path === '/slots')
    return json(
      response,
      Array.from({ length: 4 }, (_, id) => ({ id, is_processing: id < running, n_ctx: 2048 })),
    );
  if (path === '/metrics') return response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics());
  return response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Not Found","type":"not_found_error"}}');

  /** What vLLM and llama-server publish, one after the other. */
  function metrics(): string {
    return [
      '# HELP vllm:num_requests_running Number of requests in model execution batches.',
      '# TYPE vllm:num_requests_running gauge',
      `vllm:num_requests_running{engine="0",model_name="stub"} ${running}.0`,
      '# TYPE vllm:num_requests_waiting gauge',
      `vllm:num_requests_waiting{engine="0",model_name="stub"} ${waiting}.0`,
      '# TYPE vllm:kv_cache_usage_perc gauge',
      `vllm:kv_cache_usage_perc{engine="0",model_name="stub"} ${cacheUsed}`,
      '# TYPE llamacpp:requests_processing gauge',
      `llamacpp:requests_processing ${running}`,
      '# TYPE llamacpp:requests_deferred gauge',
      `llamacpp:requests_deferred ${waiting}`,
      '',
    ].join('\n');
  }
}
