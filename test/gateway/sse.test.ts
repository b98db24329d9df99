import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type EventStream, openEventStream } from '../../electron/gateway/sse.ts';

const EVERY_MS = 40;

let server: ReturnType<typeof createServer> | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server whose answer is what `tell` says in it. */
async function serve(tell: (stream: EventStream) => Promise<void>): Promise<number> {
  server = createServer((_, response) => void tell(openEventStream(response, {}, EVERY_MS)));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('a stream of events', () => {
  it('says in long silences that it is alive, as a comment that no client takes for an event', async () => {
    const port = await serve(async (stream) => {
      await stream.send({ first: true });
      await wait(EVERY_MS * 5);
      await stream.send({ last: true });
      stream.done();
    });
    const said = await (await fetch(`http://127.0.0.1:${port}`)).text();
    expect(said.startsWith('data: {"first":true}\n\n: keep-alive\n\n')).toBe(true);
    expect(said.replaceAll(': keep-alive\n\n', '')).toBe('data: {"first":true}\n\ndata: {"last":true}\n\ndata: [DONE]\n\n');
  });

  it('says nothing of the kind while there is something to say, after its end, or to whom reads nothing', async () => {
    const port = await serve(async (stream) => {
      for (let turn = 0; turn < 20; turn++) {
        await stream.send({ turn });
        await wait(EVERY_MS / 8);
      }
      stream.done();
      await wait(EVERY_MS * 3);
    });
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).not.toContain('keep-alive');
  });

  it('hands its first words to the system at once, whatever is still to be done in the same turn', async () => {
    const held: (number | undefined)[] = [];
    server = createServer((_, response) => {
      const stream = openEventStream(response, {}, EVERY_MS);
      stream.send({ first: true });
      held.push(response.socket?.writableLength);
      stream.send({ second: true });
      held.push(response.socket?.writableLength);
      stream.done();
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const said = await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text();
    expect(said).toBe('data: {"first":true}\n\ndata: {"second":true}\n\ndata: [DONE]\n\n');
    expect(held[0]).toBe(0);
    expect(held[1]).toBeGreaterThan(0);
  });

  it('sends long first words after a silence, and waits for their reader alone', async () => {
    const long = 'x'.repeat(200_000);
    const port = await serve(async (stream) => {
      await wait(EVERY_MS * 3);
      await stream.send({ long });
      stream.done();
    });
    const said = await (await fetch(`http://127.0.0.1:${port}`)).text();
    expect(said.replaceAll(': keep-alive\n\n', '')).toBe(`data: {"long":"${long}"}\n\ndata: [DONE]\n\n`);
  });

  it('leaves nothing running for a caller who left before the first word', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const counted = Promise.withResolvers<[number, number]>();
    server = createServer((_, response) => {
      response.once('close', () => {
        setImmediate(async () => {
          const before = timers();
          await openEventStream(response, {}, EVERY_MS).send({ late: true });
          counted.resolve([before, timers()]);
        });
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', () => socket.destroy()));
    const [before, after] = await counted.promise;
    expect(after).toBe(before);
  });

  it('holds its maker back while its reader reads nothing, and lets go when the reader leaves', async () => {
    let sent = 0;
    const ended = Promise.withResolvers<void>();
    const port = await serve(async (stream) => {
      for (; sent < 5_000; sent++) await stream.send('x'.repeat(64 * 1024));
      ended.resolve();
    });
    const before = process.memoryUsage().external + process.memoryUsage().heapUsed;
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    socket.pause();
    socket.on('error', () => {});
    await expect
      .poll(
        async () => {
          const was = sent;
          await wait(200);
          return sent > 0 && was === sent;
        },
        { timeout: 5_000 },
      )
      .toBe(true);
    // Of more than 300 MB no more than what the system's own buffers take.
    expect(sent * 64 * 1024).toBeLessThan(32 * 2 ** 20);
    expect(process.memoryUsage().external + process.memoryUsage().heapUsed - before).toBeLessThan(32 * 2 ** 20);
    socket.destroy();
    await ended.promise;
  });
});
