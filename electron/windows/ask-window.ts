import { BrowserWindow, screen } from 'electron';
import { EVENT_CHANNEL } from '../../shared/api/desktop.ts';
import type { Log } from '../platform/log.ts';
import { pagePreferences } from './preferences.ts';
import { WINDOW_URL } from './scheme.ts';
import { background } from './window.ts';

const SIZE = { width: 640, height: 420 };

/** The small window for a quick question, over whatever the person is at. */
export interface AskWindow {
  /** Shows it where the pointer is, or hides it. */
  toggle(): void;
  /** Ends it with the program, so that it holds nothing back. */
  close(): void;
}

/** @param preload path of the built preload */
export function createAskWindow(preload: string, log: Log): AskWindow {
  let window: BrowserWindow | undefined;

  function open(): BrowserWindow {
    const opened = new BrowserWindow({
      ...SIZE,
      title: 'Lintel',
      show: false,
      frame: false,
      resizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      backgroundColor: background(),
      webPreferences: pagePreferences(preload),
    });
    opened.on('blur', () => opened.hide());
    opened.once('closed', () => {
      window = undefined;
    });
    opened.once('ready-to-show', () => show(opened));
    opened.loadURL(`${WINDOW_URL}#/ask`).catch((error: unknown) => log.error('quick question did not load', error));
    return opened;
  }

  function show(opened: BrowserWindow): void {
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const x = Math.round(workArea.x + (workArea.width - SIZE.width) / 2);
    opened.setBounds({ x, y: Math.round(workArea.y + workArea.height / 5), ...SIZE });
    opened.show();
    opened.focus();
    opened.webContents.send(EVENT_CHANNEL, { type: 'asked' });
  }

  return {
    toggle() {
      if (window === undefined) window = open();
      else if (window.isVisible()) window.hide();
      else show(window);
    },
    close: () => window?.destroy(),
  };
}
