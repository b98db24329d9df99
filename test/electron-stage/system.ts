import { EventEmitter } from 'node:events';
import type {
  Clipboard,
  CrashReporter,
  Dialog,
  Display,
  Notification as ElectronNotification,
  GlobalShortcut,
  NotificationConstructorOptions,
  Shell,
} from 'electron';

/** What the program asked of the desktop, laid open for a test. */
export const record = {
  shortcuts: new Map<string, () => void>(),
  notifications: [] as { title: string; body: string }[],
  opened: [] as string[],
  revealed: [] as string[],
  errorBoxes: [] as { title: string; content: string }[],
  copied: '',
  /** What a person picks when they are asked for files. */
  picks: [] as string[],
  crashes: undefined as Parameters<CrashReporter['start']>[0] | undefined,
};

export const globalShortcut = {
  register(accelerator: string, act: () => void) {
    if (record.shortcuts.has(accelerator)) return false;
    record.shortcuts.set(accelerator, act);
    return true;
  },
  unregister: (accelerator: string) => void record.shortcuts.delete(accelerator),
} satisfies Pick<GlobalShortcut, 'register' | 'unregister'>;

export class Notification extends EventEmitter implements Pick<ElectronNotification, 'show'> {
  static isSupported = () => true;
  readonly #told: { title: string; body: string };
  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super();
    this.#told = { title, body };
  }
  show(): void {
    record.notifications.push(this.#told);
  }
}

export const shell = {
  openExternal: async (url: string) => void record.opened.push(url),
  showItemInFolder: (path: string) => void record.revealed.push(path),
} satisfies Pick<Shell, 'openExternal' | 'showItemInFolder'>;

export const clipboard = {
  writeText: async (text: string) => {
    record.copied = text;
  },
} satisfies Pick<Clipboard, 'writeText'>;

export const dialog = {
  showErrorBox: (title: string, content: string) => void record.errorBoxes.push({ title, content }),
  showOpenDialog: async () => ({ canceled: record.picks.length === 0, filePaths: [...record.picks] }),
} satisfies { [Name in 'showErrorBox' | 'showOpenDialog']: (...input: never[]) => ReturnType<Dialog[Name]> };

export const powerMonitor = new EventEmitter();

/** Squirrel's own, which electron-updater tells before it ends the program. */
export const autoUpdater = new EventEmitter();

export const nativeTheme = { shouldUseDarkColors: false };

export const crashReporter = {
  start(options: Parameters<CrashReporter['start']>[0]) {
    record.crashes = options;
  },
} satisfies Pick<CrashReporter, 'start'>;

const workArea = { x: 0, y: 0, width: 1920, height: 1040 };

export const screen = {
  getCursorScreenPoint: () => ({ x: 10, y: 10 }),
  getDisplayNearestPoint: () => ({ workArea }) as Display,
};
