import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Desktop, PAGE_MS, RUNS_ON, startDesktop, TEST_MS } from './desktop.ts';

const root = join(import.meta.dirname, '..', '..');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const PACKAGE = '#!/bin/sh\necho new > "$0.ran"\n';

let folder: string;
let address: string;
let served: Record<string, string>;
let asked: string[];
const server = createServer((request, response) => {
  const path = (request.url ?? '').replace(/\?.*/, '');
  asked.push(path);
  const body = served[path];
  response.writeHead(body === undefined ? 404 : 200).end(body);
});

let desktop: Desktop;
let page: Page;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'lintel-updates-'));
  // A copy of the program as a package has it: with a source of newer ones among its resources.
  const app = join(folder, 'app');
  mkdirSync(app);
  cpSync(join(root, 'dist'), join(app, 'dist'), { recursive: true, filter: (path) => !/dist.(?:app|types)/.test(path) });
  cpSync(join(root, 'resources'), join(app, 'resources'), { recursive: true });
  cpSync(join(root, 'package.json'), join(app, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
  const key = publicKey.export({ type: 'spki', format: 'pem' });
  writeFileSync(
    join(app, 'resources', 'app-update.yml'),
    stringify({ provider: 'generic', url: address, updaterCacheDirName: 'lintel-updater', publicKey: key }),
  );
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Announces a version. @param signed what is signed; absent: the feed itself */
function announce(version: string, signed?: string): void {
  const sha512 = createHash('sha512').update(PACKAGE).digest('base64');
  const name = `Lintel-${version}-linux-x64.AppImage`;
  const files = [{ url: name, sha512, size: PACKAGE.length }];
  const feed = stringify({
    version,
    files,
    path: name,
    sha512,
    releaseNotes: 'Doors open outwards now.',
    releaseDate: '2026-11-21T12:00:00.000Z',
  });
  served = {
    '/latest-linux.yml': feed,
    '/latest-linux.yml.sig': sign(null, Buffer.from(signed ?? feed), privateKey).toString('base64'),
    [`/${name}`]: PACKAGE,
  };
  asked = [];
}

async function start(): Promise<void> {
  const image = join(folder, 'Lintel.AppImage');
  writeFileSync(image, '#!/bin/sh\n');
  chmodSync(image, 0o755);
  rmSync(`${image}.ran`, { force: true });
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  desktop = await startDesktop({
    dataFolder: mkdtempSync(join(folder, 'data-')),
    program: join(folder, 'app', 'dist', 'main', 'main.js'),
    environment: {
      LINTEL_STAGE_PACKAGED: '1',
      LINTEL_STAGE_VERSION: '1.4.0',
      APPIMAGE: image,
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_CONFIG_HOME: join(folder, 'config'),
    },
  });
  page = await desktop.page();
  page.setDefaultTimeout(PAGE_MS);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

const act = (wish: 'look' | 'get' | 'restart') => page.evaluate((given) => window.lintelDesktop?.actOnUpdate(given), wish);

describe.skipIf(RUNS_ON !== 'stage' || process.platform !== 'linux')('a newer Lintel', { timeout: TEST_MS }, () => {
  beforeAll(async () => {
    announce('1.5.0');
    await start();
    // Nothing is looked for at the start.
    expect(asked).toEqual([]);
  }, TEST_MS);
  afterAll(() => desktop.quit(), TEST_MS);

  it('is looked for by the door: each look is put down', async () => {
    announce('1.4.0');
    expect(await act('look')).toEqual({ phase: 'none' });
    const { entries } = await page.evaluate(
      async () => (await fetch('/ui/egress?limit=10')).json() as Promise<{ entries: { kind: string }[] }>,
    );
    expect(entries.map(({ kind }) => kind)).toContain('update');
  });

  it('is never an older one, however well it is signed', async () => {
    announce('1.3.9');
    expect(await act('look')).toEqual({ phase: 'none' });
    expect(await act('get')).toEqual({ phase: 'none' });
    expect(asked).toEqual(['/latest-linux.yml', '/latest-linux.yml.sig']);
  });

  it.each([
    ['by nobody', () => delete served['/latest-linux.yml.sig'], /404/],
    ['for another list', () => announce('1.5.0', 'version: 1.5.0'), /not signed/],
    [
      'with another key',
      () =>
        (served['/latest-linux.yml.sig'] = sign(
          null,
          Buffer.from(served['/latest-linux.yml'] ?? ''),
          generateKeyPairSync('ed25519').privateKey,
        ).toString('base64')),
      /not signed/,
    ],
  ])('is not believed where its list is signed %s', async (_how, spoil, reason) => {
    announce('1.5.0');
    spoil();
    expect(await act('look')).toMatchObject({ phase: 'failed', reason: expect.stringMatching(reason) });
    expect(await act('get')).toMatchObject({ phase: 'failed' });
    expect(asked.some((path) => path.endsWith('.AppImage'))).toBe(false);
  });

  it('is thrown away where its package is not the one that was announced', async () => {
    announce('1.5.0');
    await act('look');
    served['/Lintel-1.5.0-linux-x64.AppImage'] = '#!/bin/sh\necho owned\n';
    expect(await act('get')).toMatchObject({ phase: 'failed', reason: expect.stringContaining('not the one that was announced') });
    expect(await act('restart')).toMatchObject({ phase: 'failed' });
    expect(readFileSync(join(folder, 'Lintel.AppImage'), 'utf8')).toBe('#!/bin/sh\n');
  });

  it('comes to a program that is registered for its links, and for its start with the desktop', async () => {
    announce('1.4.0');
    expect((await desktop.look()).protocols).toEqual(['lintel']);
    await page.evaluate(() => {
      const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
      return fetch('/ui/settings', { method: 'PATCH', headers, body: JSON.stringify({ desktop: { autostart: true } }) });
    });
    const entry = join(folder, 'config', 'autostart', 'lintel.desktop');
    await expect
      .poll(() => existsSync(entry) && readFileSync(entry, 'utf8'), { timeout: PAGE_MS })
      .toContain(`Exec="${join(folder, 'Lintel.AppImage')}" --hidden`);
  });

  it('is found, shown with its notes, fetched when the person says so, and takes the place of the old one', async () => {
    announce('1.5.0');
    expect(await act('look')).toMatchObject({ phase: 'found', version: '1.5.0', notes: 'Doors open outwards now.' });
    const dialog = page.getByRole('dialog', { name: 'Lintel 1.5.0' });
    await dialog.getByText('Doors open outwards now.').waitFor();
    expect(asked).toEqual(['/latest-linux.yml', '/latest-linux.yml.sig']);
    await dialog.getByRole('button', { name: 'Get it' }).click();
    await dialog.getByRole('button', { name: 'Start anew' }).waitFor();
    expect(asked).toContain('/Lintel-1.5.0-linux-x64.AppImage');
    const image = join(folder, 'Lintel.AppImage');
    await dialog.getByRole('button', { name: 'Start anew' }).click();
    expect(await desktop.exited).toBe(0);
    expect(readFileSync(image, 'utf8')).toBe(PACKAGE);
    await expect.poll(() => existsSync(`${image}.ran`), { timeout: PAGE_MS }).toBe(true);
  });
});
