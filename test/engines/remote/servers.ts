import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What a server answers to a path: JSON, text, or a status. */
export type Pages = Readonly<Record<string, unknown>>;

/** A server of models on this computer that publishes these pages and nothing else; counts what it was asked. */
export async function serve(pages: Pages, isAllowed: (request: IncomingMessage) => boolean = () => true, host = '127.0.0.1') {
  const asked: string[] = [];
  const keys: (string | undefined)[] = [];
  const live: Record<string, unknown> = { ...pages };
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    asked.push(`${request.method} ${path}`);
    keys.push(request.headers.authorization);
    const page = live[path];
    if (!isAllowed(request)) return response.writeHead(401).end('{"error":"no"}');
    if (page === undefined) return response.writeHead(404, { 'content-type': 'application/json' }).end('{"detail":"Not Found"}');
    if (typeof page === 'number') return response.writeHead(page).end();
    if (typeof page === 'function') return (page as (answer: typeof response) => void)(response);
    return response.end(typeof page === 'string' ? page : JSON.stringify(page));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closing.push(close);
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://${host}:${port}`, asked, keys, live, close };
}

/** What known servers publish, as their documentation has it. */
export const VLLM: Pages = {
  '/v1/models': {
    object: 'list',
    data: [{ id: 'meta-llama/Llama-3.1-8B-Instruct', object: 'model', owned_by: 'vllm', max_model_len: 32768 }],
  },
  '/version': { version: '0.11.0' },
  '/metrics':
    '# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 3.0\nvllm:num_requests_waiting{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 2.0\n',
  '/health': '',
};

export const LLAMA_SERVER: Pages = {
  '/v1/models': { object: 'list', data: [{ id: 'qwen3-4b', object: 'model', owned_by: 'llamacpp', meta: { n_ctx_train: 262144 } }] },
  '/props': { default_generation_settings: { n_ctx: 8192 }, total_slots: 4, modalities: { vision: true }, build_info: 'b6500' },
  '/metrics': 'llamacpp:requests_processing 1\nllamacpp:requests_deferred 0\n',
  '/health': { status: 'ok' },
};

export const OLLAMA: Pages = {
  '/v1/models': { object: 'list', data: [{ id: 'llama3.1:8b', object: 'model', owned_by: 'library' }] },
  '/api/version': { version: '0.12.3' },
  '/api/tags': { models: [{ name: 'llama3.1:8b' }] },
  '/api/ps': { models: [{ name: 'llama3.1:8b', context_length: 4096 }] },
};

export const LM_STUDIO: Pages = {
  '/v1/models': { object: 'list', data: [{ id: 'qwen3-8b', object: 'model', owned_by: 'organization_owner' }] },
};

export const TGI: Pages = {
  '/v1/models': { object: 'list', data: [{ id: 'teknium/OpenHermes', object: 'model', owned_by: 'teknium/OpenHermes' }] },
  '/info': { model_id: 'teknium/OpenHermes', version: '3.3.6' },
  '/metrics': '# TYPE tgi_queue_size gauge\ntgi_queue_size 1\ntgi_batch_current_size 2\n',
};

export const SGLANG: Pages = {
  '/v1/models': { object: 'list', data: [{ id: 'Qwen/Qwen3-8B', object: 'model', owned_by: 'sglang', max_model_len: 40960 }] },
};

export const RAY_SERVE: Pages = {
  '/v1/models': {
    object: 'list',
    data: [{ id: 'qwen-0.5b', object: 'model', owned_by: 'organization-owner', rayllm_metadata: { id: 'qwen-0.5b' } }],
  },
};
