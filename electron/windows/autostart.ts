import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { Log } from '../platform/log.ts';
import { programFile } from './identity.ts';
import type { ShellState } from './shell-state.ts';

const HIDDEN = '--hidden';

/**
 * Keeps Lintel among what the desktop starts by itself, or out of it. Only as a package: otherwise Electron would be
 * started. Until the person has chosen here, what they set in the system itself is left alone.
 */
export function createAutostart(log: Log): (state: ShellState) => void {
  let known: boolean | undefined;
  return ({ desktop }) => {
    if (!app.isPackaged || (desktop.autostart === undefined && known === undefined)) return;
    const wished = desktop.autostart === true;
    if (wished === known) return;
    known = wished;
    if (process.platform === 'darwin') return app.setLoginItemSettings({ openAtLogin: wished });
    if (process.platform === 'win32') return app.setLoginItemSettings({ openAtLogin: wished, path: programFile(), args: [HIDDEN] });
    const folder = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart');
    setLinuxAutostart(folder, programFile(), wished).catch((error: unknown) => {
      log.error('autostart could not be set', error);
    });
  };
}

/** Writes or removes the entry that desktops read at login. @param program whole path of what to start */
export async function setLinuxAutostart(folder: string, program: string, isOn: boolean): Promise<void> {
  const file = join(folder, 'lintel.desktop');
  if (!isOn) return rm(file, { force: true });
  await mkdir(folder, { recursive: true });
  const entry = ['[Desktop Entry]', 'Type=Application', 'Name=Lintel', `Exec=${quoted(program)} ${HIDDEN}`, 'Terminal=false', ''];
  await writeFile(file, entry.join('\n'));
}

/** As the Desktop Entry specification quotes an argument: a backslash counts for the entry first, and a percent sign would be a field. */
const quoted = (text: string) =>
  `"${text
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('%', '%%')}"`;
