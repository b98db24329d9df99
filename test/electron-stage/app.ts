import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { type StageBrowser, startChromium } from './chromium.ts';
import { preventable } from './preventable.ts';
import { createInstanceLock } from './single-instance.ts';

const paths: Record<string, string> = { home: homedir(), userData: join(tmpdir(), 'stage'), sessionData: join(tmpdir(), 'stage') };
const ready = Promise.withResolvers<void>();
const closers: (() => Promise<unknown> | unknown)[] = [];
let browser: StageBrowser | undefined;
let isQuitting = false;
/** What was set and cannot be seen in a page. */
export const appRecord = { switches: {} as Record<string, string>, badge: 0, protocols: [] as string[], resolver: {} as object };

class StageApp
  extends EventEmitter
  implements
    Pick<
      App,
      | 'name'
      | 'isPackaged'
      | 'setPath'
      | 'getPath'
      | 'getLocale'
      | 'getVersion'
      | 'getName'
      | 'relaunch'
      | 'whenReady'
      | 'quit'
      | 'exit'
      | 'requestSingleInstanceLock'
      | 'configureHostResolver'
      | 'setBadgeCount'
      | 'setAsDefaultProtocolClient'
      | 'setLoginItemSettings'
    >
{
  readonly name = 'Lintel';
  readonly isPackaged = process.env.LINTEL_STAGE_PACKAGED === '1';
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void Object.assign(appRecord.switches, { [name]: value }),
    getSwitchValue: (name: string) => appRecord.switches[name] ?? '',
  } satisfies Pick<App['commandLine'], 'appendSwitch' | 'getSwitchValue'>;

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path '${path}': it is not there.`);
    paths[name] = path;
  }
  getPath(name: string): string {
    return paths[name] ?? '';
  }
  getLocale(): string {
    return process.env.LINTEL_STAGE_LOCALE ?? 'en-US';
  }
  getName(): string {
    return this.name;
  }
  relaunch(): void {}
  getVersion(): string {
    return process.env.LINTEL_STAGE_VERSION ?? '0.0.0';
  }
  whenReady(): Promise<void> {
    return ready.promise;
  }
  requestSingleInstanceLock(): boolean {
    return lock.take();
  }
  configureHostResolver(options: object): void {
    appRecord.resolver = options;
  }
  setBadgeCount(count = 0): boolean {
    appRecord.badge = count;
    return true;
  }
  /** Nothing is registered with the desktop that the test runs on. */
  setAsDefaultProtocolClient(protocol: string): boolean {
    appRecord.protocols.push(protocol);
    return true;
  }
  setLoginItemSettings(): void {
    throw new Error('The stage registers nothing.');
  }
  quit(): void {
    if (isQuitting) return;
    isQuitting = true;
    this.emit('before-quit', preventable({}).event);
    void this.#closeWindows().then(() => {
      const { event, isPrevented } = preventable({});
      this.emit('will-quit', event);
      if (!isPrevented()) this.exit(0);
    });
  }
  exit(code = 0): void {
    void end(code);
  }
  async #closeWindows(): Promise<void> {
    for (const close of closers) await close();
  }
}

export const app = new StageApp();
const lock = createInstanceLock(
  () => app.getPath('userData'),
  (argv, folder) => app.emit('second-instance', {}, argv, folder, undefined),
);

/** Chromium, which is there once `app` is ready. */
export function chromiumHere(): StageBrowser {
  if (browser === undefined) throw new Error('Not before the app is ready.');
  return browser;
}

/** Called for each part that must be gone before the program ends. */
export const onQuit = (close: () => Promise<unknown> | unknown): void => void closers.push(close);
export const isEnding = (): boolean => isQuitting;

async function end(code: number): Promise<never> {
  await lock.handedOver();
  await browser?.context.close().catch(() => undefined);
  lock.release();
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());

// After the program's own module has run, as in Electron.
setImmediate(async () => {
  browser = await startChromium(app.getPath('sessionData'));
  process.send?.({ type: 'ready', endpoint: browser.endpoint });
  ready.resolve();
});
