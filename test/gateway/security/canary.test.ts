import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../electron/platform/clock.ts';
import { remoteEngine, TARGET } from '../../engines/remote/openai/remote.ts';
import { fakePorts, target } from '../../fakes/ports.ts';
import type { StubCloud } from '../../stub-cloud/cloud.ts';
import { openSubject, type Subject } from './subject.ts';

const UPSTREAM_KEY = ['sk', 'canary', 'of', 'the', 'provider', '0123456789abcdef'].join('-');

/** A provider that says back, in every place it has, all that it was sent. */
const visits: { headers: IncomingHttpHeaders; path: string; body: string }[] = [];
let status = 200;
const provider = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  visits.push({ headers: request.headers, path: request.url ?? '', body });
  const echo = JSON.stringify(request.headers);
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-echo': request.headers.authorization ?? '',
    'www-authenticate': `Bearer realm="${request.headers.authorization}"`,
    'set-cookie': `key=${request.headers.authorization}`,
    location: `/?key=${request.headers.authorization}`,
  });
  const message = { role: 'assistant', content: 'Good day' };
  response.end(
    status === 200
      ? JSON.stringify({
          id: 'x',
          object: 'chat.completion',
          created: 1,
          model: 'm',
          choices: [{ index: 0, message, finish_reason: 'stop' }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        })
      : JSON.stringify({
          error: {
            message: `Wrong key ${request.headers.authorization}: ${echo}`,
            type: echo,
            code: request.headers.authorization,
            param: echo,
          },
        }),
  );
});

let subject: Subject;
let key: string;
let door: ReturnType<typeof remoteEngine>['door'];
beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const cloud = { address: `http://127.0.0.1:${(provider.address() as AddressInfo).port}` } as StubCloud;
  const remote = remoteEngine(cloud, 'model', { zone: 'cloud', keys: [{ id: 'one', secret: UPSTREAM_KEY }] });
  door = remote.door;
  const ports = fakePorts([target(TARGET, { zone: 'cloud', loaded: true, contextWindow: 100_000 })], { [TARGET]: remote.engine });
  subject = await openSubject({ ...ports, clock: createClock() }, {}, { keepBodies: true });
  key = subject.key();
});
afterAll(async () => {
  await subject.close();
  door.close();
  provider.close();
});

describe('keys', () => {
  it('of apps never reach a provider, however they are given; its own does', async () => {
    status = 200;
    const given: Record<string, string>[] = [
      { authorization: `Bearer ${key}` },
      { authorization: '', 'x-api-key': key },
      { authorization: '', 'x-goog-api-key': key },
      {
        authorization: `Bearer ${key}`,
        'x-api-key': key,
        cookie: `lintel=${key}`,
        'openai-organization': key,
        'x-custom': key,
        'user-agent': key,
      },
    ];
    for (const headers of given) {
      for (const stream of [false, true]) {
        const response = await subject.chat(key, { stream, model: TARGET, vendor: 1 }, headers);
        expect(response.status).toBe(200);
        await response.text();
      }
    }
    expect(visits.length).toBe(given.length * 2);
    for (const visit of visits) {
      expect(JSON.stringify(visit)).not.toContain(key);
      expect(visit.headers.authorization).toBe(`Bearer ${UPSTREAM_KEY}`);
    }
  });

  it.each([200, 400, 401, 403, 404, 429, 500])(
    'of providers never reach an app, nor what is kept of its requests (status %i)',
    async (answered) => {
      status = answered;
      for (const stream of [false, true]) {
        const response = await subject.chat(key, { model: TARGET, stream });
        const told = JSON.stringify([[...response.headers], await response.text()]);
        expect(told).not.toContain('canary');
        expect(told).not.toContain(key);
      }
      const kept = JSON.stringify(subject.gateway.inspector.list());
      expect([kept.includes('canary'), kept.includes(key)]).toEqual([false, false]);
      expect(JSON.stringify(subject.faults)).not.toContain('canary');
    },
  );
});
