import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { objectionToPlace, reachOf } from '../../electron/egress/place.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { Permit } from '../../shared/routing/permit.ts';
import { memoryRecord } from '../fakes/door.ts';
import { CERTIFICATE } from './certificate.ts';
import { asFar, door, HERE, listen, listenBare, permitFor, textOf } from './servers.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const post = (url: string, body: string | Uint8Array | AsyncIterable<Uint8Array> = 'hello') => ({
  url,
  method: 'POST' as const,
  headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
  body,
});
const place = (zone: Zone, ...origins: string[]) => ({ name: 'The provider', zone, origins });

describe('sending', () => {
  test('takes a permit’s prompt to its target, and puts down what left', async () => {
    const seen: unknown[] = [];
    const port = await listen(async (request, response) => {
      seen.push([request.method, request.url, request.headers.authorization, request.headers.host, await textOf(request)]);
      response.writeHead(200, { 'x-a': 'b' }).end('answer');
    }, true);
    const origin = `https://provider.example:${port}`;
    const { send, rows } = door({ far: place('cloud', origin) });
    const findings = [
      { type: 'iban', count: 2 },
      { type: 'own-term', tag: 'a', count: 1 },
      { type: 'own-term', tag: 'b', count: 1 },
    ] as const;
    const ceiling = { zone: 'cloud', because: [], lowered: { from: 'device' } } as never;
    const answer = await send(permitFor('far', 'cloud', { findings, ceiling, masked: true }), post(`${origin}/v1/chat?x=1`, '{"a":"ü"}'));
    expect([answer.status, answer.headers['x-a'], await textOf(answer.body)]).toEqual([200, 'b', 'answer']);
    expect(seen).toEqual([['POST', '/v1/chat?x=1', 'Bearer key', `provider.example:${port}`, '{"a":"ü"}']]);
    expect(rows).toEqual([
      {
        departure: {
          kind: 'prompt',
          requestId: 'request-1',
          targetId: 'far',
          targetName: 'The provider',
          host: `provider.example:${port}`,
          zone: 'cloud',
          permit: 'request-1/1',
          masked: true,
          findings: { iban: 2, 'own-term': 2 },
          loweredFrom: 'device',
          sha256: sha256('{"a":"ü"}'),
        },
        text: '{"a":"ü"}',
        ending: { outcome: 'sent', bytesOut: 10, bytesIn: 6 },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('Bearer');
  });

  test('hashes and counts a body that is made on the way, large or small, and keeps connections', async () => {
    const sockets = new Set<Socket>();
    const port = await listen(async (request, response) => {
      sockets.add(request.socket);
      response.end(String((await textOf(request)).length));
    }, true);
    const origin = `https://provider.example:${port}`;
    const { send, rows } = door({ far: place('cloud', origin) });
    const permit = permitFor('far', 'cloud');
    async function* pieces() {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    }
    expect(await textOf((await send(permit, post(origin, pieces()))).body)).toBe('7');
    const large = 'x'.repeat(1_000_003);
    expect(await textOf((await send(permit, post(origin, large))).body)).toBe('1000003');
    expect(await textOf((await send(permit, { url: origin, method: 'GET', headers: {} })).body)).toBe('0');
    expect(sockets.size).toBeLessThan(3);
    expect(rows.map(({ departure, ending, text }) => [departure.sha256, ending?.sha256, ending?.bytesOut, text?.length])).toEqual([
      [undefined, sha256('one two'), 7, 7],
      [sha256(large), undefined, 1_000_003, 1_000_003],
      [sha256(''), undefined, 0, 0],
    ]);
  });

  test('stays shut without a genuine permit, and puts that down in both logs', async () => {
    const { send, rows, refused } = door({ far: place('cloud', 'https://provider.example') });
    const genuine = permitFor('far', 'cloud');
    for (const forged of [undefined, null, 'far', {}, { ...genuine }, Object.create(genuine)])
      expect(await asFar(send(forged as Permit, post('https://provider.example/')))).toBe(
        'forbidden: Nobody permitted Lintel to send this to provider.example.',
      );
    expect(new Set(refused)).toEqual(new Set(['no permit: provider.example']));
    expect(rows).toHaveLength(6);
    expect(rows[0]).toMatchObject({ departure: { kind: 'prompt', zone: 'cloud' }, ending: { outcome: 'refused' } });
  });

  test.each<[zone: Zone, origin: string, url: string, event: string]>([
    ['cloud', 'https://provider.example', 'https://other.example/', 'host not the target’s'],
    ['cloud', 'https://provider.example', 'https://provider.example:444/', 'host not the target’s'],
    ['cloud', 'https://provider.example', 'https://provider.example./', 'host not the target’s'],
    ['cloud', 'https://provider.example', 'http://provider.example/', 'host not the target’s'],
    ['cloud', 'https://provider.example', 'https://me:secret@provider.example/', 'address with a password'],
    ['cloud', 'http://provider.example', 'http://provider.example/', 'plain connection'],
    ['trusted', 'http://provider.example', 'http://provider.example/', 'plain connection'],
    ['lan', 'ftp://box.lan', 'ftp://box.lan/', 'plain connection'],
    ['cloud', 'https://169.254.169.254', 'https://169.254.169.254/', 'near address for a far place'],
    ['cloud', 'http://169.254.169.254', 'http://169.254.169.254/', 'plain connection'],
    ['cloud', 'https://100.64.0.1', 'https://100.64.0.1/', 'near address for a far place'],
    ['cloud', 'https://0.0.0.0', 'https://0.0.0.0/', 'near address for a far place'],
    ['cloud', 'http://93.184.216.34', 'http://93.184.216.34/', 'plain connection'],
    ['trusted', 'https://169.254.169.254', 'https://169.254.169.254/', 'near address for a far place'],
    ['cloud', 'https://a.localhost', 'https://a.localhost/', 'near address for a far place'],
    ['cloud', 'https://nas', 'https://nas/', 'near address for a far place'],
    ['cloud', 'https://metadata.google.internal', 'https://metadata.google.internal/', 'near address for a far place'],
    ['device', 'http://192.168.0.1', 'http://192.168.0.1/', 'far address for this device'],
    ['device', 'https://provider.example', 'https://provider.example/', 'far address for this device'],
  ])('in zone %s to %s does not go to %s: %s', async (zone, origin, url, event) => {
    const { send, rows, refused } = door({ one: place(zone, origin) });
    expect(await asFar(send(permitFor('one', zone), post(url)))).toMatch(/^forbidden: /);
    expect(refused).toEqual([expect.stringContaining(event)]);
    expect(rows).toMatchObject([{ departure: { targetId: 'one', permit: 'request-1/1' }, ending: { outcome: 'refused' } }]);
  });

  test.each<[zone: Zone, host: string]>([
    ['device', '127.0.0.1'],
    ['lan', '127.0.0.1'],
    ['trusted', 'localhost'],
    ['cloud', '127.0.0.1'],
    ['cloud', '2130706433'],
  ])('in zone %s goes over plain http to %s, which the person wrote, and to no other computer from there', async (zone, host) => {
    const port = await listen((_, response) => response.end('there'), false);
    const origin = `http://${host}:${port}`;
    const { send, rows, turn } = door({ one: place(zone, origin) }, { network: {} });
    expect(await textOf((await send(permitFor('one', zone), post(`${origin}/`))).body)).toBe('there');
    expect(rows).toMatchObject([{ departure: { zone }, ending: { outcome: 'sent' } }]);
    turn(true);
    // A proxy on this computer may lead anywhere: what stays here is only what the person said stays here.
    expect((await asFar(send(permitFor('one', zone), post(`${origin}/`)))).startsWith('forbidden')).toBe(zone !== 'device');
  });

  test.each<Zone>(['lan', 'trusted', 'cloud'])('in zone %s may go to a private address that the person wrote, over plain http', (zone) => {
    for (const host of ['10.0.0.1', '192.168.1.20:8000', '172.16.3.4', '[fd12::1]', '[::ffff:192.168.0.1]']) {
      const url = new URL(`http://${host}/v1`);
      expect(objectionToPlace(place(zone, url.origin), url)).toBeUndefined();
      expect(reachOf(zone, url.hostname)).toBe('network');
    }
    expect(reachOf('device', '10.0.0.1')).toBe('loopback');
    expect(reachOf('cloud', 'provider.example')).toBe('public');
    expect(reachOf('cloud', 'localhost.')).toBe('loopback');
  });

  test('goes nowhere for a target that is gone or has moved to another zone, and takes no other host from headers', async () => {
    const { send, refused } = door({ far: place('cloud', 'https://provider.example') });
    expect(await asFar(send(permitFor('gone', 'cloud'), post('https://provider.example/')))).toContain('forbidden');
    expect(await asFar(send(permitFor('far', 'trusted'), post('https://provider.example/')))).toContain('Send it again');
    const headers = { HOST: 'other.example' };
    expect(await asFar(send(permitFor('far', 'cloud'), { ...post('https://provider.example/'), headers }))).toContain('forbidden');
    expect(refused.map((line) => line.split(':')[0])).toEqual(['unknown target', 'zone changed', 'host header']);
  });

  test.each([
    ['cloud', '192.168.0.7'],
    ['trusted', '169.254.169.254'],
    ['cloud', '::1'],
    ['lan', '93.184.216.34'],
    ['lan', '169.254.169.254'],
    ['lan', '2606:4700::1111'],
  ] as const)('in zone %s does not go to a name that leads to %s', async (zone, address) => {
    const url = zone === 'lan' ? 'http://box.example/' : 'https://provider.example/';
    let connections = 0;
    await listenBare(() => connections++);
    const { send, rows } = door(
      { one: place(zone, url) },
      { network: { lookup: (_name, _options, done) => done(null, [{ address, family: address.includes(':') ? 6 : 4 }]) } },
    );
    expect(await asFar(send(permitFor('one', zone), post(url)))).toContain('forbidden');
    expect(rows).toMatchObject([{ ending: { outcome: 'refused', bytesOut: 0, bytesIn: 0 } }]);
    expect(connections).toBe(0);
  });

  test('asks for a name’s addresses once, takes none of them when one is wrong, and connects to those it looked at', async () => {
    const port = await listen((_, response) => response.end('there'), true);
    const origin = `https://provider.example:${port}`;
    let asked = 0;
    const rebinding = door(
      { far: place('cloud', origin) },
      {
        network: {
          ...HERE,
          // The second answer is another one.
          lookup: (_name, _options, done) => done(null, [{ address: ++asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]),
        },
      },
    );
    expect(await textOf((await rebinding.send(permitFor('far', 'cloud'), post(origin))).body)).toBe('there');
    expect(asked).toBe(1);
    const mixed = door(
      { far: place('cloud', origin) },
      {
        network: {
          ...HERE,
          lookup: (_name, _options, done) =>
            done(null, [
              { address: '127.0.0.1', family: 4 },
              { address: '10.0.0.1', family: 4 },
            ]),
        },
      },
    );
    expect(await asFar(mixed.send(permitFor('far', 'cloud'), post(origin)))).toContain('forbidden');
  });

  test('trusts no certificate that is not the host’s, whatever the environment says', async () => {
    let asked = 0;
    const port = await listen((_, response) => response.end(String(++asked)), true);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const wrongName = `https://third.example:${port}`;
      const one = door({ far: place('cloud', wrongName) });
      expect(await asFar(one.send(permitFor('far', 'cloud'), post(wrongName)))).toContain('could not prove that it is third.example');
      const origin = `https://provider.example:${port}`;
      const { ca: _, ...withoutAuthority } = HERE;
      const other = door({ far: place('cloud', origin) }, { network: withoutAuthority });
      expect(await asFar(other.send(permitFor('far', 'cloud'), post(origin)))).toMatch(/^forbidden: .*SELF_SIGNED/);
      expect(other.rows).toMatchObject([{ ending: { outcome: 'refused', bytesOut: 0 } }]);
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    expect(asked).toBe(0);
  });

  test('follows no redirect', async () => {
    let elsewhere = 0;
    const other = await listen((_, response) => response.end(String(++elsewhere)), true);
    const port = await listen(
      (request, response) => response.writeHead(Number(request.url?.slice(1)), { location: `https://provider.example:${other}/` }).end(),
      true,
    );
    const origin = `https://provider.example:${port}`;
    const { send } = door({ far: place('cloud', origin, `https://provider.example:${other}`) });
    for (const status of [301, 302, 303, 307, 308])
      expect(await asFar(send(permitFor('far', 'cloud'), post(`${origin}/${status}`)))).toContain(
        `forbidden: The provider wants the prompt sent elsewhere (${status})`,
      );
    expect(elsewhere).toBe(0);
  });

  test('speaks plain http to the local network and to this computer, without any proxy', async () => {
    let proxied = 0;
    const proxy = await listenBare(() => proxied++);
    const port = await listen((_, response) => response.end('near'), false);
    const { send } = door(
      { box: place('lan', `http://box.example:${port}`), own: place('device', `http://localhost:${port}`) },
      { proxy: () => `http://127.0.0.1:${proxy}` },
    );
    expect(await textOf((await send(permitFor('box', 'lan'), post(`http://box.example:${port}/`))).body)).toBe('near');
    expect(await textOf((await send(permitFor('own', 'device'), post(`http://localhost:${port}/`))).body)).toBe('near');
    expect(proxied).toBe(0);
  });

  test('goes to the cloud through the proxy that was set, which sees the host and no byte of the prompt', async () => {
    const port = await listen(async (request, response) => response.end(await textOf(request)), true);
    const wanted: (string | undefined)[] = [];
    let carried = '';
    const proxy = createServer((request) => wanted.push(`plain ${request.url}`));
    proxy.on('connect', (request, socket: Socket) => {
      wanted.push(request.url);
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.on('data', (bytes) => {
          carried += bytes.toString('latin1');
          upstream.write(bytes);
        });
        upstream.pipe(socket);
      });
      for (const one of [socket, upstream]) one.on('error', () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    try {
      const { send } = door(
        { far: place('cloud', 'https://provider.example'), near: place('cloud', 'https://10.0.0.1') },
        // The proxy is near, and the host is resolved by it.
        { proxy: () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, network: { ca: CERTIFICATE } },
      );
      expect(await textOf((await send(permitFor('far', 'cloud'), post('https://provider.example/', 'the secret prompt'))).body)).toBe(
        'the secret prompt',
      );
      expect(await asFar(send(permitFor('near', 'cloud'), post('https://10.0.0.1/')))).toContain('forbidden');
      expect(wanted).toEqual(['provider.example:443']);
      expect(carried).not.toContain('secret');
      expect(carried.length).toBeGreaterThan(100);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  test('sends nothing that cannot be put down first', async () => {
    let connections = 0;
    const port = await listenBare(() => connections++);
    const origin = `http://box.example:${port}`;
    const full = () => {
      throw new LintelError('storage-full', 'The disk is full.');
    };
    const { send } = door(
      { box: place('lan', origin) },
      {
        record: {
          keepsText: () => false,
          opened: full,
          refused() {},
        },
      },
    );
    expect(await asFar(send(permitFor('box', 'lan'), post(origin)))).toBe('storage-full: The disk is full.');
    expect(connections).toBe(0);
  });

  test('looks at the place, puts the row down and begins in one turn: what was taken back before it is not sent', async () => {
    let connections = 0;
    const port = await listenBare(() => connections++);
    const origin = `http://box.example:${port}`;
    const places: Record<string, ReturnType<typeof place>> = { box: place('lan', origin) };
    const { rows, record } = memoryRecord();
    let hasLooked = false;
    const turns: boolean[] = [];
    const { send, turn } = door(
      new Proxy(places, {
        get(all, name: string) {
          hasLooked = true;
          queueMicrotask(() => {
            hasLooked = false;
          });
          return all[name];
        },
      }),
      {
        record: {
          ...record,
          opened(departure, body) {
            turns.push(hasLooked);
            return record.opened(departure, body);
          },
        },
      },
    );
    const caller = new AbortController();
    const aborted = asFar(send(permitFor('box', 'lan'), { ...post(origin), signal: caller.signal }));
    caller.abort(new LintelError('cancelled', 'Enough.'));
    expect(await aborted).toBe('cancelled: Enough.');
    const moved = asFar(send(permitFor('box', 'lan'), post(origin)));
    places.box = place('cloud', origin);
    expect(await moved).toMatch(/^forbidden: .*zone/);
    places.box = place('lan', origin);
    const kept = asFar(send(permitFor('box', 'lan'), post(origin)));
    turn(true);
    expect(await kept).toMatch(/^forbidden: .*stay on this device/);
    expect(rows.map(({ ending }) => ending?.outcome)).toEqual(['refused', 'refused']);
    expect([connections, turns]).toEqual([0, []]);
    turn(false);
    void send(permitFor('box', 'lan'), post(origin)).catch(() => undefined);
    await expect.poll(() => connections).toBe(1);
    expect(turns).toEqual([true]);
  });

  test('closes the socket when the caller leaves: while it waits, while it reads, and while it uploads', async () => {
    const moments = () => ({
      waiting: Promise.withResolvers<void>(),
      reading: Promise.withResolvers<void>(),
      uploading: Promise.withResolvers<void>(),
    });
    const [there, closed] = [moments(), moments()];
    const port = await listen((request, response) => {
      const name = request.url?.slice(1) as keyof typeof closed;
      request.socket.on('close', () => closed[name].resolve());
      if (name === 'reading') response.write('first');
      if (name === 'uploading') request.once('data', there[name].resolve);
      else there[name].resolve();
    }, false);
    const origin = `http://box.example:${port}`;
    const { send, rows } = door({ box: place('lan', origin) });
    const permit = permitFor('box', 'lan');
    const reason = new LintelError('cancelled', 'Enough.');

    const waiting = new AbortController();
    const first = asFar(send(permit, { ...post(`${origin}/waiting`), signal: waiting.signal }));
    await there.waiting.promise;
    waiting.abort(reason);
    expect(await first).toBe('cancelled: Enough.');

    const reading = new AbortController();
    const answer = await send(permit, { ...post(`${origin}/reading`), signal: reading.signal });
    const read = asFar(textOf(answer.body));
    reading.abort(reason);
    expect(await read).toBe('cancelled: Enough.');

    const uploading = new AbortController();
    async function* endless() {
      yield Buffer.from('some');
      await new Promise(() => {});
    }
    const upload = asFar(send(permit, { ...post(`${origin}/uploading`, endless()), signal: uploading.signal }));
    await there.uploading.promise;
    uploading.abort(reason);
    expect(await upload).toBe('cancelled: Enough.');
    await Promise.all(Object.values(closed).map(({ promise }) => promise));
    expect(rows.map(({ ending }) => ending?.outcome)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(rows[2]?.ending).toMatchObject({ bytesOut: 4, sha256: sha256('some') });
    const early = AbortSignal.abort(reason);
    expect(await asFar(send(permit, { ...post(origin), signal: early }))).toBe('cancelled: Enough.');
    expect(rows).toHaveLength(3);
  });

  test('writes nothing for a caller who left while the connection was being made', async () => {
    let arrived = 0;
    const connected = Promise.withResolvers<void>();
    const port = await listenBare((socket) => {
      connected.resolve();
      socket.on('data', (bytes) => (arrived += bytes.length));
    });
    const resolving = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const origin = `http://box.example:${port}`;
    const { send, rows } = door(
      { box: place('lan', origin) },
      {
        network: {
          ...HERE,
          lookup: (_name, _options, done) => {
            asked.resolve();
            void resolving.promise.then(() => done(null, [{ address: '127.0.0.1', family: 4 }]));
          },
        },
      },
    );
    const leaving = new AbortController();
    const sending = asFar(send(permitFor('box', 'lan'), { ...post(origin), signal: leaving.signal }));
    await asked.promise;
    leaving.abort(new LintelError('cancelled', 'Enough.'));
    expect(await sending).toBe('cancelled: Enough.');
    resolving.resolve();
    await connected.promise;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(arrived).toBe(0);
    expect(rows).toMatchObject([{ ending: { outcome: 'cancelled', bytesOut: 0 } }]);
  });

  test('tells the maker of a body to stop, also while it is being waited for', async () => {
    const there = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const port = await listen((request) => void request.once('data', there.resolve), false);
    const origin = `http://box.example:${port}`;
    const { send } = door({ box: place('lan', origin) });
    let pieces = 0;
    const body: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => (pieces++ === 0 ? { done: false, value: Buffer.from('one') } : new Promise(() => {})),
        return: async () => {
          stopped.resolve();
          return { done: true, value: undefined };
        },
      }),
    };
    const leaving = new AbortController();
    const sending = asFar(send(permitFor('box', 'lan'), { ...post(origin, body), signal: leaving.signal }));
    await there.promise;
    leaving.abort(new LintelError('cancelled', 'Enough.'));
    expect(await sending).toBe('cancelled: Enough.');
    await stopped.promise;
  });

  test('keeps no text without bound', async () => {
    const port = await listen(async (request, response) => {
      let bytes = 0;
      for await (const piece of request) bytes += piece.length;
      response.end(String(bytes));
    }, false);
    const origin = `http://box.example:${port}`;
    const { send, rows } = door({ box: place('lan', origin) });
    const piece = new Uint8Array(2 ** 20);
    async function* large() {
      for (let index = 0; index < 33; index++) yield piece;
    }
    const answer = await send(permitFor('box', 'lan'), post(origin, large()));
    expect(await textOf(answer.body)).toBe(String(33 * 2 ** 20));
    expect(rows[0]).toMatchObject({ ending: { outcome: 'sent', bytesOut: 33 * 2 ** 20, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(rows[0]?.text).toBeUndefined();
  });

  test('lets a server wait that sends more than is read, and reads all of it in the end', async () => {
    const bytes = 8 * 2 ** 20;
    const port = await listen((_, response) => response.end(Buffer.alloc(bytes, 'a')), false);
    const origin = `http://box.example:${port}`;
    const { send, rows } = door({ box: place('lan', origin) });
    const { body } = await send(permitFor('box', 'lan'), post(origin));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(rows[0]?.ending).toBeUndefined();
    let read = 0;
    for await (const piece of body) read += piece.length;
    expect(read).toBe(bytes);
    expect(rows[0]?.ending).toEqual({ outcome: 'sent', bytesOut: 5, bytesIn: bytes });
  });

  test('says what is wrong with a header or a proxy that is none, and ends the row', async () => {
    const origin = 'https://provider.example';
    const { send, rows } = door({ far: place('cloud', origin) });
    const headers = { authorization: 'Bearer a\nb' };
    expect(await asFar(send(permitFor('far', 'cloud'), { ...post(origin), headers }))).toContain('bad-request: What was to go to provider');
    const lost = door({ far: place('cloud', origin) }, { proxy: () => 'no address' });
    expect(await asFar(lost.send(permitFor('far', 'cloud'), post(origin)))).toContain('bad-request: The address of your proxy is none.');
    for (const row of [...rows, ...lost.rows]) expect(row.ending).toMatchObject({ outcome: 'failed', bytesOut: 0, bytesIn: 0 });
    expect(rows.length + lost.rows.length).toBe(2);
  });

  test('says what failed when the server breaks off, and puts it down', async () => {
    const port = await listenBare((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')));
    const origin = `http://box.example:${port}`;
    const { send, rows } = door({ box: place('lan', origin) });
    const answer = await send(permitFor('box', 'lan'), post(origin));
    expect(await asFar(textOf(answer.body))).toContain('timeout: The connection to box.example');
    expect(rows[0]?.ending).toMatchObject({ outcome: 'failed', bytesOut: 5, bytesIn: 3 });
  });
});
