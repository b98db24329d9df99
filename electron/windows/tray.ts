import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Log } from '../platform/log.ts';
import type { Call } from './caller.ts';
import type { ShellState } from './shell-state.ts';

export interface TrayActs {
  open(): void;
  ask(): void;
  quit(): void;
}

/** Keeps the icon in the tray as the settings want it. @param iconFolder holds its pictures */
export function createTray(iconFolder: string, call: Call, acts: TrayActs, log: Log): (state: ShellState) => void {
  let tray: Tray | undefined;
  const tell = (act: Promise<unknown>) => void act.catch((error: unknown) => log.error('not done from the tray', error));
  return (state) => {
    if (state.desktop.tray === false) {
      tray?.destroy();
      tray = undefined;
      return;
    }
    if (tray === undefined) {
      // On macOS the system draws it, dark or light as the menu bar needs it.
      tray = new Tray(nativeImage.createFromPath(join(iconFolder, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png')));
      // There a click opens the menu, and nothing else should come with it.
      if (process.platform !== 'darwin') tray.on('click', acts.open);
    }
    tray.setToolTip(`Lintel · ${state.address === undefined ? state.words.portOff : state.words.portOn(state.address)}`);
    // Linux shows a menu only as it was when it was set.
    tray.setContextMenu(Menu.buildFromTemplate(itemsOf(state, call, acts, tell)));
  };
}

function itemsOf(
  { address, staysOnDevice, desktop, words: say }: ShellState,
  call: Call,
  acts: TrayActs,
  tell: (act: Promise<unknown>) => void,
): MenuItemConstructorOptions[] {
  const port: MenuItemConstructorOptions =
    address === undefined
      ? {
          id: 'port',
          label: desktop.port === undefined ? say.openPort : say.resumePort,
          click: () => tell(call('setPort', { isOpen: true })),
        }
      : { id: 'port', label: say.pausePort, click: () => tell(call('setPort', { isOpen: false, isKept: false })) };
  return [
    { id: 'open', label: say.open, click: acts.open },
    { id: 'ask', label: say.ask, click: acts.ask },
    { type: 'separator' },
    { id: 'port-state', label: address === undefined ? say.portOff : say.portOn(address), enabled: false },
    port,
    {
      id: 'stay',
      label: say.stay,
      type: 'checkbox',
      checked: staysOnDevice,
      click: ({ checked }) => tell(call('changePolicy', { stayOnDevice: checked })),
    },
    { type: 'separator' },
    { id: 'quit', label: say.quit, click: acts.quit },
  ];
}
