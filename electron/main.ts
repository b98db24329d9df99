import { join } from 'node:path';
import { app } from 'electron';
import { claimDataFolder } from './windows/data-folder.ts';
import { guardContents, guardPermissions } from './windows/guards.ts';
import { closeBeforeQuit, giveUp } from './windows/quit.ts';
import { registerScheme, serveScheme } from './windows/scheme.ts';
import { launchUtilityWorker } from './windows/utility-worker.ts';
import { keepWindow } from './windows/window.ts';
import { type Lintel, wire } from './wiring.ts';

/** The desktop boot list. Never awaited at the top level: Electron becomes ready only after this module has run. */
async function boot(): Promise<void> {
  registerScheme();
  const dataFolder = claimDataFolder();
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  guardContents();
  const wiring = app.whenReady().then(() => wireIn(dataFolder));
  closeBeforeQuit(wiring);
  serveScheme(await wiring);
  guardPermissions();
  keepWindow();
}

function wireIn(dataFolder: string): Promise<Lintel> {
  const root = app.getAppPath();
  return wire({
    dataFolder,
    resourcesFolder: app.isPackaged ? process.resourcesPath : join(root, 'resources'),
    rendererFolder: join(root, 'dist', 'renderer'),
    workerEntry: join(root, 'dist', 'main', 'worker.js'),
    version: app.getVersion(),
    launch: launchUtilityWorker,
  });
}

boot().catch(giveUp);
