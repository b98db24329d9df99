import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createModelSource } from '../../electron/api/model-source.ts';
import { errandTo } from '../../electron/egress/errand.ts';
import { openSecret } from '../../electron/platform/secrets.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { startHub } from '../models/download/hub-server.ts';
import { asFar, door, HERE, listen, listenBare, permitFor, textOf } from './servers.ts';

const SENTENCE = 'Lintel is set to stay on this device';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('while the switch is on, nothing but this computer is reached', async () => {
  let connections = 0;
  const closedPort = await listenBare((socket) => {
    connections++;
    socket.on('data', () => socket.destroy());
  });
  const own = await listen((_, response) => response.end('own'), false);
  const { send, get, rows, refused, turn } = door({
    far: { name: 'Far', zone: 'cloud', origins: [`https://provider.example:${closedPort}`] },
    box: { name: 'Box', zone: 'lan', origins: [`http://box.example:${closedPort}`] },
    own: { name: 'Own', zone: 'device', origins: [`http://127.0.0.1:${own}`] },
  });
  turn(true);
  const post = (url: string) => ({ url, method: 'POST' as const, headers: {}, body: 'x' });
  expect(await asFar(send(permitFor('far', 'cloud'), post(`https://provider.example:${closedPort}/`)))).toContain(`forbidden: ${SENTENCE}`);
  expect(await asFar(send(permitFor('box', 'lan'), post(`http://box.example:${closedPort}/`)))).toContain(`forbidden: ${SENTENCE}`);
  const hub = 'https://hub.example/';
  expect(await asFar(get(errandTo('hub-search', [hub]), hub))).toContain(`forbidden: ${SENTENCE}`);
  expect(connections).toBe(0);
  expect(refused).toHaveLength(3);
  expect(rows.map(({ ending }) => ending?.outcome)).toEqual(['refused', 'refused', 'refused']);
  expect(await textOf((await send(permitFor('own', 'device'), post(`http://127.0.0.1:${own}/`))).body)).toBe('own');
  expect(await textOf((await get(errandTo('hub-search', [`http://127.0.0.1:${own}`]), `http://127.0.0.1:${own}`)).body)).toBe('own');
  turn(false);
  expect(await asFar(send(permitFor('box', 'lan'), post(`http://box.example:${closedPort}/`)))).not.toContain(SENTENCE);
});

test.each([
  ['cloud', 'https://provider.example'],
  ['lan', 'http://box.example'],
] as const)('turning it on cuts an upload to zone %s: no further byte arrives', async (zone, origin) => {
  let arrived = 0;
  let open: (() => void) | undefined;
  const broken = Promise.withResolvers<void>();
  const port = await listen((request) => {
    request.on('close', broken.resolve).on('error', () => {});
    request.on('data', (piece) => {
      arrived += piece.length;
      if (arrived < 200_000 || open !== undefined) return;
      // A slow server: the system's buffers on both sides fill up behind it.
      request.pause();
      open = () => request.resume();
    });
  }, zone === 'cloud');
  const url = `${origin}:${port}`;
  const { send, rows, turn } = door({ one: { name: 'One', zone, origins: [url] } });
  const sending = asFar(send(permitFor('one', zone), { url, method: 'POST', headers: {}, body: new Uint8Array(64 * 2 ** 20) }));
  await expect.poll(() => open !== undefined, { timeout: 10_000 }).toBe(true);
  turn(true);
  expect(await sending).toContain(`forbidden: ${SENTENCE}`);
  const here = arrived;
  open?.();
  await broken.promise;
  await pause(100);
  // What the server's own process had taken in before may still be handed over; the reset threw away the rest.
  expect(arrived - here).toBeLessThan(8 * 2 ** 20);
  expect(rows).toMatchObject([{ ending: { outcome: 'cut', bytesIn: 0 } }]);
  const { bytesOut = 0 } = rows[0]?.ending ?? {};
  expect(bytesOut).toBeGreaterThanOrEqual(arrived);
  expect(bytesOut).toBeLessThan(64 * 2 ** 20);
});

