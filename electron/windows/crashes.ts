import { mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { app, crashReporter } from 'electron';
import type { Log } from '../platform/log.ts';

const KEPT = 5;
/** A page that crashes more often within a minute is not loaded again. */
const MOST_RELOADS = 3;
const MINUTE_MS = 60_000;

/** Keeps reports of crashes in the data folder and sends them nowhere: they hold what was in memory. Call before `app` is ready. */
export function keepCrashesHere(dataFolder: string, log: Log): void {
  const folder = join(dataFolder, 'crashes');
  // Electron takes only a folder that is there.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
  void forgetOld(folder).catch((error: unknown) => log.error('old crash reports could not be deleted', error));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn('a process of the desktop ended', { type, reason, exitCode });
  });
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('the window crashed', { reason, exitCode });
    // All of it is in the ledger: loaded again, it shows what it showed.
    if (mayReload(contents.id)) contents.reload();
  });
}

const reloads = new Map<number, number[]>();

function mayReload(id: number): boolean {
  const now = performance.now();
  const recent = (reloads.get(id) ?? []).filter((at) => now - at < MINUTE_MS);
  reloads.set(id, [...recent, now]);
  return recent.length < MOST_RELOADS;
}

async function forgetOld(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const dumps = await Promise.all(
    names
      .filter((name) => name.endsWith('.dmp'))
      .map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  for (const { path } of dumps.sort((a, b) => b.at - a.at).slice(KEPT)) await rm(path, { force: true });
}
