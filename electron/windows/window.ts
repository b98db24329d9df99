import { BrowserWindow, nativeTheme } from 'electron';
import { type DesktopEvent, EVENT_CHANNEL } from '../../shared/api/desktop.ts';
import type { Log } from '../platform/log.ts';
import { pagePreferences } from './preferences.ts';
import { WINDOW_URL } from './scheme.ts';

/** Painted before the page is; the page's own background, so that nothing flashes. */
const BACKGROUND = { light: '#ffffff', dark: '#191a19' };

export const background = (): string => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

/** The one main window, which comes and goes while the program stays. */
export interface MainWindow {
  /** Opens it, or brings it forward. */
  raise(): void;
  /** Tells its page; what comes before the page listens waits for it. */
  tell(event: DesktopEvent): void;
  /** Its page listens from now on. Nothing where another window says so. */
  listens(window: BrowserWindow): void;
  isOwn(window: BrowserWindow): boolean;
}

/** Told more than this while there is no page, something is wrong. */
const MOST_WAITING = 16;

/** @param preload path of the built preload  @param closed told once it is gone */
export function createMainWindow(preload: string, closed: () => void, log: Log): MainWindow {
  let window: BrowserWindow | undefined;
  let isListening = false;
  let waiting: DesktopEvent[] = [];

  function open(): void {
    const opened = new BrowserWindow({
      // Under this name the system's window state is kept.
      name: 'main',
      windowStatePersistence: true,
      title: 'Lintel',
      width: 1280,
      height: 800,
      minWidth: 390,
      minHeight: 500,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: background(),
      webPreferences: pagePreferences(preload),
    });
    window = opened;
    isListening = false;
    opened.once('ready-to-show', () => opened.show());
    opened.once('closed', () => {
      window = undefined;
      isListening = false;
      closed();
    });
    opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) isListening = false;
    });
    opened.loadURL(WINDOW_URL).catch((error: unknown) => {
      log.error('window did not load', error);
      opened.show();
    });
  }

  const main: MainWindow = {
    raise() {
      if (window === undefined) return open();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    tell(event) {
      if (window !== undefined && isListening) window.webContents.send(EVENT_CHANNEL, event);
      else waiting = [...waiting, event].slice(-MOST_WAITING);
    },
    listens(by) {
      if (by !== window) return;
      isListening = true;
      const told = waiting;
      waiting = [];
      for (const event of told) main.tell(event);
    },
    isOwn: (other) => other === window,
  };
  return main;
}
