import { app } from 'electron';
import { installationOf } from './platform/installation.ts';
import { createLog } from './platform/log.ts';
import { claimDataFolder } from './windows/data-folder.ts';
import { guardContents, guardPermissions } from './windows/guards.ts';
import { notify } from './windows/notifications.ts';
import { namedPolicyFile } from './windows/policy-file.ts';
import { openPortIfAsked } from './windows/port.ts';
import { closeBeforeQuit, giveUp } from './windows/quit.ts';
import { registerScheme, serveScheme } from './windows/scheme.ts';
import { guardTraffic, keepOffNetwork } from './windows/traffic.ts';
import { launchUtilityWorker } from './windows/utility-worker.ts';
import { keepWindow } from './windows/window.ts';
import { wire } from './wiring.ts';

const log = createLog(process.stderr);

/** The desktop boot list. Never awaited at the top level: Electron becomes ready only after this module has run. */
async function boot(): Promise<void> {
  registerScheme();
  keepOffNetwork();
  const dataFolder = claimDataFolder();
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  guardContents(log);
  const options = {
    ...installationOf(import.meta.dirname),
    dataFolder,
    holder: 'app' as const,
    policyFile: namedPolicyFile(),
    log,
    launch: launchUtilityWorker,
    notify,
  };
  const wiring = app.whenReady().then(() => {
    guardTraffic();
    return wire(options);
  });
  closeBeforeQuit(wiring, log);
  const lintel = await wiring;
  await openPortIfAsked(lintel);
  serveScheme(lintel);
  guardPermissions();
  keepWindow(log);
}

boot().catch((error: unknown) => giveUp(error, log));
