import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { rasterOf } from '../../electron/api/raster.ts';
import { createPictureCalls } from '../../electron/api/remote-picture.ts';
import type { PictureView } from '../../shared/api/chat-views.ts';
import { scan } from '../../shared/privacy/scan.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { asFar, door, listen } from '../egress/servers.ts';

/** A picture of one pixel of each kind that is shown. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=', 'base64');
const JPEG = Buffer.from(`ffd8ffe000104a46494600010100000100010000ffdb004300${'01'.repeat(64)}ffc0000b080002000301011100ffd9`, 'hex');

async function callsTo(answer: (request: IncomingMessage, response: ServerResponse) => void, zone: Zone = 'cloud') {
  const port = await listen(answer, true);
  const opened = door({});
  const howFar = () => ({ zone, because: [] });
  const { loadPicture } = createPictureCalls({ ports: { scanner: scan, policy: () => DEFAULT_POLICY }, door: opened, howFar });
  const place = { conversationId: 'c', answerId: 'a' };
  const load = async (url = `https://provider.example:${port}/p.png`) =>
    (await loadPicture({ id: '', body: { url, ...place } })) as PictureView;
  return { load, port, rows: opened.rows, turn: opened.turn };
}

test('tells the four kinds of pictures and their size by their bytes', () => {
  expect(rasterOf(PNG)).toEqual({ mediaType: 'image/png', width: 1, height: 1 });
  expect(rasterOf(GIF)).toEqual({ mediaType: 'image/gif', width: 1, height: 1 });
  expect(rasterOf(WEBP)).toEqual({ mediaType: 'image/webp', width: 1, height: 1 });
  expect(rasterOf(JPEG)).toEqual({ mediaType: 'image/jpeg', width: 3, height: 2 });
  for (const other of ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', '%PDF-1.7 and some more of that', 'GIF'])
    expect(rasterOf(Buffer.from(other))).toBeUndefined();
  expect(rasterOf(Buffer.concat([JPEG.subarray(0, 4), Buffer.alloc(40)]))).toBeUndefined();
});

test('fetches one picture with nothing of the window in the request, and puts the connection down without words', async () => {
  const asked: IncomingMessage['headers'][] = [];
  const { load, port, rows } = await callsTo((request, response) => {
    asked.push(request.headers);
    response.writeHead(200, { 'content-type': 'text/html' }).end(PNG);
  });
  expect(await load()).toEqual({ picture: `data:image/png;base64,${PNG.toString('base64')}`, width: 1, height: 1 });
  expect(Object.keys(asked[0] ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
  expect(rows.map(({ departure }) => [departure.kind, departure.host, departure.zone, departure.findings])).toEqual([
    ['picture', `provider.example:${port}`, 'cloud', {}],
  ]);
});

test('shows nothing but pictures of pixels, of a size that a window can hold', async () => {
  const large = Buffer.from(PNG);
  large.writeUInt32BE(90_000, 16);
  large.writeUInt32BE(90_000, 20);
  const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/svg': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<svg onload="alert(1)" xmlns="x"/>'.repeat(3)),
    '/bomb': (response) => response.end(large),
    '/said': (response) => response.writeHead(200, { 'content-length': 11 * 2 ** 20 }).write(PNG),
    '/long': (response) => {
      response.write(PNG);
      for (let mib = 0; mib < 12; mib++) response.write(Buffer.alloc(2 ** 20));
      response.end();
    },
    '/gone': (response) => response.writeHead(404).end(),
  };
  const { load, port } = await callsTo((request, response) => answers[request.url ?? '']?.(response));
  const at = (path: string) => asFar(load(`https://provider.example:${port}${path}`));
  expect(await at('/svg')).toContain('bad-output: What provider.example');
  expect(await at('/bomb')).toContain('has 90000 by 90000 pixels');
  expect(await at('/said')).toContain('larger than 10 MB');
  expect(await at('/long')).toContain('larger than 10 MB');
  expect(await at('/gone')).toContain('answered with 404');
});

test('goes to the public internet over https alone, wherever it is led', async () => {
  let asked = 0;
  const { load, port, rows } = await callsTo((request, response) => {
    asked++;
    const to = { '/near': `https://127.0.0.1:${port}/`, '/plain': `http://provider.example:${port}/`, '/lan': 'https://10.0.0.1/x.png' };
    response.writeHead(302, { location: to[request.url as keyof typeof to] ?? 'https://printer.local/' }).end();
  });
  for (const url of [`https://127.0.0.1:${port}/p.png`, `https://localhost:${port}/`, 'https://10.1.2.3/p.png', 'https://router/p.png'])
    expect(await asFar(load(url))).toMatch(/^forbidden: .*not on the public internet/);
  expect(await asFar(load(`http://provider.example:${port}/p.png`))).toContain('over https only');
  expect(await asFar(load('file:///etc/passwd'))).toMatch(/^forbidden|^bad-request/);
  expect(asked).toBe(0);
  for (const path of ['/near', '/lan', '/plain', '/other'])
    expect(await asFar(load(`https://provider.example:${port}${path}`))).toMatch(/^forbidden/);
  expect(asked).toBe(4);
  expect(rows.filter(({ ending }) => ending?.outcome === 'refused').length).toBeGreaterThan(7);
});

test('fetches nothing while everything stays on this device, nor where the address carries what the policy keeps', async () => {
  let asked = 0;
  const { load, port, turn } = await callsTo((_, response) => {
    asked++;
    response.end(PNG);
  });
  const iban = encodeURIComponent('DE89 3704 0044 0532 0130 00');
  expect(await asFar(load(`https://provider.example:${port}/p.png?q=${iban}`))).toBe(
    'forbidden: The address of this picture holds an IBAN, which your policy does not let go so far. Nothing was fetched.',
  );
  turn(true);
  expect(await asFar(load())).toContain('stay on this device');
  expect(asked).toBe(0);
  turn(false);
  expect(await asFar(load())).toBe('passed');
});

test('fetches nothing for an answer whose chat may not go so far', async () => {
  let asked = 0;
  for (const zone of ['device', 'lan', 'trusted'] as const) {
    const { load } = await callsTo((_, response) => {
      asked++;
      response.end(PNG);
    }, zone);
    expect(await asFar(load())).toMatch(/^forbidden: The address of this picture may hold what was said in this chat/);
  }
  expect(asked).toBe(0);
});
