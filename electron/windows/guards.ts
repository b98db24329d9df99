import { app, type Event, session, shell } from 'electron';
import type { Log } from '../platform/log.ts';
import { outsideAddress } from './outside.ts';
import { WINDOW_URL } from './scheme.ts';

/** Copying an answer; every other permission is refused. */
const GRANTED = new Set<string>(['clipboard-sanitized-write']);

/** Keeps every page on the window's own origin, in the one window. Call before the first window exists. */
export function guardContents(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', stayHome);
    contents.on('will-redirect', stayHome);
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url, log);
      return { action: 'deny' };
    });
  });
}

/** Refuses camera, location, notifications and the rest. Call once `app` is ready. */
export function guardPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, grant) => grant(GRANTED.has(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
}

function stayHome(details: Event<{ url: string }>): void {
  if (!details.url.startsWith(WINDOW_URL)) details.preventDefault();
}

/** A link in an answer opens in the user's browser; one that could start a program does not open at all. */
function openOutside(url: string, log: Log): void {
  const address = outsideAddress(url);
  if (address === undefined) {
    log.warn('a link was not opened', { characters: url.length });
    return;
  }
  shell.openExternal(address).catch((error: unknown) => log.error('link not opened', error));
}
