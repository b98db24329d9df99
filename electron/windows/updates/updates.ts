import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { parse } from 'yaml';
import { z } from 'zod';
import type { UpdateView } from '../../../shared/api/desktop.ts';
import { toErrorShape } from '../../../shared/chat/error.ts';
import type { Log } from '../../platform/log.ts';
import { createDoorExecutor, type Fetch } from './door-executor.ts';

/** A newer Lintel: looked for, got and started when the person says so. */
export interface Updates {
  view(): UpdateView;
  /** Resolves once it is done. Never rejects: what went wrong is in the view. */
  act(act: 'look' | 'get' | 'restart'): Promise<UpdateView>;
}

export interface UpdateParts {
  readonly resourcesFolder: string;
  /** The way out, to a place that this copy's maker set. */
  goTo(feed: string): Fetch;
  /** Whether the person wants to hear of newer ones, and something may leave. */
  isWanted(): boolean;
  tell(view: UpdateView): void;
  readonly log: Log;
}

/** Written at packaging. `publicKey`: Ed25519, as PEM. */
const source = z.looseObject({ url: z.url().max(2048), publicKey: z.string().max(1000) });

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 24 * 60 * 60_000;
const MOST_NOTES = 20_000;

const BUSY: ReadonlySet<UpdateView['phase']> = new Set(['looking', 'loading', 'ready']);

const OFF: UpdateView = { phase: 'off', reason: 'This copy of Lintel does not know where newer ones are.' };

/** Opens what gets newer versions; where this copy has no source of them, nothing is ever looked for. */
export async function openUpdates(parts: UpdateParts): Promise<Updates> {
  const file = join(parts.resourcesFolder, 'app-update.yml');
  const text = app.isPackaged ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (text === undefined) return { view: () => OFF, act: async () => OFF };
  const { url, publicKey } = source.parse(parse(text));
  return createUpdates(parts, file, url, publicKey);
}

async function createUpdates({ goTo, isWanted, tell, log }: UpdateParts, file: string, url: string, key: string): Promise<Updates> {
  const { default: electronUpdater } = await import('electron-updater');
  const { autoUpdater: updater } = electronUpdater;
  Object.assign(updater, { httpExecutor: createDoorExecutor(goTo(url), key) });
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.updateConfigPath = file;
  updater.setFeedURL({ provider: 'generic', url });

  let view: UpdateView = { phase: 'idle' };
  const now = (next: UpdateView) => {
    view = next;
    tell(next);
  };
  const fail = (error: unknown) => {
    log.error('a newer version could not be had', error);
    now({ phase: 'failed', reason: toErrorShape(error).message });
  };
  let found = { version: '', notes: '' };
  updater.on('update-available', ({ version, releaseNotes }) => {
    found = { version, notes: textOf(releaseNotes) };
    now({ phase: 'found', ...found });
  });
  updater.on('update-not-available', () => now({ phase: 'none' }));
  updater.on('download-progress', ({ percent }) => now({ phase: 'loading', version: found.version, share: percent / 100 }));
  updater.on('update-downloaded', () => now({ phase: 'ready', ...found }));
  // Every failure is told where it was begun; without a listener it would end the program.
  updater.on('error', () => {});

  const acts = {
    async look() {
      // Another look would forget what is on its way or ready.
      if (BUSY.has(view.phase)) return;
      now({ phase: 'looking' });
      await updater.checkForUpdates();
      if (view.phase === 'looking') now({ phase: 'none' });
    },
    async get() {
      if (view.phase !== 'found') return;
      now({ phase: 'loading', version: found.version, share: 0 });
      await updater.downloadUpdate();
    },
    async restart() {
      if (view.phase === 'ready') updater.quitAndInstall(false, true);
    },
  };
  const act: Updates['act'] = async (wish) => {
    await acts[wish]().catch(fail);
    return view;
  };
  const lookIfWanted = () => {
    if (isWanted() && (view.phase === 'idle' || view.phase === 'none' || view.phase === 'failed')) void act('look');
  };
  setTimeout(lookIfWanted, FIRST_LOOK_MS).unref();
  setInterval(lookIfWanted, LOOK_EVERY_MS).unref();
  return { view: () => view, act };
}

/** What is new, as the feed says it: one text, or one a version. */
function textOf(notes: string | readonly { readonly version: string; readonly note: string | null }[] | null | undefined): string {
  const text = typeof notes === 'string' ? notes : (notes ?? []).map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n');
  return text.slice(0, MOST_NOTES);
}
