import { join } from 'node:path';
import { app } from 'electron';
import type { DesktopCommand } from '../../shared/api/desktop.ts';
import type { Installation } from '../platform/installation.ts';
import type { Log } from '../platform/log.ts';
import type { Lintel } from '../wiring.ts';
import { createAskShortcut } from './ask-shortcut.ts';
import type { AskWindow } from './ask-window.ts';
import { createAutostart } from './autostart.ts';
import { callerOf } from './caller.ts';
import { answerCalls } from './calls.ts';
import { offerContextMenu } from './context-menu.ts';
import { keepWindow } from './lifetime.ts';
import { createMenu } from './menu.ts';
import { openPort } from './port.ts';
import { followPower } from './power.ts';
import { followShellState, readShellState, type ShellState } from './shell-state.ts';
import { createSpelling } from './spelling.ts';
import { createTray } from './tray.ts';
import { openUpdates } from './updates/updates.ts';
import type { MainWindow } from './window.ts';

export interface DesktopParts {
  readonly installation: Installation;
  readonly dataFolder: string;
  readonly main: MainWindow;
  readonly ask: AskWindow;
  readonly log: Log;
}

/** Puts a running Lintel on the desktop: port, tray, menu, keys, autostart, spelling, power, and the calls of its windows. */
export async function furnish(lintel: Lintel, { installation, dataFolder, main, ask, log }: DesktopParts): Promise<void> {
  const call = callerOf(lintel);
  let state = await readShellState(call);
  await openPort(lintel, state.desktop.port, log);
  const wantsNotifications = () => state.desktop.notifications !== false;
  const updates = await openUpdates({
    resourcesFolder: installation.resourcesFolder,
    goTo: lintel.goForUpdate,
    isWanted: () => state.desktop.updates !== false && !state.staysOnDevice,
    tell: (update) => main.tell({ type: 'update', update }),
    log,
  });
  offerContextMenu(() => state.words);
  answerCalls({ main, updates, words: () => state.words, wantsNotifications, log });
  const command = (chosen: DesktopCommand) => {
    main.raise();
    main.tell({ type: 'command', command: chosen });
  };
  const acts = { open: main.raise, ask: ask.toggle, quit: () => app.quit() };
  const followers = [
    createMenu({ command, ask: ask.toggle }),
    createTray(join(installation.resourcesFolder, 'icons'), call, acts, log),
    createAskShortcut(ask.toggle, log),
    createAutostart(log),
    createSpelling(dataFolder),
  ];
  const apply = (next: ShellState) => {
    state = next;
    for (const follow of followers) follow(next);
  };
  apply(await readShellState(call));
  followShellState(lintel, call, apply, log);
  followPower(lintel.lookAgain);
  keepWindow(main, () => state.desktop.staysInTray === true && state.desktop.tray !== false);
}
