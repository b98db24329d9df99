import { isAbsolute } from 'node:path';
import { app, BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, type OpenDialogOptions, shell } from 'electron';
import { z } from 'zod';
import { channelOf, DESKTOP_CALLS, type Desktop, type DesktopCall } from '../../shared/api/desktop.ts';
import type { Log } from '../platform/log.ts';
import { notify } from './notifications.ts';
import { WINDOW_URL } from './scheme.ts';
import type { Updates } from './updates/updates.ts';
import type { MainWindow } from './window.ts';
import type { Words } from './words.ts';

/** What each call may come with; whatever else comes is refused. */
const INPUTS = {
  control: z.tuple([z.enum(['minimise', 'maximise', 'hide', 'close'])]),
  pickFiles: z.tuple([z.enum(['model', 'image', 'any'])]),
  pickFolder: z.tuple([]),
  reveal: z.tuple([z.string().min(1).max(4096).refine(isAbsolute, 'The path must be whole.')]),
  notify: z.tuple([z.string().min(1).max(200), z.string().max(1000)]),
  badge: z.tuple([z.int().min(0).max(9999)]),
  show: z.tuple([z.string().min(1).max(64)]),
  update: z.tuple([]),
  actOnUpdate: z.tuple([z.enum(['look', 'get', 'restart'])]),
  listening: z.tuple([]),
} satisfies Record<DesktopCall, z.ZodType>;

type Answers = {
  [Name in DesktopCall]: (
    window: BrowserWindow,
    ...input: z.output<(typeof INPUTS)[Name]>
  ) => Name extends keyof Desktop ? (Desktop[Name] extends (...input: never[]) => infer Reply ? Reply | Awaited<Reply> : never) : void;
};

export interface CallParts {
  readonly main: MainWindow;
  readonly updates: Updates;
  words(): Words;
  /** Whether the person wants to hear of answers. */
  wantsNotifications(): boolean;
  readonly log: Log;
}

/** Answers the window's calls to the desktop. Only the main frame of a page of Lintel's own is heard. */
export function answerCalls({ main, updates, words, wantsNotifications, log }: CallParts): void {
  const answers: Answers = {
    control(window, act) {
      if (act === 'close') window.close();
      else if (act === 'hide') window.hide();
      else if (act === 'minimise') window.minimize();
      else if (window.isMaximized()) window.unmaximize();
      else window.maximize();
    },
    pickFiles: (window, kind) =>
      pick(window, { properties: ['openFile', 'multiSelections'], ...filtersOf(kind, words()), title: words().pickFiles }),
    pickFolder: async (window) => (await pick(window, { properties: ['openDirectory'], title: words().pickFolder }))[0],
    reveal: (_window, path) => shell.showItemInFolder(path),
    notify(_window, title, text) {
      if (BrowserWindow.getFocusedWindow() === null && wantsNotifications()) notify(title, text, () => main.raise());
    },
    badge: (_window, count) => void app.setBadgeCount(count),
    show(window, conversationId) {
      main.raise();
      main.tell({ type: 'conversation', id: conversationId });
      if (!main.isOwn(window)) window.hide();
    },
    update: () => updates.view(),
    actOnUpdate: (_window, act) => updates.act(act),
    listening: (window) => main.listens(window),
  };
  for (const name of DESKTOP_CALLS) {
    ipcMain.handle(channelOf(name), async (event, ...input: unknown[]) => {
      const window = isOwnPage(event) ? BrowserWindow.fromWebContents(event.sender) : null;
      const parsed = INPUTS[name].safeParse(input);
      if (window === null || !parsed.success) {
        log.warn('a call to the desktop was refused', { call: name, reason: window === null ? 'sender' : 'input' });
        throw new Error('Refused.');
      }
      const answer = answers[name] as (window: BrowserWindow, ...input: unknown[]) => unknown;
      return answer(window, ...parsed.data);
    });
  }
}

function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(WINDOW_URL);
}

async function pick(window: BrowserWindow, options: OpenDialogOptions): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}

function filtersOf(kind: 'model' | 'image' | 'any', { modelFiles, imageFiles }: Words): Pick<OpenDialogOptions, 'filters'> {
  if (kind === 'any') return {};
  return {
    filters: [
      kind === 'model'
        ? { name: modelFiles, extensions: ['gguf'] }
        : { name: imageFiles, extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif'] },
    ],
  };
}
