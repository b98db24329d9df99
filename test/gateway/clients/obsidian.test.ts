// Plug-ins of Obsidian run in a page of its own origin: every request of theirs is asked for first, with whatever headers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSubject, type Subject } from '../security/subject.ts';

const ORIGIN = 'app://obsidian.md';
const HEADERS =
  'authorization,content-type,x-stainless-arch,x-stainless-lang,x-stainless-os,x-stainless-package-version,x-stainless-retry-count,x-stainless-runtime,x-stainless-timeout,anthropic-version,anthropic-dangerous-direct-browser-access,x-any-header-of-tomorrow';

let port: Subject;
let key: string;
beforeAll(async () => {
  port = await openSubject(undefined, {}, { allowedOrigins: [ORIGIN] });
  key = port.key();
});
afterAll(() => port.close());

const preflight = (path: string, method: string, origin = ORIGIN) =>
  fetch(port.address + path, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': HEADERS, 'sec-fetch-mode': 'cors' },
  });

test.each([
  ['/v1/chat/completions', 'POST'],
  ['/v1/messages', 'POST'],
  ['/v1/models', 'GET'],
  ['/v1/embeddings', 'POST'],
  ['/api/chat', 'POST'],
  ['/api/tags', 'GET'],
  ['/v1/responses/resp_1', 'DELETE'],
])('%s may be asked by %s, without a key yet', async (path, method) => {
  const { status, headers } = await preflight(path, method);
  expect(status).toBe(204);
  expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(headers.get('access-control-allow-methods')).toContain(method);
  expect(headers.get('access-control-allow-headers')).toBe(HEADERS);
});

test('an origin that nobody named is told nothing', async () => {
  const { status, headers } = await preflight('/v1/chat/completions', 'POST', 'app://another.app');
  expect(status).toBeGreaterThanOrEqual(400);
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test.each([
  ['an answer', {}, 200],
  ['a stream', { stream: true }, 200],
  ['a refusal', { model: 'nobody' }, 404],
])('%s can be read in the page', async (_, rest, status) => {
  const answer = await port.chat(key, rest, { origin: ORIGIN, 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site' });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
  expect(await answer.text()).not.toBe('');
});

test('so can that its key is wrong', async () => {
  const answer = await port.chat('wrong', {}, { origin: ORIGIN });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, ORIGIN]);
});
