import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { createLog } from '../../electron/platform/log.ts';
import type { Lintel, WiringOptions } from '../../electron/wiring.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type FakeElectron, fakeElectron } from '../fakes/electron.ts';

let folder: string;
let electron: FakeElectron;
let wired: WiringOptions[];
let lintel: Pick<Lintel, 'window' | 'close' | 'onChange' | 'lookAgain' | 'goForUpdate'>;
const argv = process.argv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-desktop-'));
  vi.stubEnv('LINTEL_DATA_DIR', join(folder, 'data'));
  electron = fakeElectron();
  wired = [];
  lintel = {
    window: async () => new Response('hello'),
    close: async () => {},
    onChange: () => {},
    lookAgain: () => {},
    goForUpdate: () => () => Promise.reject(new Error('Nothing leaves a test.')),
  };
});

afterEach(() => {
  electron.module.powerMonitor.removeAllListeners();
  delete electron.menus.tray;
  process.argv = argv;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** What the tray and the rest of the desktop read at the start. */
const SHELL: Readonly<Record<string, object>> = {
  '/ui/settings': { desktop: {}, window: {} },
  '/ui/port': { isFixed: false },
  '/ui/policy': { stayOnDevice: false },
};

/** The Lintel that is wired, which answers the desktop itself, too. */
const whole = (parts: Partial<Lintel> = {}): Lintel => ({
  listen: async () => '',
  network: () => [],
  ...lintel,
  ...parts,
  async window(request) {
    const reply = SHELL[new URL(request.url).pathname];
    return reply === undefined ? lintel.window(request) : Response.json(reply);
  },
});

/** Runs the real boot list on the fake Electron. */
async function boot(wire: (options: WiringOptions) => Promise<Lintel> = async () => whole()) {
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  vi.doMock('../../electron/wiring.ts', () => ({
    wire: (options: WiringOptions) => {
      wired.push(options);
      electron.order.push('wire');
      return wire(options);
    },
  }));
  await import('../../electron/main.ts');
}

async function bootToWindow(wire?: Parameters<typeof boot>[0]) {
  await boot(wire);
  electron.becomeReady();
  return vi.waitFor(() => {
    const [window] = electron.windows;
    if (window === undefined) throw new Error('no window yet');
    return window;
  });
}

function ask(path: string, init?: RequestInit): Promise<Response> {
  const answer = electron.handlers['lintel-app'];
  if (answer === undefined) throw new Error('The scheme has no handler.');
  return Promise.resolve(answer(new Request(`lintel-app://window${path}`, init)));
}

const preventable = (fields: object = {}) => ({ ...fields, preventDefault: vi.fn() });

describe('the boot', () => {
  test('registers the scheme and takes the lock before Electron is ready, and opens the window last', async () => {
    await boot();
    expect(electron.order).toEqual(['scheme', 'setPath userData', 'setPath sessionData', 'lock', 'setPath crashDumps']);
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.order.slice(5)).toEqual(['ready', 'wire', 'handle', 'window']));
    expect(electron.schemes).toEqual([
      { scheme: 'lintel-app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: false } },
    ]);
  });

  test('puts everything in the data folder that was asked for', async () => {
    const asked = join(folder, 'asked');
    process.argv = ['electron', '/app', '--no-sandbox', '--data-dir', asked];
    await bootToWindow();
    expect(electron.paths).toEqual({ userData: asked, sessionData: join(asked, 'window'), crashDumps: join(asked, 'crashes') });
    expect(wired[0]).toMatchObject({ dataFolder: asked, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(readdirSync(folder)).toEqual(['asked']);
    expect(readdirSync(asked)).toContain('window');
  });

  test('takes no flag from behind a link, whose writer may have written it', async () => {
    process.argv = [
      'electron',
      '/app',
      'lintel://page/models',
      '--data-dir',
      join(folder, 'other'),
      '--policy',
      '/evil.yaml',
      '--port',
      '6000',
    ];
    const listen = vi.fn(async () => '');
    await bootToWindow(async () => whole({ listen }));
    expect(electron.paths.userData).toBe(join(folder, 'data'));
    expect(wired[0]?.policyFile).toBeUndefined();
    expect(listen).not.toHaveBeenCalled();
  });

  test('opens the port for other apps where --port asks for it', async () => {
    const ports: number[] = [];
    const listening = async () =>
      whole({
        listen: async (port) => {
          ports.push(port);
          return `http://127.0.0.1:${port}`;
        },
      });
    process.argv = ['electron', '/app', '--port', '6000'];
    await bootToWindow(listening);
    expect(ports).toEqual([6000]);
  });

  test('shows alerts as the desktop does, where it can', async () => {
    await bootToWindow();
    wired[0]?.notify?.('A budget was reached', 'Half of it is spent.');
    electron.state.hasNotifications = false;
    wired[0]?.notify?.('Nobody', 'sees this.');
    expect(electron.notifications).toEqual(['A budget was reached: Half of it is spent.']);
  });

  test('ends at once when another window has the data folder', async () => {
    electron.state.hasLock = false;
    await boot();
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.exits).toEqual([0]));
    expect(electron.order).not.toContain('wire');
    expect(electron.windows).toEqual([]);
  });

  test('shows the sentence of a failure, and ends in failure', async () => {
    await boot(async () => {
      throw new LintelError('storage-full', 'The disk is full. Free some space and try again.');
    });
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.exits).toEqual([1]));
    expect(electron.errorBoxes).toEqual([{ title: 'Lintel could not start', content: 'The disk is full. Free some space and try again.' }]);
    expect(electron.windows).toEqual([]);
  });

  test('keeps the details of an unknown failure for the log', async () => {
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await boot(async () => {
      throw new TypeError('x of undefined');
    });
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.exits).toEqual([1]));
    expect(electron.errorBoxes[0]?.content).not.toContain('undefined');
    expect(logged.mock.calls.join()).toContain('x of undefined');
  });

  test('says so when the data folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    vi.stubEnv('LINTEL_DATA_DIR', join(folder, 'file', 'data'));
    await boot();
    await vi.waitFor(() => expect(electron.exits).toEqual([1]));
    expect(electron.errorBoxes[0]?.content).toContain('--data-dir');
  });
});

