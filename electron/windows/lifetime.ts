import { app } from 'electron';
import { flagNamed } from './flags.ts';
import type { MainWindow } from './window.ts';

/** Whether the desktop started Lintel by itself, so that no window is wanted yet. */
export function startsHidden(): boolean {
  // macOS gives what it starts at login no arguments.
  if (process.platform === 'darwin' && app.isPackaged) return app.getLoginItemSettings().wasOpenedAtLogin;
  return flagNamed('hidden', 'boolean') === true;
}

/** Opens the window again whenever the desktop asks, and ends with it. @param staysWithoutWindow asked once the last window is closed */
export function keepWindow(main: MainWindow, staysWithoutWindow: () => boolean): void {
  app.on('activate', () => main.raise());
  app.on('window-all-closed', () => {
    // On macOS an app outlives its windows; `activate` opens one again.
    if (process.platform !== 'darwin' && !staysWithoutWindow()) app.quit();
  });
}
