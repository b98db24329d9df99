// What `import … from 'electron'` gets on the stage.
export { app } from './app.ts';
export { ipcMain } from './ipc.ts';
export { Menu, nativeImage, Tray } from './menu.ts';
export { protocol } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';
export {
  autoUpdater,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  Notification,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
} from './system.ts';
export { utilityProcess } from './utility-process.ts';
export { BrowserWindow } from './window.ts';

import './control.ts';