describe('the scheme', () => {
  test('answers a GET', async () => {
    lintel.window = async (request) => new Response(request.url, { status: 201, headers: { 'x-seen': request.method } });
    await bootToWindow();
    const response = await ask('/ui/state');
    expect([response.status, response.headers.get('x-seen'), await response.text()]).toEqual([201, 'GET', 'lintel-app://window/ui/state']);
  });

  test('passes an empty answer on', async () => {
    lintel.window = async () => new Response(null, { status: 304 });
    await bootToWindow();
    const response = await ask('/app.js');
    expect([response.status, response.body]).toEqual([304, null]);
  });

  test('streams the answer to a POST as it comes', async () => {
    const lines = new TransformStream<Uint8Array, Uint8Array>();
    const writer = lines.writable.getWriter();
    let posted = '';
    lintel.window = async (request) => {
      posted = await request.text();
      return new Response(lines.readable, { headers: { 'content-type': 'application/x-ndjson' } });
    };
    await bootToWindow();
    const response = await ask('/ui/chat', { method: 'POST', body: '{"text":"hi"}' });
    expect(posted).toBe('{"text":"hi"}');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (const line of ['{"n":1}\n', '{"n":2}\n']) {
      const written = writer.write(new TextEncoder().encode(line));
      expect((await reader?.read())?.value).toBe(line);
      await written;
    }
    const closed = writer.close();
    expect((await reader?.read())?.done).toBe(true);
    await closed;
  });

  test('takes a body that arrives as a stream, as Electron hands over large ones', async () => {
    lintel.window = async (request) => new Response(await request.text());
    await bootToWindow();
    const body = new Blob(['a'.repeat(100_000)]).stream();
    const response = await ask('/ui/chat', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect((await response.text()).length).toBe(100_000);
  });

  test('turns an aborted fetch into an aborted request', async () => {
    const cancelled = vi.fn();
    let signal: AbortSignal | undefined;
    lintel.window = async (request) => {
      signal = request.signal;
      return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(8)), cancel: cancelled }));
    };
    await bootToWindow();
    const { body } = await ask('/ui/chat', { method: 'POST', body: '{}' });
    // What Electron does with a body, and with it when the page aborts.
    const stream = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    await new Promise((seen) => stream.once('data', seen));
    expect(signal?.aborted).toBe(false);
    stream.destroy();
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
  });

  test('breaks the stream when the answer breaks', async () => {
    lintel.window = async () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('broken')) }));
    await bootToWindow();
    await expect((await ask('/ui/chat')).text()).rejects.toThrow('broken');
  });
});

