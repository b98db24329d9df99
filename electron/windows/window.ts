import { app, BrowserWindow, nativeTheme } from 'electron';
import type { Log } from '../platform/log.ts';
import { WINDOW_URL } from './scheme.ts';

/** Painted before the page is; the page's own background, so that nothing flashes. */
const BACKGROUND = { light: '#ffffff', dark: '#191a19' };

/** Opens the window, and opens or raises it again whenever the desktop asks. Call once the scheme is served. */
export function keepWindow(log: Log): void {
  openWindow(log);
  app.on('second-instance', () => raiseWindow(log));
  app.on('activate', () => raiseWindow(log));
  app.on('window-all-closed', () => {
    // On macOS an app outlives its windows; `activate` opens one again.
    if (process.platform !== 'darwin') app.quit();
  });
}

function raiseWindow(log: Log): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) {
    openWindow(log);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function openWindow(log: Log): void {
  const window = new BrowserWindow({
    title: 'Lintel',
    width: 1280,
    height: 800,
    minWidth: 390,
    minHeight: 500,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(WINDOW_URL).catch((error: unknown) => {
    log.error('window did not load', error);
    window.show();
  });
}
