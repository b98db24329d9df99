import { connect } from 'node:net';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../../electron/gateway/endpoints.ts';
import { fakePorts, target } from '../../fakes/ports.ts';
import { KEY, openPort, type Port } from '../port-for.ts';

let port: Port;
beforeAll(async () => {
  port = await openPort(fakePorts([target('a')]));
});
afterAll(() => port.close());

const hello = { model: 'auto', messages: [{ role: 'user', content: 'Hello' }] };

describe('paths that clients get wrong', () => {
  it.each([
    '/chat/completions',
    '/v1/v1/chat/completions',
    '/api/v1/chat/completions',
    '/openai/v1/chat/completions',
    '/api/chat/completions',
    '//v1/chat/completions',
    '/v1//chat/completions',
    '/v1/chat/completions/',
    '/v1/openai/v1/chat/completions',
  ])('%s is /v1/chat/completions', async (path) => {
    const response = await port.post(path, hello);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ object: 'chat.completion' });
  });

  it.each(['/v1/api/chat', '/api/api/chat', '/ollama/api/chat', '//api/chat'])('%s is /api/chat', async (path) => {
    const response = await port.post(path, { ...hello, stream: false });
    expect(await response.json()).toMatchObject({ done: true });
  });

  it.each(['/models', '/v1/v1/models', '/api/v1/models', '/api/models', '//v1/models', '/models/'])('%s is /v1/models', async (path) => {
    expect(await (await port.get(path)).json()).toMatchObject({ object: 'list' });
  });

  it('base addresses of every kind serve the official client', async () => {
    for (const base of ['', '/', '/v1', '/v1/', '/v1/v1', '/api/v1/', '/openai/v1']) {
      const openai = new OpenAI({ baseURL: port.address + base, apiKey: KEY, maxRetries: 0 });
      const answer = await openai.chat.completions.create({ model: 'auto', messages: [{ role: 'user', content: 'x' }] });
      expect(answer.object).toBe('chat.completion');
    }
  });

  it('every endpoint below /v1 is there without it', () => {
    // The shortest spelling must not be another endpoint's.
    const bare = ENDPOINTS.filter(({ path }) => path.startsWith('/v1/')).map(({ method, path }) => `${method} ${path.slice(3)}`);
    const own = new Set(ENDPOINTS.map(({ method, path }) => `${method} ${path}`));
    expect(bare.filter((each) => own.has(each))).toEqual([]);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/v1/nowhere', 'openai'],
    ['POST', '/v1/nowhere', 'openai'],
    ['POST', '/nowhere', 'openai'],
    ['GET', '/nowhere', 'openai'],
    ['GET', '/v1', 'openai'],
    ['POST', '/api/nowhere', 'ollama'],
    ['POST', '/api/event_logging/batch', 'ollama'],
    ['GET', '/v1/v1/v1/v1/v1/v1/models', 'openai'],
    ['PUT', '/v2/nowhere', 'openai'],
  ])('%s %s is a JSON 404 in %s’s words, and never the window’s page', async (method, path, speech) => {
    const response = method === 'GET' ? await port.get(path) : await port.post(path, {}, method);
    const body = await response.json();
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
    if (speech === 'ollama') expect(body).toEqual({ error: expect.any(String) });
    else expect(body).toMatchObject({ error: { message: expect.any(String), code: 'not_found' } });
  });

  it.each([
    ['GET', '/v1/chat/completions', 'POST', 'openai'],
    ['POST', '/v1/models', 'GET, HEAD', 'openai'],
    ['DELETE', '/v1/embeddings', 'POST', 'openai'],
    ['GET', '/api/chat', 'POST', 'ollama'],
    ['POST', '/api/delete', 'DELETE', 'ollama'],
    ['PUT', '/chat/completions', 'POST', 'openai'],
  ])('%s %s is a 405 that allows %s', async (method, path, allow, speech) => {
    const response = method === 'GET' ? await port.get(path) : await port.post(path, {}, method);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    const { error } = await response.json();
    expect(typeof error).toBe(speech === 'ollama' ? 'string' : 'object');
  });

  it.each(['/ui//state', '//ui/state', '/ui%2fstate', '/%75i/state', '/v1/%6dodels', '/x/../v1/models', '/v1/./models', '/v1/models/..'])(
    'the spelling %s is refused',
    async (path) => {
      const { port: number } = new URL(port.address);
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(number), '127.0.0.1', () =>
          socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${KEY}\r\nConnection: close\r\n\r\n`),
        );
        let text = '';
        socket.on('data', (piece) => (text += piece));
        socket.on('close', () => resolve(text));
        socket.on('error', reject);
      });
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).not.toContain('window /');
    },
  );
});

describe('GET /', () => {
  it('tells clients of Ollama that it runs, and shows a browser the window', async () => {
    const words = await fetch(`${port.address}/`);
    expect(await words.text()).toBe('Ollama is running');
    expect(words.headers.get('content-type')).toContain('text/plain');
    const head = await fetch(`${port.address}/`, { method: 'HEAD' });
    expect({ status: head.status, body: await head.text() }).toEqual({ status: 200, body: '' });
    const page = await fetch(`${port.address}/`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect(await page.text()).toBe('window /');
    expect(page.headers.get('set-cookie')).toContain('HttpOnly');
  });
});