describe('the window', () => {
  test('has no way to the system', async () => {
    const window = await bootToWindow();
    expect(window.options.webPreferences).toEqual({
      preload: expect.stringMatching(/dist.main.preload\.cjs$/),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Whether it is checked, the session says.
      spellcheck: true,
    });
    expect(window.options).toMatchObject({ width: 1280, height: 800, minWidth: 390, minHeight: 500 });
    expect(window.urls).toEqual(['lintel-app://window/']);
  });

  test('shows once it is painted', async () => {
    const window = await bootToWindow();
    expect([window.options.show, window.shown]).toEqual([false, 0]);
    window.emit('ready-to-show');
    expect(window.shown).toBe(1);
  });

  test('starts dark on a dark desktop', async () => {
    const light = (await bootToWindow()).options.backgroundColor;
    electron = fakeElectron();
    electron.state.dark = true;
    expect((await bootToWindow()).options.backgroundColor).not.toBe(light);
  });

  test('comes forward when Lintel is started again', async () => {
    const window = await bootToWindow();
    window.minimized = true;
    electron.module.app.emit('second-instance', {}, ['electron', '/app'], '/');
    await vi.waitFor(() => expect(window.shown).toBe(1));
    expect([window.minimized, window.shown, electron.windows.length]).toEqual([false, 1, 1]);
  });

  test('opens anew when it was closed', async () => {
    (await bootToWindow()).destroy();
    electron.module.app.emit('activate');
    expect(electron.windows.length).toBe(1);
  });

  test.each([
    ['https://example.com/', true],
    ['file:///etc/passwd', true],
    ['lintel-app://elsewhere/', true],
    ['lintel-app://window.example.com/', true],
    ['lintel-app://window/chat', false],
  ])('navigating to %s is prevented: %s', async (url, prevented) => {
    const { webContents } = await bootToWindow();
    for (const name of ['will-frame-navigate', 'will-redirect']) {
      const event = preventable({ url });
      webContents.emit(name, event);
      expect(event.preventDefault.mock.calls.length > 0).toBe(prevented);
    }
  });

  test('links open outside, and only where that starts nothing', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { webContents } = await bootToWindow();
    const links = [
      'https://a.example/',
      'http://b.example/',
      'mailto:c@d.example',
      'file:///bin/sh',
      'ms-settings:x',
      'lintel-app://window/',
      'nonsense',
    ];
    for (const url of links) {
      const details = { url } as Parameters<NonNullable<typeof webContents.openHandler>>[0];
      expect(webContents.openHandler?.(details)).toEqual({ action: 'deny' });
    }
    expect(electron.opened).toEqual(links.slice(0, 3));
  });

  test('holds no webview', async () => {
    const { webContents } = await bootToWindow();
    const event = preventable();
    webContents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalled();
  });

  test('may write to the clipboard and nothing else', async () => {
    await bootToWindow();
    const { onRequest, onCheck } = electron.permissions;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'clipboard-sanitized-write',
    ] as const) {
      const grant = vi.fn();
      onRequest?.({} as never, permission, grant, {} as never);
      expect(grant).toHaveBeenCalledExactlyOnceWith(permission === 'clipboard-sanitized-write');
      expect(onCheck?.(null, permission, 'lintel-app://window', {} as never)).toBe(permission === 'clipboard-sanitized-write');
    }
  });
});

describe('the calls of a page', () => {
  const called = (channel: string, event: object, ...input: unknown[]) =>
    Promise.resolve().then(() => electron.answers[`lintel:${channel}`]?.(event as never, ...input));

  test.each([
    ['another origin', { url: 'https://example.org/', parent: null }],
    ['a look-alike of its own', { url: 'lintel-app://window.example.org/', parent: null }],
    ['a frame within its page', { url: 'lintel-app://window/', parent: {} }],
    ['a frame that is gone', null],
  ])('are refused from %s', async (_name, senderFrame) => {
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { webContents } = await bootToWindow();
    await expect(called('update', { sender: webContents, senderFrame })).rejects.toThrow('Refused.');
    expect(logged.mock.calls.join()).toContain('reason="sender"');
  });

  test('are answered for its own, but for no page that is in no window', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { webContents } = await bootToWindow();
    const senderFrame = { url: 'lintel-app://window/', parent: null };
    expect(await called('update', { sender: webContents, senderFrame })).toMatchObject({ phase: 'off' });
    await expect(called('update', { sender: {}, senderFrame })).rejects.toThrow('Refused.');
  });

  /** What the page hears first of what Lintel was started with. */
  async function openedBy(...argv: string[]): Promise<unknown[]> {
    process.argv = ['electron', '/app', ...argv];
    const { webContents } = await bootToWindow();
    expect(webContents.sent).toEqual([]);
    const event = { sender: webContents, senderFrame: { url: 'lintel-app://window/', parent: null } };
    await called('listening', event);
    await called('listening', event);
    return webContents.sent;
  }

  test('hear what was opened before they listened, once', async () => {
    expect(await openedBy('lintel://page/models')).toEqual([{ type: 'opened', opened: { kind: 'page', page: 'models' } }]);
  });

  test('hear of a file by its path, however the desktop names it', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const named = join(folder, 'My models', 'a b.GGUF');
    const opened = await openedBy(
      named,
      pathToFileURL(named).href,
      'file://server/share/x.gguf',
      'file:///%E0.gguf',
      '--x.gguf',
      '/etc/passwd',
    );
    expect(opened).toEqual(Array(2).fill({ type: 'opened', opened: { kind: 'file', path: named } }));
  });
});

