import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CERTIFICATE, KEY } from '../egress/certificate.ts';
import { findBarriers } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, newDataFolder, startLintel } from './lintel-process.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'test-output', 'window');
const HOST = 'provider.example';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** What was asked of the server of pictures, and what the proxy before it was asked for. */
const asked: string[] = [];
const wanted: string[] = [];
const far = createSecureServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
  asked.push(`${request.url} ${request.headers.referer ?? 'no referer'} ${request.headers.cookie ?? 'no cookie'}`);
  response.end(PNG);
});
const proxy = createServer();
proxy.on('connect', (request, socket: Socket) => {
  wanted.push(request.url ?? '');
  const onward = connect((far.address() as AddressInfo).port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    onward.pipe(socket).pipe(onward);
  });
  for (const one of [socket, onward]) one.on('error', () => undefined);
});

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  for (const server of [far, proxy]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dataFolder = newDataFolder();
  const authority = join(dataFolder, 'authority.pem');
  writeFileSync(authority, CERTIFICATE);
  [browser, started] = await Promise.all([launchBrowser(), startLintel({ dataFolder, environment: { NODE_EXTRA_CA_CERTS: authority } })]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
  for (const server of [far, proxy]) {
    server.close();
    server.closeAllConnections();
  }
});

const TEXT = [
  `Two pictures: ![A door](https://${HOST}/door.png) and ![](https://${HOST}/pixel.png?words=${'said-here-'.repeat(12)}).`,
  `Within a link: [![badge](https://${HOST}/badge.png)](https://${HOST}/)`,
  '![near](https://127.0.0.1/near.png)',
].join('\n\n');

// Set from outside, the switch cannot be turned off.
it.skipIf(process.env.LINTEL_STAY_ON_DEVICE === '1').each(['wide', 'narrow'] as const)(
  'loads a picture of an answer when it is asked for, that one alone, %s',
  async (size) => {
    const [scheme, locale] = size === 'wide' ? (['light', 'en-GB'] as const) : (['dark', 'de-DE'] as const);
    const viewport = size === 'wide' ? { width: 1280, height: 800 } : { width: 390, height: 844 };
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const left: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(started.address) && !request.url().startsWith('data:')) left.push(request.url());
    });
    asked.length = 0;
    await page.goto(started.address);
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const id = await page.evaluate(
      async ([text, through]) => {
        const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
        const send = (method: string, path: string, body: object) => fetch(path, { method, headers, body: JSON.stringify(body) });
        await send('PATCH', '/ui/settings', { downloads: { proxy: through } });
        const at = 1_795_000_000_000;
        const messages = [
          { id: 'q', role: 'user', text: 'Show me', createdAt: at },
          { id: 'a', parentId: 'q', role: 'assistant', text, createdAt: at },
        ];
        const conversation = { title: 'Pictures', createdAt: at, updatedAt: Date.now() + 1e6, messages };
        await send('POST', '/ui/conversations/import', { conversations: [conversation] });
        return ((await (await fetch('/ui/conversations?limit=1')).json()) as { id: string }[])[0]?.id;
      },
      [TEXT, address] as const,
    );
    await page.goto(`${started.address}/#${id}`);
    await page.reload();
    const answer = page.getByRole('article').last();
    const loads = answer.getByRole('button', { name: size === 'wide' ? `Load the picture from ${HOST}` : `Bild von ${HOST} laden` });
    await loads.first().waitFor();
    expect(await loads.count()).toBe(2);
    await answer.getByText(size === 'wide' ? /more characters, which may hold words/ : /weitere Zeichen, in denen Worte/).waitFor();
    expect(await answer.locator('img').count()).toBe(0);
    expect([asked, left]).toEqual([[], []]);
    expect(await findBarriers(page)).toEqual([]);
    await page.screenshot({ path: join(PICTURES, `pictures-unloaded-${size}-${scheme}.png`) });

    await loads.first().click();
    const shown = answer.getByRole('img', { name: 'A door' });
    await shown.waitFor();
    expect(await shown.evaluate((image: HTMLImageElement) => [image.src.slice(0, 22), image.naturalWidth])).toEqual([
      'data:image/png;base64,',
      1,
    ]);
    expect(asked).toEqual(['/door.png no referer no cookie']);
    expect(wanted.at(-1)).toBe(`${HOST}:443`);
    expect(left).toEqual([]);

    await answer.getByRole('button', { name: /127\.0\.0\.1/ }).click();
    await answer
      .getByRole('alert')
      .filter({ hasText: size === 'wide' ? 'not on the public internet' : 'liegt nicht im öffentlichen Internet' })
      .waitFor();
    await page.screenshot({ path: join(PICTURES, `pictures-loaded-${size}-${scheme}.png`) });

    const log = await page.evaluate(
      async () => ((await (await fetch('/ui/egress?limit=5')).json()) as { entries: { kind: string; host: string }[] }).entries,
    );
    expect(log.filter(({ kind }) => kind === 'picture').map(({ host }) => host)).toContain(HOST);
    await page.goto(`${started.address}/#/activity/left`);
    await page
      .getByText(size === 'wide' ? /A picture of an answer, on your click to/ : /Ein Bild aus einer Antwort, auf Klick/)
      .first()
      .waitFor();

    await page.evaluate(() =>
      fetch('/ui/policy', {
        method: 'PATCH',
        headers: { 'x-lintel-window': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ stayOnDevice: true }),
      }),
    );
    await page.goto(`${started.address}/#${id}`);
    await loads.last().click();
    await answer
      .getByRole('alert')
      .filter({ hasText: size === 'wide' ? 'stay on this device' : 'soll auf diesem Gerät bleiben' })
      .waitFor();
    expect(asked).toHaveLength(1);
    await page.evaluate(() =>
      fetch('/ui/policy', {
        method: 'PATCH',
        headers: { 'x-lintel-window': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ stayOnDevice: false }),
      }),
    );

    // What is tagged stays, and so does an address that may hold it.
    await page.evaluate(
      (chat) =>
        fetch(`/ui/conversations/${chat}`, {
          method: 'PATCH',
          headers: { 'x-lintel-window': '1', 'content-type': 'application/json' },
          body: JSON.stringify({ tags: ['private'] }),
        }),
      id ?? '',
    );
    await loads.last().click();
    await answer
      .getByRole('alert')
      .filter({ hasText: size === 'wide' ? 'no further than this device' : 'höchstens auf diesem Gerät' })
      .waitFor();
    await page.screenshot({ path: join(PICTURES, `pictures-kept-${size}-${scheme}.png`) });
    expect(asked).toHaveLength(1);
    await context.close();
  },
);
