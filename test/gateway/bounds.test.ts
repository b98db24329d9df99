import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { type Gateway, openGateway } from '../../electron/gateway/server.ts';
import { createSession } from '../../electron/gateway/session.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import { fakePorts, finish, start, target, text } from '../fakes/ports.ts';

let gateway: Gateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

async function open(ports: Ports, limits: { bodyLimit?: number; appBodyBytes?: number } = {}): Promise<string> {
  gateway = await openGateway(
    {
      ports,
      session: createSession('instance-token'),
      version: '0.0.0',
      bodyLimit: 64 * 1024,
      findApp: (key) => ({ id: key, tags: [] }),
      ...limits,
      refreshModels: async () => {},
      window: async () => new Response('window'),
      onFault: () => {},
    },
    0,
  );
  return gateway.address;
}

const chat = (address: string, body: object = {}, key = 'key') =>
  fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Hello' }], ...body }),
  });

describe('where the port listens', () => {
  /** How a connection to an address ends: `connected`, or the system's code. */
  const knock = (host: string, port: number) =>
    new Promise<string>((resolve) => {
      const socket = connect({ host, port, timeout: 2_000 }, () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.on('timeout', () => resolve('nobody answered'));
      socket.on('close', () => socket.destroy());
      setTimeout(() => socket.destroy(), 2_500).unref();
    });

  it('takes connections on 127.0.0.1, and on no other address of this computer', async () => {
    const port = Number(new URL(await open(fakePorts([target('a')]))).port);
    expect(await knock('127.0.0.1', port)).toBe('connected');
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    // The whole of 127.0.0.0/8 is this computer on Linux, so there is another address even without a network.
    const others = ['127.0.0.2', '::1', ...own.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address)];
    for (const host of others) expect({ host, outcome: await knock(host, port) }).not.toEqual({ host, outcome: 'connected' });
  });
});

describe('a stream that nobody reads', () => {
  const CHUNK = 'x'.repeat(64 * 1024);
  const CHUNKS = 3_200; // 200 MB in all
  /** What a socket's own buffers may take on either side, with room to spare. */
  const BUFFERED = 64 * 2 ** 20;

  it('holds the engine back, and ends it when the reader leaves', async () => {
    let made = 0;
    const left = Promise.withResolvers<void>();
    const talkative: Engine = {
      async *chat(_permit, _request, signal): AsyncGenerator<ChatEvent> {
        signal.addEventListener('abort', () => left.resolve(), { once: true });
        yield start;
        for (; made < CHUNKS && !signal.aborted; made++) {
          yield text(CHUNK);
          // A real engine's tokens come from another process, so the connection gets its turn in between.
          if (made % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        yield finish;
      },
    };
    const { port } = new URL(await open(fakePorts([target('a')], { a: talkative })));
    const body = JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Go' }], stream: true });
    const socket = await new Promise<Socket>((resolve) => {
      const opened = connect(Number(port), '127.0.0.1', () => resolve(opened));
    });
    socket.pause();
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer key\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const settled = async () => {
      const before = made;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return made > 0 && made === before;
    };
    await expect.poll(settled, { timeout: 10_000 }).toBe(true);
    expect(made * CHUNK.length).toBeLessThan(BUFFERED);
    socket.destroy();
    await left.promise;
  });
});

describe('what a header can carry', () => {
  const id = 'mödel\r\nx-forged: 1';
  const name = 'Größe “7B”\r\n\r\nx-forged: 1 🐦';

  it.each([true, false])('is one clean line, whatever a model is called (stream: %s)', async (stream) => {
    const address = await open(fakePorts([target(id, { name })], { [id]: [start, text('Good day'), finish] }));
    const response = await chat(address, { stream });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Good day');
    expect(response.headers.get('x-forged')).toBeNull();
    expect(response.headers.get('x-lintel-target')).toMatch(/^m del x-forged: 1$/);
    expect(response.headers.get('x-lintel-reason')).toMatch(/Gr e "7B" x-forged: 1/);
    for (const [header, value] of response.headers) expect({ header, value }).toEqual({ header, value: value.replace(/[^ -~]/g, '') });
  });

  it.each([
    ['nö\r\nx-forged: 1', 404],
    ['🐦'.repeat(100), 404],
    ['x'.repeat(20_000), 400],
  ])('names an unknown model in it, or refuses its length', async (model, status) => {
    const response = await chat(await open(fakePorts([target('a')])), { model });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { param: 'model' } });
    expect(response.headers.get('x-forged')).toBeNull();
    expect(response.headers.get('x-lintel-reason')).toMatch(/^[ -~]{10,1024}$/);
  });
});

describe('what bodies can take', () => {
  it('refuses very many values before they are made, and takes long texts that only look like them', async () => {
    const address = await open(fakePorts([target('a')]), { bodyLimit: 8 * 2 ** 20 });
    const post = (body: string) =>
      fetch(`${address}/v1/chat/completions`, { method: 'POST', headers: { authorization: 'Bearer key' }, body });
    const whole = (rest: string) => `{"model":"auto","messages":[{"role":"user","content":"Hello"}],"x":${rest}}`;
    for (const many of [`[${'[],'.repeat(1_000_000)}[]]`, `[${'0,'.repeat(1_000_000)}0]`, `{${'"":0,'.repeat(1_000_000)}"":0}`]) {
      const refused = await post(whole(many));
      expect(refused.status).toBe(400);
      expect((await refused.json()).error.message).toContain('more than 200000 values');
    }
    expect((await post(whole(JSON.stringify('\\"[],'.repeat(300_000))))).status).toBe(200);
  });

  it('keeps all unanswered bodies of one app within a limit, and others have their own', async () => {
    const go = Promise.withResolvers<void>();
    let begun = 0;
    const slow: Engine = {
      async *chat(): AsyncGenerator<ChatEvent> {
        begun += 1;
        yield start;
        await go.promise;
        yield text('Done.');
        yield finish;
      },
    };
    const address = await open(fakePorts([target('a')], { a: slow }), { appBodyBytes: 100_000 });
    const large = { x: 'x'.repeat(40_000) };
    const waiting = [chat(address, large), chat(address, large)];
    await expect.poll(() => begun).toBe(2);
    const refused = await chat(address, large);
    expect(refused.status).toBeGreaterThanOrEqual(429);
    expect((await refused.json()).error.message).toContain('not answered yet');
    const others = chat(address, large, 'other');
    await expect.poll(() => begun).toBe(3);
    go.resolve();
    for (const answer of await Promise.all([...waiting, others])) expect((await answer.json()).choices).toBeDefined();
    // What is answered counts no more.
    expect((await chat(address, large)).status).toBe(200);
  });
});
