import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EXECUTABLE, runtimeArchive, startMirror, VERSION, writeElectronPackage } from '../fakes/electron-mirror.ts';

const project = join(import.meta.dirname, '..', '..');
const NOWHERE = 'http://127.0.0.1:1/';
let root: string;

/** A built Lintel whose headless boot only says what it was given, and a browser that only notes the address. */
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lintel-start-')));
  cpSync(join(project, 'scripts'), join(root, 'scripts'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"name":"lintel","version":"0.0.0","type":"module"}');
  mkdirSync(join(root, 'dist', 'main'), { recursive: true });
  writeFileSync(
    join(root, 'dist', 'main', 'headless.js'),
    `export async function startHeadless(argv) {
       process.on('SIGINT', () => { console.log('interrupted'); process.exit(9); });
       console.log('lintel ready ' + JSON.stringify({ argv, pid: process.pid }));
       setTimeout(() => {}, 300);
       return { address: 'http://127.0.0.1:5468/' };
     }`,
  );
  mkdirSync(join(root, 'node_modules', 'open'), { recursive: true });
  writeFileSync(join(root, 'node_modules', 'open', 'package.json'), '{"name":"open","type":"module","exports":"./index.js"}');
  writeFileSync(join(root, 'node_modules', 'open', 'index.js'), `export default async (url) => { console.log('opened ' + url); };`);
  for (const scope of ['@electron', '@electron-internal']) {
    symlinkSync(join(project, 'node_modules', scope), join(root, 'node_modules', scope), 'junction');
  }
  writeElectronPackage(join(root, 'node_modules', 'electron'), Buffer.of());
  writeFileSync(join(root, 'dist', 'built'), '');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function npmStart(flags: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs'), ...flags], {
    env: {
      PATH: process.env.PATH,
      HOME: root,
      DISPLAY: ':77',
      ELECTRON_MIRROR: NOWHERE,
      electron_config_cache: join(root, 'cache'),
      ...env,
    },
  });
  const seen = { out: '', err: '' };
  child.stdout.on('data', (text) => (seen.out += text));
  child.stderr.on('data', (text) => (seen.err += text));
  return { child, seen, end: once(child, 'close').then(([code]) => ({ code, ...seen })) };
}

/** Installs a shell script as the Electron runtime. */
function installRuntime(program: string): void {
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist', EXECUTABLE, '..'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'version'), VERSION);
  writeFileSync(join(folder, 'dist', EXECUTABLE), program, { mode: 0o755 });
  writeFileSync(join(folder, 'path.txt'), EXECUTABLE);
}

describe('without a window', () => {
  test('--headless runs in this very process and says nothing else', async () => {
    const { child, end } = npmStart(['--headless', '--port', '7777']);
    const { code, out, err } = await end;
    expect(out).toBe(`lintel ready ${JSON.stringify({ argv: ['--headless', '--port', '7777'], pid: child.pid })}\n`);
    expect([code, err]).toEqual([0, '']);
  });

  test.runIf(process.platform === 'linux')('no display: one plain line, no Electron, no browser', async () => {
    installRuntime('#!/bin/sh\necho electron\n');
    const { code, out, err } = await npmStart([], { DISPLAY: '' }).end;
    expect(err).toBe('There is no display here, so the window is served at the address below.\n');
    expect(out).toContain('lintel ready');
    expect(out).not.toMatch(/electron|opened/);
    expect(code).toBe(0);
  });

  test('no runtime and no host: one plain line, then the browser', async () => {
    const { code, out, err } = await npmStart(['--no-sandbox', '--port', '7777']).end;
    expect(err).toMatch(/^The Electron runtime is not here and cannot be downloaded now \(.+\), so the window opens in your browser\.\n$/);
    expect(out).toContain('"argv":["--port","7777"]');
    expect(out).toContain('opened http://127.0.0.1:5468/');
    expect(code).toBe(0);
  });

  test('--no-open leaves the browser alone', async () => {
    const { out, err } = await npmStart(['--no-open']).end;
    expect(out).not.toContain('opened');
    expect(err).toContain('so the window is served at the address below.');
  });

  test('no electron package at all is said, too', async () => {
    rmSync(join(root, 'node_modules', 'electron'), { recursive: true });
    const { out, err } = await npmStart([]).end;
    expect(err).toContain('the electron package is not installed');
    expect(out).toContain('lintel ready');
  });
});

describe.skipIf(process.platform === 'win32')('with Electron', () => {
  test('runs the app with its flags, on Electron and not as Node', async () => {
    installRuntime('#!/bin/sh\necho "$@" [$ELECTRON_RUN_AS_NODE]\n');
    const { code, out, err } = await npmStart(['--data-dir', '/d'], { ELECTRON_RUN_AS_NODE: '1' }).end;
    expect([code, out, err]).toEqual([0, `${root} --data-dir /d []\n`, '']);
  });

  test('downloads the runtime where its host answers, then runs it', async () => {
    const archive = runtimeArchive('#!/bin/sh\necho downloaded electron\n');
    writeElectronPackage(join(root, 'node_modules', 'electron'), archive);
    await using mirror = await startMirror((_, response) => response.end(archive));
    const { code, out, err } = await npmStart([], { ELECTRON_MIRROR: mirror.url }).end;
    expect(err).toContain(`Downloading the Electron runtime from ${mirror.host}`);
    expect([code, out]).toEqual([0, 'downloaded electron\n']);
  });

  test('one Ctrl-C, echoed, skips a slow download and leaves the rest running', async () => {
    await using mirror = await startMirror((_, response) => response.writeHead(200).write('PK'));
    const { child, seen, end } = npmStart([], { ELECTRON_MIRROR: mirror.url });
    await vi.waitFor(() => expect(seen.err).toContain('Downloading'), { timeout: 5000 });
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGINT'), 50);
    const { code, out, err } = await end;
    expect(err).toContain('(you skipped the download), so the window opens in your browser.');
    expect(out).toContain('lintel ready');
    expect(out).not.toContain('interrupted');
    expect(code).toBe(0);
    expect(existsSync(join(root, 'node_modules', 'electron', 'path.txt'))).toBe(false);
  });

  test('an Electron that fails at once gives way to the browser', async () => {
    installRuntime('#!/bin/sh\necho "Running as root without --no-sandbox is not supported." >&2\nexit 1\n');
    const { code, out, err } = await npmStart([]).end;
    expect(err).toContain('The desktop window could not start (exit code 1), so the window opens in your browser.\n');
    expect(out).toContain('opened http://127.0.0.1:5468/');
    expect(code).toBe(0);
  });

  test('a runtime that is no program gives way to the browser', async () => {
    installRuntime('not a program');
    const { out, err } = await npmStart([]).end;
    expect(err).toContain('so the window opens in your browser.\n');
    expect(out).toContain('lintel ready');
  });

  test('passes a signal on once, however often it is echoed, and ends as the app ended', async () => {
    const record = join(root, 'signals');
    installRuntime(
      `#!/bin/sh\ntrap 'echo TERM >> ${record}; closing=1' TERM\necho up\nwhile [ -z "$closing" ]; do sleep 0.05; done\nsleep 0.3\nexit 5\n`,
    );
    const { child, seen, end } = npmStart([]);
    await vi.waitFor(() => expect(seen.out).toContain('up'), { timeout: 5000 });
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGTERM'), 50);
    const { code, out, err } = await end;
    expect([code, out, err]).toEqual([5, 'up\n', '']);
    expect(readFileSync(record, 'utf8')).toBe('TERM\n');
  });
});
