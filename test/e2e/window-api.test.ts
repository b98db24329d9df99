import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LintelProcess, startLintel } from './lintel-process.ts';

let started: LintelProcess;
let cookie: string;
beforeAll(async () => {
  started = await startLintel();
  cookie = (await fetch(started.address)).headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(() => started.stop());

/** A call in these pieces, without a length, as browsers send some and programs send many. */
function call(method: string, path: string, pieces: readonly string[] = []): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'x-lintel-window': '1', 'content-type': 'application/json' };
    const sent = request(`${started.address}/ui${path}`, { method, headers }, (response) => {
      let body = '';
      response.on('data', (bytes) => (body += bytes));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

it('takes calls without a length over the wire: ask, rename, delete', async () => {
  const asked = await call('POST', '/chat', ['{"text":', '"Hello"}']);
  expect(asked.status).toBe(200);
  const { conversation } = JSON.parse(asked.body.split('\n')[0] ?? '') as { conversation: { id: string } };
  expect(await call('PATCH', `/conversations/${conversation.id}`, ['{"title"', ':"Renamed"}'])).toMatchObject({ status: 200 });
  expect(JSON.parse((await call('GET', '/conversations')).body)).toMatchObject([{ title: 'Renamed' }]);
  expect(await call('DELETE', `/conversations/${conversation.id}`)).toMatchObject({ status: 200 });
  expect((await call('GET', '/conversations')).body).toBe('[]');
});

it('stops reading a body over the limit, and goes on serving', async () => {
  const outcome = await call('POST', '/plan', ['{"text":"', 'x'.repeat(40_000_000), '"}']).then(
    ({ status }) => status,
    () => 'connection closed',
  );
  expect([413, 'connection closed']).toContain(outcome);
  expect((await call('GET', '/state')).status).toBe(200);
});