describe('the desktop', () => {
  test('tells of waking and of power', async () => {
    const lookAgain = vi.fn();
    lintel.lookAgain = lookAgain;
    await bootToWindow();
    for (const event of ['resume', 'on-battery', 'on-ac']) electron.module.powerMonitor.emit(event);
    expect(lookAgain).toHaveBeenCalledTimes(3);
  });

  test('opens its window only once its page has somebody to answer it', async () => {
    const listening = Promise.withResolvers<string>();
    process.argv = ['electron', '/app', '--port', '0'];
    await boot(async () => whole({ listen: () => listening.promise }));
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.order).toContain('handle'));
    electron.module.app.emit('second-instance', {}, ['electron', '/app'], '/');
    await new Promise((later) => setTimeout(later, 20));
    expect(electron.windows).toEqual([]);
    listening.resolve('');
    await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
    expect(Object.keys(electron.answers)).toContain('lintel:listening');
  });

  test.skipIf(process.platform !== 'linux')('takes its keys from the desktop’s portal, beside what the person switched on', async () => {
    electron.switches['enable-features'] = 'Own';
    await boot();
    expect(electron.switches['enable-features']).toBe('Own,GlobalShortcutsPortal');
  });

  test('says on Windows who it is, as the installer’s shortcut does', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    vi.stubEnv('APPDATA', folder);
    electron.module.app.isPackaged = true;
    await boot();
    const { appId } = parse(readFileSync(join(import.meta.dirname, '..', '..', 'electron-builder.yml'), 'utf8')) as { appId: string };
    expect(electron.state.appId).toBe(appId);
  });

  test('is started at login by the file that stays, and left as the system has it until the person chose here', async () => {
    vi.resetModules();
    vi.doMock('electron', () => electron.module);
    const { createAutostart } = await import('../../electron/windows/autostart.ts');
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    vi.stubEnv('PORTABLE_EXECUTABLE_FILE', 'D:\\Lintel.exe');
    electron.module.app.isPackaged = true;
    const autostart = createAutostart(createLog({ write: () => true }));
    const state = { staysOnDevice: false, words: {} as never };
    autostart({ ...state, desktop: {} });
    expect(electron.loginItems).toEqual([]);
    for (const wished of [true, true, undefined]) autostart({ ...state, desktop: wished === undefined ? {} : { autostart: wished } });
    const entry = { path: 'D:\\Lintel.exe', args: ['--hidden'] };
    expect(electron.loginItems).toEqual([
      { openAtLogin: true, ...entry },
      { openAtLogin: false, ...entry },
    ]);
  });

  test('opens no window on macOS where the system started it at login', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    electron.module.app.isPackaged = true;
    electron.state.openedAtLogin = true;
    await boot();
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.menus.tray).toBeDefined());
    expect(electron.windows).toEqual([]);
  });

  test('loads a window that crashed again, and not for ever', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { webContents } = await bootToWindow();
    for (let crash = 0; crash < 5; crash += 1)
      electron.module.app.emit('render-process-gone', {}, webContents, { reason: 'crashed', exitCode: 5 });
    expect(webContents.reloads).toBe(3);
  });

  test('opens no window where the desktop started it by itself', async () => {
    process.argv = ['electron', '/app', '--hidden'];
    await boot();
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.menus.tray).toBeDefined());
    expect(electron.windows).toEqual([]);
  });

  test('puts its item among what starts at login as the desktops read it', async () => {
    const { setLinuxAutostart } = await import('../../electron/windows/autostart.ts');
    await setLinuxAutostart(join(folder, 'autostart'), '/opt/My "Apps"/back\\slash $1 100%', true);
    const entry = () => readFileSync(join(folder, 'autostart', 'lintel.desktop'), 'utf8');
    expect(entry()).toContain(String.raw`Exec="/opt/My \\"Apps\\"/back\\\\slash \\$1 100%%" --hidden`);
    await setLinuxAutostart(join(folder, 'autostart'), '/opt/lintel', false);
    expect(entry).toThrow();
  });
});

