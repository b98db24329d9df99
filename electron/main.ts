import { app } from 'electron';
import { installationOf } from './platform/installation.ts';
import { createLog } from './platform/log.ts';
import { askPortalForKeys } from './windows/ask-shortcut.ts';
import { createAskWindow } from './windows/ask-window.ts';
import { keepCrashesHere } from './windows/crashes.ts';
import { claimDataFolder } from './windows/data-folder.ts';
import { furnish } from './windows/furnish.ts';
import { guardContents, guardPermissions } from './windows/guards.ts';
import { sayWhoThisIs } from './windows/identity.ts';
import { keyringHere } from './windows/keyring.ts';
import { startsHidden } from './windows/lifetime.ts';
import { notify } from './windows/notifications.ts';
import { claimLinks, hearOpened } from './windows/opened.ts';
import { namedPolicyFile } from './windows/policy-file.ts';
import { closeBeforeQuit, giveUp } from './windows/quit.ts';
import { registerScheme, serveScheme } from './windows/scheme.ts';
import { guardTraffic, keepOffNetwork } from './windows/traffic.ts';
import { launchUtilityWorker } from './windows/utility-worker.ts';
import { createMainWindow } from './windows/window.ts';
import { wire } from './wiring.ts';

const log = createLog(process.stderr);

/** The desktop boot list. Never awaited at the top level: Electron becomes ready only after this module has run. */
async function boot(): Promise<void> {
  sayWhoThisIs();
  registerScheme();
  keepOffNetwork();
  askPortalForKeys();
  const dataFolder = claimDataFolder();
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  keepCrashesHere(dataFolder, log);
  guardContents(log);
  const installation = installationOf(import.meta.dirname);
  const ask = createAskWindow(installation.preload, log);
  const main = createMainWindow(installation.preload, ask.close, log);
  const wiring = app.whenReady().then(async () => {
    guardTraffic();
    const keyring = await keyringHere();
    const policyFile = namedPolicyFile();
    const desktop = { launch: launchUtilityWorker, notify, keyring, hasOwnWindow: true, quit: () => app.quit() };
    return wire({ ...installation, ...desktop, dataFolder, policyFile, holder: 'app', log });
  });
  const furnished = wiring.then(async (lintel) => {
    serveScheme(lintel);
    guardPermissions();
    await furnish(lintel, { installation, dataFolder, main, ask, log });
  });
  // Raised only once there is something to show, and somebody who answers its page.
  hearOpened(
    (opened) => main.tell({ type: 'opened', opened }),
    () => void furnished.then(main.raise, () => {}),
    log,
  );
  closeBeforeQuit(wiring, log);
  await furnished;
  claimLinks();
  if (!startsHidden()) main.raise();
}

boot().catch((error: unknown) => giveUp(error, log));
