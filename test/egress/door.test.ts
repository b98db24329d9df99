import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Network } from '../../electron/egress/connector.ts';
import { type Errand, errandTo } from '../../electron/egress/errand.ts';
import type { DoorOptions } from '../../electron/egress/options.ts';
import { objectionTo } from '../../electron/egress/permission.ts';
import { doorForTests } from '../fakes/door.ts';
import { HERE, listen } from './servers.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function door(options: Partial<DoorOptions> = {}) {
  const opened = doorForTests(options);
  closing.push(() => opened.close());
  return opened;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of body) pieces.push(bytes);
  return Buffer.concat(pieces).toString();
}

const asFar = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('the door', () => {
  test('streams an answer, with the headers asked for', async () => {
    const url = await serve((request, response) =>
      response.writeHead(206, { 'x-a': 'b' }).end(`${request.headers.range} ${request.headers['accept-encoding']}`),
    );
    const answer = await door().get(errandTo('model-download', [url]), url, { headers: { range: 'bytes=1-2' } });
    expect(answer).toMatchObject({ status: 206, headers: { 'x-a': 'b' } });
    expect(await textOf(answer.body)).toBe('bytes=1-2 identity');
  });

  test('stays shut without an errand, for a copy of one and for another host, and says so in the log', async () => {
    let asked = 0;
    const url = await serve((_, response) => response.end(String(++asked)));
    const { get, refused } = door();
    const errand = errandTo('hub-search', [url]);
    expect(await asFar(get({ ...errand }, url))).toContain('forbidden: Nobody asked');
    expect(await asFar(get(undefined as unknown as Errand, url))).toContain('forbidden');
    expect(await asFar(get(errand, 'https://example.org/'))).toBe('forbidden: Lintel was not sent to example.org.');
    expect(asked).toBe(0);
    expect(refused).toEqual([`no errand: ${new URL(url).host}`, `no errand: ${new URL(url).host}`, 'host not in errand: example.org']);
  });

  test('speaks plain http to this computer and to mirrors only', async () => {
    const { get } = door({ limits: { connectMs: 300 } });
    for (const url of ['http://example.org/', 'http://192.168.7.7/', 'ftp://example.org/'])
      expect(await asFar(get(errandTo('model-download', [url]), url))).toContain('forbidden: Lintel fetches over https only');
    expect(await asFar(get(errandTo('model-download', ['https://a:b@example.org/']), 'https://a:b@example.org/'))).toContain(
      'must not hold',
    );
    const mirror = 'http://mirror.invalid:1/';
    expect(await asFar(get(errandTo('model-download', [mirror], { mirrors: [mirror] }), mirror))).toContain('timeout');
  });

  test('follows five redirects and no more, and takes the token to no other host', async () => {
    const seen: [string, string | undefined][] = [];
    const other = await serve((request, response) => {
      seen.push(['other', request.headers.authorization]);
      response.end('there');
    });
    const url = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      seen.push(['hub', request.headers.authorization]);
      response.writeHead(302, { location: left === 0 ? other : `/${left - 1}` }).end();
    });
    const { get } = door();
    const errand = errandTo('model-download', [url], { token: 'hf_secret' });
    expect(await textOf((await get(errand, `${url}/4`)).body)).toBe('there');
    expect(seen).toEqual([...Array.from({ length: 5 }, () => ['hub', 'Bearer hf_secret']), ['other', undefined]]);
    expect(await asFar(get(errand, `${url}/900`))).toContain('redirects more than 5 times');
  });

  test('is led from outside to no near address, and from https to no http', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end());
    expect(await asFar(door().get(errandTo('model-download', [url]), url))).toContain('forbidden');

    const mirror = 'http://mirror.lan:8080/';
    const errand = errandTo('model-download', ['https://example.org/'], { mirrors: [mirror] });
    const from = new URL('https://example.org/a');
    const events = (to: string, start = from) => objectionTo(errand, new URL(to), start)?.event;
    for (const to of [
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:192.168.0.1]/',
      'https://localhost/',
      'http://127.0.0.1:1/',
      'https://0x7f.1/',
    ])
      expect(events(to), to).toBe('redirect inwards');
    expect(events('http://example.org/')).toBe('plain connection');
    expect(events(mirror)).toBe('redirect inwards');
    expect(events('https://cdn.example.org/')).toBeUndefined();
    expect(events('http://192.168.1.1/', new URL(mirror))).toBe('plain connection');
    expect(events('http://127.0.0.1:1/', new URL(mirror))).toBeUndefined();
  });

  test('looks at the addresses behind a name before it connects to them', async () => {
    let asked = 0;
    const near = await serve((_, response) => response.end(String(++asked)));
    const led = await serve((_, response) => response.writeHead(302, { location: near.replace('127.0.0.1', 'inwards.example.org') }).end());
    const mirror = near.replace('127.0.0.1', 'inwards.example.org');
    const network: Network = { lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) };
    const { get, rows } = door({ network });
    const errand = errandTo('model-download', [led, mirror], { mirrors: [mirror] });
    expect(await textOf((await get(errand, mirror)).body)).toBe('1');
    // From this computer it may lead here, from a mirror's redirect too; from the public internet never.
    expect(await textOf((await get(errand, led)).body)).toBe('2');
    expect(rows.map(({ departure }) => [departure.kind, departure.zone])).toEqual([
      ['model-download', 'cloud'],
      ['model-download', 'device'],
    ]);
  });

  test('is led by a redirect of the internet to no name that leads inwards', async () => {
    const port = await listen((request, response) => {
      if (request.url === '/there') response.end('there');
      else
        response
          .writeHead(302, { location: request.headers.host?.startsWith('provider') ? `https://${request.url?.slice(1)}` : '/' })
          .end();
    }, true);
    const network: Network = {
      ...HERE,
      lookup: (name, _options, done) => done(null, [{ address: name === 'inwards.example' ? '10.0.0.1' : '127.0.0.1', family: 4 }]),
    };
    const { get } = door({ network, limits: { connectMs: 500 } });
    const hub = `https://provider.example:${port}`;
    const errand = errandTo('model-download', [hub]);
    expect(await textOf((await get(errand, `${hub}/other.example:${port}/there`)).body)).toBe('there');
    expect(await asFar(get(errand, `${hub}/inwards.example:${port}/there`))).toContain('forbidden: inwards.example');
  });

  test('goes through the proxy that was set, which sees only the host, but not to this computer', async () => {
    const wanted: string[] = [];
    const server = createServer();
    server.on('connect', (request, socket) => {
      wanted.push(request.url ?? '');
      socket.end('HTTP/1.1 502 No\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const near = await serve((_, response) => response.end('near'));
    const { get } = door({ proxy: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    expect(await asFar(get(errandTo('hub-search', ['https://hub.invalid/']), 'https://hub.invalid/secret'))).toContain('timeout');
    expect(wanted).toEqual(['hub.invalid:443']);
    expect(await textOf((await get(errandTo('hub-search', [near]), near)).body)).toBe('near');
  });

  test('waits for no server for ever, and closes the socket on abort', async () => {
    const { get } = door({ limits: { headersMs: 300, bodyIdleMs: 300 } });
    const silent = await serve(() => {});
    expect(await asFar(get(errandTo('hub-search', [silent]), silent))).toContain('timeout');
    const stalled = await serve((_, response) => response.write('x'));
    const answer = await get(errandTo('hub-search', [stalled]), stalled);
    expect(await asFar(textOf(answer.body))).toContain('timeout');
    const closed = Promise.withResolvers<void>();
    const tcp = createTcpServer((socket) => socket.on('close', () => closed.resolve()).on('error', () => {}));
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    closing.push(() => tcp.close());
    const url = `http://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
    const stop = new AbortController();
    const asking = asFar(door().get(errandTo('hub-search', [url]), url, { signal: stop.signal }));
    setTimeout(() => stop.abort(Object.assign(new Error('enough'), { code: 'stop' })), 100);
    expect(await asking).toBe('stop: enough');
    await closed.promise;
  });
});