describe('Chromium', () => {
  test('is told before it starts to keep off the network', async () => {
    await boot();
    expect(electron.order).not.toContain('ready');
    expect(electron.switches).toMatchObject({
      'host-resolver-rules': 'MAP * ~NOTFOUND',
      'no-proxy-server': '',
      'no-pings': '',
      'disable-background-networking': '',
      'disable-component-update': '',
      'disable-domain-reliability': '',
      'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
    });
  });

  test('asks no name servers, fetches no dictionaries and lets no page find its way around, before there is a page', async () => {
    let atWindow: unknown;
    electron.onWindow = () => {
      atWindow = { ...electron.traffic };
    };
    const { webContents } = await bootToWindow();
    expect(atWindow).toEqual({
      resolver: { enableBuiltInResolver: false, secureDnsMode: 'off' },
      spellChecker: false,
      onBeforeRequest: expect.any(Function),
    });
    expect(webContents.rtcPolicy).toBe('disable_non_proxied_udp');
  });

  test.each([
    ['lintel-app://window/', true],
    ['lintel-app://window/ui/state', true],
    ['blob:lintel-app://window/1b4e', true],
    ['data:image/png;base64,AAAA', true],
    ['devtools://devtools/bundled/devtools_app.html', true],
    ['https://example.org/', false],
    ['http://127.0.0.1:3210/', false],
    ['wss://example.org/', false],
    ['file:///etc/passwd', false],
    ['ftp://example.org/', false],
    ['blob:https://example.org/1b4e', false],
    ['lintel-app://window.example.org/', false],
    ['lintel-app://other/', false],
    ['devtools://devtools/remote/serve_file/devtools_app.html', false],
    ['chrome-extension://abc/x.js', false],
    ['https://redirector.gvt1.com/edgedl/chrome/dict/en-us-10-1.bdic', false],
  ])('may load %s: %s', async (url, may) => {
    await bootToWindow();
    const answer = vi.fn();
    electron.traffic.onBeforeRequest?.({ url } as never, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: !may });
  });
});

describe('quitting', () => {
  test('follows the last window, except on macOS', async () => {
    await bootToWindow();
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    electron.module.app.emit('window-all-closed');
    expect(electron.order).not.toContain('quit');
    platform.mockReturnValue('linux');
    electron.module.app.emit('window-all-closed');
    expect(electron.order).toContain('quit');
  });

  test('waits until Lintel has closed, whatever comes meanwhile', async () => {
    const closing = Promise.withResolvers<void>();
    const close = vi.fn(() => closing.promise);
    lintel.close = close;
    await bootToWindow();
    for (let signal = 0; signal < 2; signal += 1) {
      const event = preventable();
      electron.module.app.emit('will-quit', event);
      expect(event.preventDefault).toHaveBeenCalled();
    }
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(electron.exits).toEqual([]);
    closing.resolve();
    await vi.waitFor(() => expect(electron.exits).toEqual([0]));
  });

  test('waits for nothing for ever', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    lintel.close = () => new Promise(() => {});
    await bootToWindow();
    vi.useFakeTimers();
    try {
      electron.module.app.emit('will-quit', preventable());
      await vi.advanceTimersByTimeAsync(9_000);
      expect(electron.exits).toEqual([]);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(electron.exits).toEqual([1]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('during the start closes what was started', async () => {
    const close = vi.fn(async () => {});
    const wiring = Promise.withResolvers<Lintel>();
    await boot(() => wiring.promise);
    electron.becomeReady();
    electron.module.app.emit('will-quit', preventable());
    wiring.resolve(whole({ close }));
    await vi.waitFor(() => expect(electron.exits).toEqual([0]));
    expect(close).toHaveBeenCalledOnce();
  });

  test('ends in failure when closing fails', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    lintel.close = async () => {
      throw new Error('ledger stuck');
    };
    await bootToWindow();
    electron.module.app.emit('will-quit', preventable());
    await vi.waitFor(() => expect(electron.exits).toEqual([1]));
  });
});