test('turning it on ends a slow upload within one piece, and an answer that is still coming', async () => {
  let arrived = 0;
  const resets: (string | undefined)[] = [];
  let open = 0;
  const watch = (socket: Socket) => {
    open++;
    socket.on('close', () => open--).on('error', ({ code }: NodeJS.ErrnoException) => resets.push(code));
  };
  const port = await listenBare((socket) => {
    watch(socket);
    socket.on('data', (bytes) => (arrived += bytes.length));
  });
  const streaming = await listen((request, response) => {
    watch(request.socket);
    if (request.url === '/idle') response.end();
    else response.write('first');
  }, false);
  const origins = [`http://box.example:${port}`, `http://box.example:${streaming}`];
  const { send, rows, turn } = door({ box: { name: 'Box', zone: 'lan', origins } });
  const permit = permitFor('box', 'lan');
  async function* slow() {
    for (;;) {
      yield Buffer.from('word ');
      await pause(5);
    }
  }
  const upload = asFar(send(permit, { url: `${origins[0]}/`, method: 'POST', headers: {}, body: slow() }));
  // A connection that is only kept open ends too.
  await textOf((await send(permit, { url: `${origins[1]}/idle`, method: 'GET', headers: {} })).body);
  await pause(20);
  const { body } = await send(permit, { url: `${origins[1]}/`, method: 'POST', headers: {}, body: 'x' });
  const reading = asFar(textOf(body));
  await expect.poll(() => arrived, { timeout: 10_000 }).toBeGreaterThan(300);
  turn(true);
  const here = arrived;
  expect(await Promise.all([upload, reading])).toEqual([expect.stringContaining(SENTENCE), expect.stringContaining(SENTENCE)]);
  await pause(100);
  expect(arrived).toBeLessThanOrEqual(here + 20);
  await expect.poll(() => open, { timeout: 10_000 }).toBe(0);
  // Reset, and not ended in good order.
  expect(resets).toContain('ECONNRESET');
  expect(rows.map(({ ending }) => ending?.outcome)).toEqual(['cut', 'sent', 'cut']);
});

test('a name that is still being resolved, and a connection that is still being made, come to nothing', async () => {
  let connections = 0;
  const port = await listenBare(() => connections++);
  const resolving = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const { send, turn } = door(
    { box: { name: 'Box', zone: 'lan', origins: [`http://box.example:${port}`] } },
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
  const sending = asFar(send(permitFor('box', 'lan'), { url: `http://box.example:${port}/`, method: 'POST', headers: {}, body: 'x' }));
  await asked.promise;
  turn(true);
  expect(await sending).toContain(SENTENCE);
  resolving.resolve();
  await pause(50);
  expect(connections).toBe(0);
});

test('a download that it cuts says why, and is resumed where it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-stay-'));
  const model = Buffer.from(makeModel(PRESETS.long));
  const hub = await startHub(new Map([['river-Q4_0.gguf', { bytes: model, etag: '"one"', slowMs: 5 }]]), false);
  const hubEndpoint = hub.url.replace('127.0.0.1', 'hub.example');
  const opened = door({});
  const source = createModelSource({
    settings: () => ({ downloads: { hubEndpoint, parallel: 2 } }),
    modelsFolder: folder,
    hubToken: await openSecret(join(folder, 'hub-token'), undefined),
    door: opened,
    onInstalled: async () => {},
    log: { warn: () => {}, error: () => {} },
  });
  try {
    const { id } = await source.downloads.start('hf:river/models');
    const now = () => source.downloads.list().find((one) => one.id === id);
    await expect.poll(() => (now()?.bytes ?? 0) > 0, { timeout: 10_000, interval: 2 }).toBe(true);
    opened.turn(true);
    await expect.poll(() => now()?.state, { timeout: 10_000 }).toBe('failed');
    expect(now()?.error).toContain(SENTENCE);
    source.downloads.resume(id);
    await expect.poll(() => now()?.state, { timeout: 10_000 }).toBe('failed');
    opened.turn(false);
    source.downloads.resume(id);
    await expect.poll(() => now()?.state, { timeout: 20_000 }).toBe('done');
    expect(model.equals(await readFile(join(folder, 'river-Q4_0.gguf')))).toBe(true);
    opened.close();
    const downloads = opened.rows.filter(({ departure }) => departure.kind === 'model-download');
    // One row for each stay at the host, not one for each range.
    expect(downloads.map(({ ending }) => ending?.outcome)).toEqual(['cut', 'refused', 'sent']);
    expect(downloads[0]).toMatchObject({
      departure: { zone: 'cloud', host: new URL(hubEndpoint).host, findings: {}, masked: false },
      text: expect.stringMatching(/^GET http:\/\/hub\.example:\d+\/river\/models\/resolve\/[0-9a-f]+\/river-Q4_0\.gguf$/),
    });
  } finally {
    await source.close();
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  }
});
