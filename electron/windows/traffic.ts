import { app, session } from 'electron';
import { WINDOW_URL } from './scheme.ts';

/**
 * Chromium's switches that keep it off the network: no name resolves, no proxy is looked for, and nothing of its own
 * is fetched or reported. The window needs none of it: its pages and calls come over the app's own scheme.
 */
const SWITCHES: Readonly<Record<string, string | undefined>> = {
  'host-resolver-rules': 'MAP * ~NOTFOUND',
  'no-proxy-server': undefined,
  'no-pings': undefined,
  'disable-background-networking': undefined,
  'disable-component-update': undefined,
  'disable-domain-reliability': undefined,
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
};

/** What a page may load: the window's own files, and what it made itself. The tools for developers are inside Electron. */
const OWN = [WINDOW_URL, `blob:${WINDOW_URL}`, 'data:', 'devtools://devtools/bundled/'];

/** Call before `app` is ready: Chromium reads its switches only once. */
export function keepOffNetwork(): void {
  for (const [name, value] of Object.entries(SWITCHES)) {
    if (value === undefined) app.commandLine.appendSwitch(name);
    else app.commandLine.appendSwitch(name, value);
  }
}

/** Stops every request that is not for the window’s own files. Call once `app` is ready, before the first window exists. */
export function guardTraffic(): void {
  // Its own resolver would ask servers on the internet, over HTTPS too.
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
  // It would fetch its dictionaries.
  session.defaultSession.setSpellCheckerEnabled(false);
  session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !OWN.some((start) => url.startsWith(start)) }));
}
