import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A real Chromium: the system's where there is one, else the one that came with the packages. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await browserOptions());
}

/** Where that Chromium is, and with which switches it starts. */
export async function browserOptions(): Promise<{ readonly executablePath: string; readonly args: string[] }> {
  const system = findSystemBrowser();
  const common = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const rootless = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (system !== undefined) return { executablePath: system, args: [...common, ...rootless] };
  // Only on this hint does the package unpack the NSS libraries that a bare machine lacks.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  // Not with the package's own flags: they run everything in one process, which ends with the first page that closes.
  return { executablePath: await packaged.executablePath(), args: [...common, '--no-sandbox', '--disable-gpu'] };
}

function findSystemBrowser(): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => SYSTEM_NAMES.map((name) => join(folder, name)));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
