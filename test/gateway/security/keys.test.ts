import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../../electron/gateway/endpoints.ts';
import { openSubject, type Subject } from './subject.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;
const PATHS = [...new Set(ENDPOINTS.map(({ path }) => path.replaceAll(/[:*]\w+/g, 'some-id')))];

let subject: Subject;
let live: string;
let revoked: string;
let expired: string;
beforeAll(async () => {
  subject = await openSubject();
  live = subject.key();
  const ended = subject.keys.create({ name: 'gone', tags: [] });
  subject.keys.revoke(ended.id);
  revoked = ended.key;
  expired = subject.key({ expiresAt: Date.now() - 1 });
});
afterAll(() => subject.close());

function ask(method: string, path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(subject.address + path, { method, headers }, (response) => {
      let body = '';
      response.on('data', (piece) => (body += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end(['POST', 'PUT', 'PATCH'].includes(method) ? '{}' : undefined);
  });
}

describe('every endpoint by every method', () => {
  const refused: readonly (readonly [string, () => { headers?: Record<string, string>; query?: string }])[] = [
    ['no key', () => ({})],
    ['a key that nobody made', () => ({ headers: { authorization: 'Bearer lintel-nobody' } })],
    ['half a key', () => ({ headers: { authorization: `Bearer ${live.slice(0, -1)}` } })],
    ['a key and more', () => ({ headers: { authorization: `Bearer ${live}x` } })],
    ['a revoked key', () => ({ headers: { authorization: `Bearer ${revoked}` } })],
    ['an expired key', () => ({ headers: { authorization: `Bearer ${expired}` } })],
    ['a revoked key as x-api-key', () => ({ headers: { 'x-api-key': revoked } })],
    ['a live key as a password', () => ({ headers: { authorization: `Basic ${Buffer.from(`user:${live}`).toString('base64')}` } })],
    ['a live key in a cookie', () => ({ headers: { cookie: `key=${live}` } })],
    ['a live key in the address', () => ({ query: `?key=${live}` })],
    ['a live key in the address and in a header', () => ({ headers: { authorization: `Bearer ${live}` }, query: `?api_key=${live}` })],
    ['the window’s own token', () => ({ headers: { authorization: 'Bearer instance-token' } })],
  ];

  it.each(refused)('refuses %s, with a sentence and without a word of what it holds', async (_name, given) => {
    for (const path of PATHS) {
      for (const method of METHODS) {
        const { headers = {}, query = '' } = given();
        const { status, body } = await ask(method, path + query, headers);
        expect({ method, path, status }).toEqual({ method, path, status: 401 });
        expect(body).not.toContain(live);
        expect(body).not.toContain('"data"');
        if (method !== 'HEAD') expect(body).toMatch(/key/i);
      }
    }
  });

  it.each([
    ['a bearer', () => ({ authorization: `Bearer ${live}` })],
    ['a bearer in another case', () => ({ authorization: `bearer ${live}` })],
    ['x-api-key', () => ({ 'x-api-key': live })],
    ['x-goog-api-key', () => ({ 'x-goog-api-key': live })],
    ['one of two that is live', () => ({ authorization: 'Bearer something-else', 'x-api-key': live })],
  ])('takes a live key as %s', async (_name, headers) => {
    for (const path of PATHS) {
      for (const method of METHODS) {
        const { status } = await ask(method, path, headers());
        // Here is nothing to manage, which these say.
        const isManaging = path === '/api/pull' || path === '/api/delete';
        const isRefused = status === 401 || (status === 403 && !isManaging) || status >= 500;
        expect({ method, path, refused: isRefused }).toEqual({ method, path, refused: false });
      }
    }
  });

  it('answers what is no endpoint with 404 in JSON, and changes nothing by GET', async () => {
    const before = subject.keys.list().map(({ lastUsedAt: _, ...key }) => key);
    for (const path of ['/v1/nowhere', '/v1', '/v1/keys', '/v1/models/a/delete', '/v1/chat/completions/x']) {
      const { status, body } = await ask('GET', path, { authorization: `Bearer ${live}` });
      expect({ path, status }).toEqual({ path, status: 404 });
      expect(JSON.parse(body)).toMatchObject({ error: { message: expect.any(String) } });
    }
    expect(subject.keys.list().map(({ lastUsedAt: _, ...key }) => key)).toEqual(before);
  });
});

describe('how a key is looked up', () => {
  it('goes by its hash alone, which is compared in constant time: nothing kept begins as a key does', async () => {
    const { readFileSync } = await import('node:fs');
    const { handle } = (await import('../../../electron/ledger/database.ts')).openDatabase(subject.file, { repair: false });
    const rows = handle.prepare('SELECT * FROM keys').all();
    handle.close();
    for (const bytes of [readFileSync(subject.file), readFileSync(`${subject.file}-wal`)]) {
      expect(bytes.includes(Buffer.from(live))).toBe(false);
      expect(bytes.includes(Buffer.from(live.slice('lintel-'.length, 24)))).toBe(false);
    }
    for (const row of rows) expect((row.hash as Uint8Array).length).toBe(32);
    // Keys that share all but their last character share nothing of what is compared.
    const { createHash } = await import('node:crypto');
    const hash = (key: string) => createHash('sha256').update(key).digest();
    const [one, other] = [hash(live), hash(`${live.slice(0, -1)}~`)];
    expect(one.filter((byte, at) => byte === other[at]).length).toBeLessThan(8);
  });
});
