import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  ConfigureHostResolverOptions,
  CustomScheme,
  ForkOptions,
  IpcMain,
  Session,
  WebContents,
} from 'electron';
import { Menu, nativeImage, shown, Tray } from '../electron-stage/menu.ts';
import { safeStorage } from '../electron-stage/safe-storage.ts';
import { clipboard, crashReporter, globalShortcut, powerMonitor, record, screen } from '../electron-stage/system.ts';

type Answer = (request: Request) => Response | Promise<Response>;
type WindowCalls = Pick<BrowserWindow, 'show' | 'focus' | 'restore' | 'isMinimized' | 'isFocused' | 'destroy' | 'loadURL'>;

interface FakeWindow extends EventEmitter, WindowCalls {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: ReturnType<typeof fakeContents>;
  readonly urls: string[];
  shown: number;
  minimized: boolean;
}

interface FakeWindows {
  new (options?: BrowserWindowConstructorOptions): FakeWindow;
  getAllWindows(): FakeWindow[];
  getFocusedWindow(): FakeWindow | null;
  fromWebContents(contents: unknown): FakeWindow | null;
}

/** What the main process uses of the `electron` module, with what it asked for laid open. */
export function fakeElectron() {
  /** What happened, in order. */
  const order: string[] = [];
  const paths: Record<string, string> = {};
  const schemes: CustomScheme[] = [];
  const handlers: Record<string, Answer> = {};
  const windows: FakeWindow[] = [];
  const workers: ReturnType<typeof fakeUtilityProcess>[] = [];
  const opened: string[] = [];
  const errorBoxes: { title: string; content: string }[] = [];
  const exits: number[] = [];
  const permissions: { onRequest?: PermissionRequestHandler; onCheck?: PermissionCheckHandler } = {};
  const switches: Record<string, string> = {};
  const traffic: Traffic = {};
  const notifications: string[] = [];
  const loginItems: object[] = [];
  const protocols: string[] = [];
  const state = { hasLock: true, dark: false, hasNotifications: true, openedAtLogin: false, appId: '' };
  const ready = Promise.withResolvers<void>();
  const answers: Record<string, IpcAnswer> = {};
  record.shortcuts.clear();

  const app = Object.assign(new EventEmitter(), {
    name: 'Lintel',
    isPackaged: false,
    getLocale: () => 'en-US',
    setBadgeCount: (_count?: number) => true,
    setPath: (name: string, path: string) => {
      if (!existsSync(path)) throw new Error(`Failed to set path '${path}': it is not there.`);
      order.push(`setPath ${name}`);
      paths[name] = path;
    },
    requestSingleInstanceLock: () => {
      order.push('lock');
      return state.hasLock;
    },
    commandLine: {
      appendSwitch: (name: string, value = '') => void Object.assign(switches, { [name]: value }),
      getSwitchValue: (name: string) => switches[name] ?? '',
    },
    setAppUserModelId: (id: string) => void Object.assign(state, { appId: id }),
    getLoginItemSettings: () => ({ wasOpenedAtLogin: state.openedAtLogin }),
    setLoginItemSettings: (wished: object) => void loginItems.push(wished),
    setAsDefaultProtocolClient: (protocol: string) => protocols.push(protocol) > 0,
    configureHostResolver: (options: ConfigureHostResolverOptions) => void Object.assign(traffic, { resolver: options }),
    whenReady: () => ready.promise,
    quit: () => void order.push('quit'),
    exit: (code = 0) => void exits.push(code),
  }) satisfies Pick<App, 'configureHostResolver' | 'setPath' | 'requestSingleInstanceLock' | 'whenReady' | 'quit' | 'exit'>;

  class RecordedWindow extends EventEmitter implements FakeWindow {
    readonly options: BrowserWindowConstructorOptions;
    readonly webContents = fakeContents();
    readonly urls: string[] = [];
    shown = 0;
    minimized = false;
    static getAllWindows = () => windows;
    static getFocusedWindow = () => null;
    static fromWebContents = (contents: unknown) => windows.find(({ webContents }) => webContents === contents) ?? null;
    constructor(options: BrowserWindowConstructorOptions = {}) {
      super();
      order.push('window');
      this.options = options;
      windows.push(this);
      fake.onWindow?.();
      app.emit('web-contents-created', {}, this.webContents);
    }
    show() {
      this.shown += 1;
    }
    focus() {}
    isFocused() {
      return false;
    }
    destroy() {
      windows.splice(windows.indexOf(this), 1);
      this.emit('closed');
    }
    isMinimized() {
      return this.minimized;
    }
    restore() {
      this.minimized = false;
    }
    async loadURL(url: string) {
      this.urls.push(url);
    }
  }

  class RecordedNotification {
    static isSupported = () => state.hasNotifications;
    readonly options: { title: string; body: string };
    constructor(options: { title: string; body: string }) {
      this.options = options;
    }
    once() {
      return this;
    }
    show() {
      notifications.push(`${this.options.title}: ${this.options.body}`);
    }
  }

  const module = {
    clipboard,
    crashReporter,
    globalShortcut,
    ipcMain: { handle: (channel: string, answer: IpcAnswer) => void Object.assign(answers, { [channel]: answer }) },
    Menu,
    nativeImage,
    powerMonitor,
    safeStorage,
    screen,
    Tray,
    Notification: RecordedNotification,
    app,
    BrowserWindow: RecordedWindow as FakeWindows,
    dialog: { showErrorBox: (title: string, content: string) => void errorBoxes.push({ title, content }) },
    nativeTheme: {
      get shouldUseDarkColors() {
        return state.dark;
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (asked: CustomScheme[]) => {
        order.push('scheme');
        schemes.push(...asked);
      },
      handle: (scheme: string, answer: Answer) => {
        order.push('handle');
        handlers[scheme] = answer;
      },
    },
    session: {
      defaultSession: {
        availableSpellCheckerLanguages: ['en-US'],
        setSpellCheckerEnabled: (enable: boolean) => void Object.assign(traffic, { spellChecker: enable }),
        webRequest: { onBeforeRequest: (listener: OnBeforeRequest) => void Object.assign(traffic, { onBeforeRequest: listener }) },
        setPermissionRequestHandler: (handler: PermissionRequestHandler) => {
          permissions.onRequest = handler;
        },
        setPermissionCheckHandler: (handler: PermissionCheckHandler) => {
          permissions.onCheck = handler;
        },
      },
    },
    shell: { openExternal: async (url: string) => void opened.push(url) },
    utilityProcess: {
      fork: (entry: string, argv: string[], options: ForkOptions) => {
        const worker = fakeUtilityProcess(entry, argv, options);
        workers.push(worker);
        return worker;
      },
    },
  };
  /** Chromium is up. */
  const becomeReady = () => {
    order.push('ready');
    ready.resolve();
  };
  const fake = {
    module,
    order,
    paths,
    schemes,
    handlers,
    windows,
    workers,
    opened,
    errorBoxes,
    notifications,
    loginItems,
    protocols,
    /** By their channel. */
    answers,
    /** The menus on show. */
    menus: shown,
    exits,
    permissions,
    switches,
    traffic,
    state,
    becomeReady,
    /** Called as a window is made. */
    onWindow: undefined as (() => void) | undefined,
  };
  return fake;
}

export type FakeElectron = ReturnType<typeof fakeElectron>;

type PermissionRequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type PermissionCheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type OnBeforeRequest = NonNullable<Parameters<Session['webRequest']['onBeforeRequest']>[0]>;
interface Traffic {
  resolver?: ConfigureHostResolverOptions;
  spellChecker?: boolean;
  onBeforeRequest?: OnBeforeRequest;
}
type IpcAnswer = Parameters<IpcMain['handle']>[1];
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

function fakeContents() {
  const contents = Object.assign(new EventEmitter(), {
    openHandler: undefined as OpenHandler | undefined,
    rtcPolicy: undefined as string | undefined,
    id: 1,
    sent: [] as unknown[],
    reloads: 0,
    send: (_channel: string, ...told: unknown[]) => void contents.sent.push(...told),
    reload: () => {
      contents.reloads += 1;
    },
    setWebRTCIPHandlingPolicy: (policy: string) => {
      contents.rtcPolicy = policy;
    },
    setWindowOpenHandler: (handler: OpenHandler) => {
      contents.openHandler = handler;
    },
  }) satisfies Pick<WebContents, 'id' | 'send' | 'reload' | 'setWebRTCIPHandlingPolicy' | 'setWindowOpenHandler'>;
  return contents;
}

function fakeUtilityProcess(entry: string, argv: string[], options: ForkOptions) {
  return Object.assign(new EventEmitter(), {
    entry,
    argv,
    options,
    pid: undefined as number | undefined,
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    sent: [] as unknown[],
    kills: 0,
    postMessage(message: unknown) {
      this.sent.push(message);
    },
    kill() {
      this.kills += 1;
      return true;
    },
  });
}
