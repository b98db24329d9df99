import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopCommand } from '../../shared/api/desktop.ts';
import type { ShellState } from './shell-state.ts';
import type { Words } from './words.ts';

export interface MenuActs {
  command(command: DesktopCommand): void;
  ask(): void;
}

/** Keeps the menu of the application in the person's language. */
export function createMenu(acts: MenuActs): (state: ShellState) => void {
  let said: Words | undefined;
  return ({ words }) => {
    if (words === said) return;
    said = words;
    Menu.setApplicationMenu(Menu.buildFromTemplate(templateOf(acts, words)));
  };
}

/** The menu as each system wants it. */
function templateOf({ command, ask }: MenuActs, say: Words): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: say.settings,
    accelerator: 'CommandOrControl+,',
    click: () => command('settings'),
  };
  // Electron names what it does by role in English alone.
  const quit: MenuItemConstructorOptions = { role: 'quit', label: say.quit };
  const close: MenuItemConstructorOptions = { role: 'close', label: say.close };
  const own: MenuItemConstructorOptions[] = [
    { id: 'new-chat', label: say.newChat, accelerator: 'CommandOrControl+N', click: () => command('new-chat') },
    { id: 'ask', label: say.ask, click: ask },
    { type: 'separator' },
    { id: 'models', label: say.models, click: () => command('models') },
  ];
  return [
    ...(isMac
      ? [
          {
            label: app.name,
            submenu: [
              { role: 'about', label: say.about },
              { type: 'separator' },
              settings,
              { type: 'separator' },
              { role: 'services', label: say.services },
              { type: 'separator' },
              { role: 'hide', label: say.hide },
              { role: 'hideOthers', label: say.hideOthers },
              { role: 'unhide', label: say.showAll },
              { type: 'separator' },
              quit,
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: say.file,
      submenu: [...own, { type: 'separator' }, ...(isMac ? [close] : [settings, quit])],
    },
    {
      label: say.edit,
      submenu: [
        { role: 'undo', label: say.undo },
        { role: 'redo', label: say.redo },
        { type: 'separator' },
        { role: 'cut', label: say.cut },
        { role: 'copy', label: say.copy },
        { role: 'paste', label: say.paste },
        { role: 'selectAll', label: say.selectAll },
      ],
    },
    {
      label: say.view,
      submenu: [
        { role: 'resetZoom', label: say.usualSize },
        { role: 'zoomIn', label: say.larger },
        // The plus stands above the equals sign on many keyboards, and nobody presses Shift for it.
        { role: 'zoomIn', label: say.larger, accelerator: 'CommandOrControl+=', visible: false },
        { role: 'zoomOut', label: say.smaller },
        { type: 'separator' },
        { role: 'togglefullscreen', label: say.fullScreen },
      ],
    },
    {
      label: say.window,
      role: 'windowMenu',
      submenu: [{ role: 'minimize', label: say.minimise }, ...(isMac ? [{ role: 'zoom', label: say.zoom } as const] : [close])],
    },
  ];
}
