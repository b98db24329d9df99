import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { browserOptions } from '../e2e/browser.ts';

/** The one Chromium of the stage: its pages are what Electron's windows would show. */
export interface StageBrowser {
  readonly context: BrowserContext;
  /** Where a test connects to the same pages. */
  readonly endpoint: string;
}

export async function startChromium(sessionData: string): Promise<StageBrowser> {
  const port = await freePort();
  const { args, ...options } = await browserOptions();
  const profile = join(sessionData, 'stage');
  mkdirSync(profile, { recursive: true });
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...args, `--remote-debugging-port=${port}`],
    viewport: null,
  });
  return { context, endpoint: `http://127.0.0.1:${port}` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
