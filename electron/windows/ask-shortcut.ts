import { app, globalShortcut } from 'electron';
import type { Log } from '../platform/log.ts';
import type { ShellState } from './shell-state.ts';

const USUAL = 'CommandOrControl+Shift+Space';

/** On Wayland keys of every program are given out by the desktop’s portal alone. Call before `app` is ready. */
export function askPortalForKeys(): void {
  if (process.platform !== 'linux') return;
  // A second switch would take the place of the person’s own.
  const others = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', [...(others === '' ? [] : [others]), 'GlobalShortcutsPortal'].join(','));
}

/** Keeps the keys that bring the quick question, whatever program is in front. Call once `app` is ready. */
export function createAskShortcut(ask: () => void, log: Log): (state: ShellState) => void {
  let held: string | undefined;
  return ({ desktop }) => {
    const wished = desktop.askShortcut ?? USUAL;
    if (wished === held) return;
    if (held !== undefined && held !== '') globalShortcut.unregister(held);
    held = wished;
    if (wished === '') return;
    try {
      if (!globalShortcut.register(wished, ask)) log.warn('the keys for a quick question belong to another program', { keys: wished });
    } catch {
      log.warn('these are no keys for a quick question', { keys: wished });
    }
  };
}
