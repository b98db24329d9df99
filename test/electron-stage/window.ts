import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type {
  BrowserWindowConstructorOptions,
  BrowserWindow as ElectronWindow,
  IpcMainInvokeEvent,
  Rectangle,
  WebContents,
} from 'electron';
import type { BrowserContext, Page, Request as PlaywrightRequest } from 'playwright-core';
import { app, chromiumHere, isEnding, onQuit } from './app.ts';
import { invoke } from './ipc.ts';
import { scriptOf } from './page-side.ts';
import { preventable } from './preventable.ts';
import { fromStage, toStage } from './protocol.ts';
import { mayLoad } from './session.ts';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** Until then a new page is one of the program's own, in milliseconds. */
const POPUP_MS = 1_000;

let count = 0;
let focused: BrowserWindow | undefined;
const windows = new Set<BrowserWindow>();
const byPage = new Map<Page, BrowserWindow>();
let guarded: BrowserContext | undefined;

type ContentsPart = Pick<WebContents, 'send' | 'reload' | 'replaceMisspelling' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>;

class StageContents extends EventEmitter implements ContentsPart {
  readonly id = ++count;
  openHandler: OpenHandler | undefined;
  rtcPolicy = '';
  readonly #page: () => Promise<Page>;

  constructor(page: () => Promise<Page>) {
    super();
    this.#page = page;
  }
  send(channel: string, ...told: unknown[]): void {
    const tell = ([name, input]: [string, unknown[]]) =>
      (globalThis as { __stageHear?: (channel: string, told: unknown[]) => void }).__stageHear?.(name, input);
    void this.#page().then((page) => page.evaluate(tell, [channel, structuredClone(told)] as [string, unknown[]]).catch(() => undefined));
  }
  reload(): void {
    void this.#page().then((page) => page.reload());
  }
  replaceMisspelling(): void {}
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.rtcPolicy = policy;
  }
}

type WindowPart = Pick<
  ElectronWindow,
  | 'show'
  | 'hide'
  | 'focus'
  | 'isFocused'
  | 'isVisible'
  | 'isMinimized'
  | 'minimize'
  | 'restore'
  | 'isMaximized'
  | 'maximize'
  | 'unmaximize'
  | 'setBounds'
  | 'loadURL'
  | 'close'
  | 'destroy'
>;

/** A window that is a page of Chromium. */
export class BrowserWindow extends EventEmitter implements WindowPart {
  readonly id = ++count;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: StageContents;
  readonly #page: Promise<Page>;
  #state = { isVisible: false, isMinimized: false, isMaximized: false, isGone: false };

  static getAllWindows = () => [...windows];
  static getFocusedWindow = () => focused ?? null;
  static fromWebContents = (contents: unknown) => [...windows].find((window) => window.webContents === contents) ?? null;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.webContents = new StageContents(() => this.#page);
    this.#page = this.#open();
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async #open(): Promise<Page> {
    const { context } = chromiumHere();
    await guard(context);
    const page = await context.newPage();
    byPage.set(page, this);
    await page.setViewportSize({ width: this.options.width ?? 800, height: this.options.height ?? 600 });
    const { preload } = this.options.webPreferences ?? {};
    await page.exposeBinding('__stageInvoke', ({ frame }, channel: string, input: unknown[]) => {
      const senderFrame = { url: fromStage(frame.url()), parent: frame.parentFrame() };
      return invoke({ sender: this.webContents, senderFrame } as unknown as IpcMainInvokeEvent, channel, input);
    });
    if (preload !== undefined) await page.addInitScript({ content: scriptOf(readFileSync(preload, 'utf8'), process.platform) });
    page.on('crash', () => app.emit('render-process-gone', {}, this.webContents, { reason: 'crashed', exitCode: 1 }));
    page.on('close', () => this.#gone());
    return page;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    this.webContents.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false });
    // How long a page takes is a test's to judge.
    await page.goto(await toStage(url), { timeout: 0 });
    this.emit('ready-to-show');
  }
  show(): void {
    this.#state.isVisible = true;
    this.focus();
  }
  hide(): void {
    this.#state.isVisible = false;
    if (focused === this) focused = undefined;
  }
  focus(): void {
    const before = focused;
    focused = this;
    if (before !== undefined && before !== this) before.emit('blur');
    void this.#page.then((page) => page.bringToFront()).catch(() => undefined);
  }
  isFocused = () => focused === this;
  isVisible = () => this.#state.isVisible;
  isMinimized = () => this.#state.isMinimized;
  minimize(): void {
    this.#state.isMinimized = true;
  }
  restore(): void {
    this.#state.isMinimized = false;
  }
  isMaximized = () => this.#state.isMaximized;
  maximize(): void {
    this.#state.isMaximized = true;
  }
  unmaximize(): void {
    this.#state.isMaximized = false;
  }
  setBounds({ width, height }: Partial<Rectangle>): void {
    if (width !== undefined && height !== undefined) void this.#page.then((page) => page.setViewportSize({ width, height }));
  }
  close(): void {
    const { event, isPrevented } = preventable({});
    this.emit('close', event);
    if (!isPrevented()) this.destroy();
  }
  destroy(): void {
    void this.#page.then((page) => page.close());
  }
  /** Resolves once its page is gone. */
  async ended(): Promise<void> {
    this.close();
    await this.#page.then((page) => page.close()).catch(() => undefined);
  }

  #gone(): void {
    if (this.#state.isGone) return;
    this.#state.isGone = true;
    windows.delete(this);
    if (focused === this) focused = undefined;
    this.emit('closed');
    // Electron tells of it once for all, and not while the program is ending.
    if (windows.size === 0 && !isEnding()) app.emit('window-all-closed');
  }
}

onQuit(() => Promise.all([...windows].map((window) => window.ended())));

/** Puts the program's own rules before everything that any page loads. */
async function guard(context: BrowserContext): Promise<void> {
  if (guarded === context) return;
  guarded = context;
  context.on('page', (page) => {
    // A page that a page opened: what it was for is decided below, and here it shows nothing.
    setTimeout(() => void (byPage.has(page) || page.close().catch(() => undefined)), POPUP_MS);
  });
  await context.route('**/*', async (route) => {
    const request = route.request();
    const url = fromStage(request.url());
    const window = windowOf(request);
    if (window === undefined) {
      [...windows][0]?.webContents.openHandler?.({ url } as Parameters<OpenHandler>[0]);
      return await route.abort('aborted');
    }
    if (request.isNavigationRequest()) {
      const { event, isPrevented } = preventable({ url });
      window.webContents.emit('will-frame-navigate', event);
      // Aborted, the page stays on show; blocked, Chromium would put a page of its own there.
      if (isPrevented()) return await route.abort('aborted');
    }
    await (mayLoad(url) ? route.continue() : route.abort('blockedbyclient'));
  });
}

/** The window that a request is from; none for that of a page which a page is just opening. */
function windowOf(request: PlaywrightRequest): BrowserWindow | undefined {
  try {
    return byPage.get(request.frame().page());
  } catch {
    return undefined; // it has no frame yet
  }
}
