import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsPatch } from '../../../shared/api/settings.ts';
import { HELLO, INSTANCE_TOKEN, openSubject, type Subject } from './subject.ts';

const OBSIDIAN = 'app://obsidian.md';

let subject: Subject;
let key: string;
beforeAll(async () => {
  subject = await openSubject(undefined, {}, { allowedOrigins: [OBSIDIAN, 'http://localhost:3000'] });
  key = subject.key();
});
afterAll(() => subject.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(subject.address + path, { method, headers }, (response) => {
      let read = '';
      response.on('data', (piece) => (read += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const PATHS = ['/', '/health', '/metrics', '/ui/state', '/ui/keys', '/v1/models', '/v1/chat/completions', '/api/tags', '/nothing.js'];

describe('a name that is not this computer’s', () => {
  it.each([
    'evil.example',
    'evil.example:5468',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
    '192.168.1.7',
    '[::2]',
    '2130706433',
    'localhost@evil.example',
    '127.0.0.2',
  ])('is refused as %s, on every path, by every method and with every key', async (host) => {
    for (const path of PATHS) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        for (const authorization of [`Bearer ${key}`, `Bearer ${INSTANCE_TOKEN}`]) {
          const headers = { host, authorization, origin: OBSIDIAN, 'access-control-request-method': 'POST' };
          const { status, body, headers: told } = await ask(method, path, headers);
          expect({ path, method, status }).toEqual({ path, method, status: 403 });
          expect(body).not.toMatch(/window \/|measured|"data"/);
          expect(told['access-control-allow-origin']).toBeUndefined();
        }
      }
    }
  });
});

describe('a page of another origin', () => {
  const ORIGINS = [
    'https://evil.example',
    'null',
    'file://',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://localhost:3000.evil.example',
    'app://obsidian.md.evil.example',
    'APP://OBSIDIAN.MD',
    '*',
    'http://localhost',
  ];
  it.each(ORIGINS)('is refused as %s, and told nothing that lets it read', async (origin) => {
    for (const path of PATHS) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const headers = { origin, authorization: `Bearer ${key}`, 'access-control-request-method': 'POST' };
        const answer = await ask(method, path, headers);
        expect({ path, method, status: answer.status }).toEqual({ path, method, status: 403 });
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
        expect(answer.headers['access-control-allow-headers']).toBeUndefined();
        expect(answer.headers.vary).toContain('Origin');
      }
    }
  });

  it('cannot be allowed by a wildcard, a path or no name at all', () => {
    for (const origin of [
      '*',
      'null',
      'https://*',
      'https://*.example',
      'https://a.example/',
      'https://a.example/x',
      'a.example',
      'https://',
      'https://A.example',
    ])
      expect({ origin, ok: settingsPatch.safeParse({ port: { allowedOrigins: [origin] } }).success }).toEqual({ origin, ok: false });
    for (const origin of [
      OBSIDIAN,
      'http://localhost:3000',
      'capacitor://localhost',
      'https://a.example',
      'http://[::1]:8080',
      'vscode-webview://abc1',
    ])
      expect({ origin, ok: settingsPatch.safeParse({ port: { allowedOrigins: [origin] } }).success }).toEqual({ origin, ok: true });
  });
});

describe('a page that the user named', () => {
  const preflight = { origin: OBSIDIAN, 'access-control-request-method': 'POST', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };

  it('has its preflight answered before anything else, with any header it wants to send', async () => {
    const wanted = 'authorization, content-type, x-stainless-os, x-anything.at-all';
    for (const path of ['/v1/chat/completions', '/v1/nowhere', '/api/chat', '/v1//x']) {
      const headers = { ...preflight, 'access-control-request-headers': wanted, 'access-control-request-private-network': 'true' };
      const answer = await ask('OPTIONS', path, headers);
      expect({ path, status: answer.status }).toEqual({ path, status: 204 });
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': OBSIDIAN,
        'access-control-allow-headers': wanted,
        'access-control-allow-private-network': 'true',
        vary: expect.stringContaining('Origin'),
      });
      expect(answer.headers['access-control-allow-methods']).toContain('DELETE');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('is echoed only what can be names of headers', async () => {
    for (const wanted of ['a b', 'x, *, "y"', 'é', `${'a,'.repeat(200)}b`]) {
      const answer = await ask('OPTIONS', '/v1/models', {
        ...preflight,
        'access-control-request-headers': Buffer.from(wanted).toString('latin1'),
      });
      expect(answer.headers['access-control-allow-headers']).toBeUndefined();
    }
  });

  it('needs a key all the same, and may read the answer', async () => {
    const origin = { origin: OBSIDIAN, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    const refused = await ask('GET', '/v1/models', origin);
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, OBSIDIAN]);
    const answer = await ask('POST', '/v1/chat/completions', { ...origin, authorization: `Bearer ${key}` }, JSON.stringify(HELLO));
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, OBSIDIAN]);
    const exposed = String(answer.headers['access-control-expose-headers']).split(', ');
    expect(exposed).toEqual([...new Set(exposed)]);
    expect(exposed).toEqual(
      expect.arrayContaining([
        ...['x-lintel-target', 'x-lintel-skipped', 'x-lintel-count', 'request-id', 'retry-after', 'x-ratelimit-reset-tokens'],
        ...['anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-tokens-reset'],
      ]),
    );
    const streamed = await ask(
      'POST',
      '/v1/chat/completions',
      { ...origin, authorization: `Bearer ${key}` },
      JSON.stringify({ ...HELLO, stream: true }),
    );
    expect([streamed.headers['access-control-allow-origin'], streamed.headers.vary]).toEqual([OBSIDIAN, 'Origin']);
  });

  it('gets neither the window nor its API nor the metrics, with any key and session', async () => {
    const page = await ask('GET', '/', {});
    const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
    for (const path of ['/', '/ui/state', '/ui/keys', '/metrics', '/index.js']) {
      for (const more of [{ cookie }, { authorization: `Bearer ${INSTANCE_TOKEN}` }]) {
        for (const site of ['cross-site', 'same-site', 'none']) {
          const answer = await ask('GET', path, { origin: OBSIDIAN, ...more, 'sec-fetch-site': site });
          expect({ path, status: answer.status }).toEqual({ path, status: 403 });
        }
      }
    }
  });

  it('is shut out as soon as its name is taken back', async () => {
    subject.settings = { allowedOrigins: [] };
    expect((await ask('GET', '/v1/models', { origin: OBSIDIAN, authorization: `Bearer ${key}` })).status).toBe(403);
    subject.settings = { allowedOrigins: [OBSIDIAN] };
    expect((await ask('GET', '/v1/models', { origin: OBSIDIAN, authorization: `Bearer ${key}` })).status).toBe(200);
  });
});
