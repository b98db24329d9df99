import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { deepLinkIn } from '../../shared/api/deep-link.ts';
import type { Opened } from '../../shared/api/desktop.ts';
import type { Log } from '../platform/log.ts';
import { LINK } from './flags.ts';
import { isPortable } from './identity.ts';

const LONGEST_PATH = 4096;

/** What was opened with Lintel; nothing for what it does not know, which is left alone. @param folder what a path starts at */
function openedIn(argument: string, folder: string): Opened | undefined {
  if (argument.startsWith(LINK)) return deepLinkIn(argument);
  if (argument.startsWith('-')) return undefined;
  const path = argument.startsWith('file:') ? pathOf(argument) : argument;
  if (path === undefined || !path.toLowerCase().endsWith('.gguf') || path.length > LONGEST_PATH) return undefined;
  return { kind: 'file', path: isAbsolute(path) ? path : resolve(folder, path) };
}

/** The path in a file's address, which is what the desktops of Linux hand over; nothing for one of another computer. */
function pathOf(address: string): string | undefined {
  try {
    return new URL(address).host === '' ? fileURLToPath(address) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Hears of links and files that are opened with Lintel, before and while it runs. Call before `app` is ready: macOS tells
 * early. Nothing here acts on one: the window asks the person.
 * @param hear what is to be asked of the person  @param raise Lintel was started again, with or without anything
 */
export function hearOpened(hear: (opened: Opened) => void, raise: () => void, log: Log): void {
  const take = (argument: string, folder: string): void => {
    const opened = openedIn(argument, folder);
    if (opened !== undefined) hear(opened);
    else if (argument.startsWith(LINK)) log.warn('a link was not understood', { characters: argument.length });
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url, '/');
    raise();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take(path, '/');
    raise();
  });
  app.on('second-instance', (_event, argv, folder) => {
    for (const argument of argv.slice(1)) take(argument, folder);
    raise();
  });
  for (const argument of process.argv.slice(1)) take(argument, process.cwd());
}

/** Makes Lintel the one that its links open. Only as an installed package: otherwise Electron itself would be registered. */
export function claimLinks(): void {
  if (app.isPackaged && !isPortable()) app.setAsDefaultProtocolClient(LINK.slice(0, -1));
}
