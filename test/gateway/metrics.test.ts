import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { MetricsText } from '../../electron/gateway/metrics.ts';
import { type Gateway, openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import { createCounts } from '../../electron/telemetry/counts.ts';
import { PROMETHEUS_TYPE, prometheusText } from '../../electron/telemetry/prometheus.ts';
import { fakePorts } from '../fakes/ports.ts';
import { A_SEEN } from '../telemetry/requests.ts';

const KEY = ['lintel', 'all', 'models'].join('-');
const NARROW = ['lintel', 'some', 'models'].join('-');
const TOKEN = ['instance', 'token'].join('-');
let gateway: Gateway | undefined;
afterEach(() => gateway?.close());

async function open(metrics?: MetricsText): Promise<string> {
  const apps = new Map([
    [KEY, { id: 'app-1', tags: [] }],
    [NARROW, { id: 'app-2', tags: [], allowed: ['near/*'] }],
  ]);
  gateway = await openGateway(
    {
      ...{ ports: fakePorts([]), session: createSession(TOKEN), version: '0.0.0', bodyLimit: 1024 },
      ...(metrics === undefined ? {} : { metrics }),
      findApp: (key) => apps.get(key),
      refreshModels: async () => {},
      window: async () => new Response(''),
      onFault: () => {},
    },
    0,
  );
  return gateway.address;
}

const counts = createCounts(() => 'far');
counts.add(A_SEEN);
counts.add({ ...A_SEEN, target: { id: 'near/two', zone: 'lan' } });
const text: MetricsText = (mayName) => ({ type: PROMETHEUS_TYPE, text: prometheusText(counts.read(), mayName) });
const ask = (address: string, headers: Record<string, string>, method = 'GET') => fetch(`${address}/metrics`, { method, headers });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** The status for a request with headers that `fetch` will not send. */
const statusOf = (address: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    httpRequest(`${address}/metrics`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });

describe('/metrics', () => {
  it('is Prometheus’s text for a key, the instance token, and the window’s session', async () => {
    const address = await open(text);
    for (const key of [KEY, TOKEN]) {
      const answer = await ask(address, bearer(key));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
      const body = await answer.text();
      expect(body).toContain('lintel_cost_nanodollars_total{zone="cloud",target="far/one"} 1234\n');
    }
    const cookie = ((await fetch(address)).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await ask(address, { cookie })).status).toBe(200);
    const head = await ask(address, bearer(KEY), 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('shows a key for some models the series of those alone', async () => {
    const body = await (await ask(await open(text), bearer(NARROW))).text();
    expect(body).toContain('target="near/two"');
    expect(body).not.toContain('far/one');
  });

  it('is refused without a key, to web pages, with another method, and is not there where nothing is measured', async () => {
    const address = await open(text);
    expect((await ask(address, {})).status).toBe(401);
    expect((await ask(address, bearer('nobody'))).status).toBe(401);
    expect((await ask(address, bearer(KEY), 'POST')).status).toBe(404);
    expect(await statusOf(address, { ...bearer(KEY), host: 'attacker.example' })).toBe(403);
    expect(await statusOf(address, { ...bearer(KEY), 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' })).toBe(403);
    await gateway?.close();
    expect((await ask(await open(), bearer(KEY))).status).toBe(404);
  });
});
