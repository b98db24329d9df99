import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssets } from '../../electron/api/assets.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-assets-'));
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'icon.svg', 'assets/index-abc.js', 'assets/index-abc.css', 'unknown.xyz'])
    writeFileSync(join(folder, name), name);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the window’s files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/icon.svg', 'image/svg+xml', 'no-cache'],
    ['/assets/index-abc.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/index-abc.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/unknown.xyz', 'application/octet-stream', 'no-cache'],
  ])('serves %s as what it is, and to nobody but the window', async (path, type, caching) => {
    const { headers } = await createAssets(folder)(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': type,
      'cache-control': caching,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-dns-prefetch-control': 'off',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('allows nothing but its own scripts, styles and calls', async () => {
    const policy = (await createAssets(folder)('/')).headers.get('content-security-policy') ?? '';
    const rules = new Map(
      policy.split(';').map((rule): [string, string[]] => {
        const [name = '', ...sources] = rule.trim().split(/\s+/);
        return [name, sources];
      }),
    );
    for (const closed of ['default-src', 'base-uri', 'form-action', 'frame-ancestors']) expect(rules.get(closed)).toEqual(["'none'"]);
    for (const own of ['script-src', 'style-src', 'font-src', 'connect-src']) expect(rules.get(own)).toEqual(["'self'"]);
    expect(rules.get('img-src')).toEqual(["'self'", 'data:']);
  });
});
