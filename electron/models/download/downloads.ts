import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isLintelError, LintelError, toErrorShape } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { DownloadView } from '../../../shared/models/download.ts';
import { type FreeBytes, freeBytesOf } from './disk.ts';
import { runDownload } from './download.ts';
import { createJournalWriter, doneBytes, type Journal, readJournal, removeTraces } from './journal.ts';
import type { Outside } from './outside.ts';
import type { FilesOf } from './resolve.ts';
import { PATIENCE, type Patience } from './retry.ts';
import { createSpeed } from './speed.ts';

export interface Downloads {
  /** Everything begun and not cancelled; finished ones until Lintel ends. No I/O. */
  list(): readonly DownloadView[];
  /** Begins a download, or goes on with the one of the same files. Throws what `Hub` and `parseRef` throw. */
  start(ref: string): Promise<DownloadView>;
  /** Stops for now; what is finished of it stays. Throws `not-found`, as the next two do. */
  pause(id: string): Promise<DownloadView>;
  resume(id: string): DownloadView;
  /** Stops and removes what was fetched; a finished model stays. */
  cancel(id: string): Promise<void>;
  /** Calls back after changes, at most four times a second. Returns how to stop. */
  onChange(listener: () => void): () => void;
  /** Lists what the last run left unfinished, as paused. */
  restore(): Promise<void>;
  /** Pauses everything. */
  close(): Promise<void>;
}

export interface DownloadsOptions {
  readonly outside: Outside;
  /** Finds out which files a ref means. */
  readonly filesOf: FilesOf;
  /** Where finished models go; the unfinished lie in `.downloads` below it. */
  folder(): string;
  /** Connections for one file, 1 to 16. */
  parallel(): number;
  checkHeader(path: string): Promise<unknown>;
  /** Called with each finished download, before it counts as done. */
  onInstalled?(): Promise<void>;
  onFault(error: unknown): void;
  readonly freeBytes?: FreeBytes;
  readonly patience?: Patience;
  readonly pieceBytes?: number;
}

interface Entry {
  readonly journal: Journal;
  readonly folder: string;
  state: DownloadView['state'];
  bytes: number;
  error?: string;
  said?: Said;
  speed?: ReturnType<typeof createSpeed>;
  stop?: AbortController;
  running: Promise<void>;
}

const PIECE_BYTES = 16 * 2 ** 20;
const MOST_PARALLEL = 16;
const MOST_FINISHED = 100;
const CHANGE_MS = 250;
const PARTS = '.downloads';

/** The downloads of this Lintel. */
export function createDownloads(options: DownloadsOptions): Downloads {
  const { freeBytes = freeBytesOf, patience = PATIENCE, pieceBytes = PIECE_BYTES } = options;
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  const starting = new Map<string, Promise<DownloadView>>();
  let timer: NodeJS.Timeout | undefined;
  let naming: Promise<unknown> = Promise.resolve();

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const listener of listeners) listener();
    }, CHANGE_MS);
    timer.unref();
  }

  function entryOf(id: string): Entry {
    const entry = entries.get(id);
    if (entry === undefined) throw new LintelError('not-found', say`There is no such download. It may have been cancelled.`);
    return entry;
  }

  function run(entry: Entry): void {
    if (entry.stop !== undefined || entry.state === 'done') return;
    const stop = new AbortController();
    entry.stop = stop;
    entry.state = 'running';
    entry.speed = createSpeed(() => performance.now());
    delete entry.error;
    delete entry.said;
    const before = entry.running;
    entry.running = before
      .then(() => work(entry, stop.signal))
      .finally(() => {
        if (entry.stop === stop) delete entry.stop;
        delete entry.speed;
        changed();
      });
    changed();
  }

  async function work(entry: Entry, signal: AbortSignal): Promise<void> {
    try {
      await runDownload(
        entry.journal,
        {
          outside: options.outside,
          folder: entry.folder,
          partsFolder: join(entry.folder, PARTS),
          parallel: Math.min(MOST_PARALLEL, Math.max(1, Math.floor(options.parallel()))),
          patience,
          freeBytes,
          checkHeader: options.checkHeader,
          inTurn(task) {
            const turn = naming.then(task, task);
            naming = turn.catch(() => {});
            return turn;
          },
          onPhase(phase) {
            entry.state = phase;
            changed();
          },
          onBytes(bytes) {
            if (entry.state === 'running') entry.speed?.add(bytes - entry.bytes);
            entry.bytes = bytes;
            changed();
          },
        },
        signal,
      );
      entry.bytes = totalOf(entry.journal);
      await options.onInstalled?.();
      entry.state = 'done';
      forgetOldest();
    } catch (error) {
      entry.bytes = hereOf(entry.journal);
      entry.state = signal.aborted ? 'paused' : 'failed';
      if (signal.aborted) return;
      const { message, said } = toErrorShape(error);
      entry.error = message;
      if (said !== undefined) entry.said = said;
      if (!isLintelError(error)) options.onFault(error);
    }
  }

  function forgetOldest(): void {
    const finished = [...entries.values()].filter(({ state }) => state === 'done');
    for (const { journal } of finished.slice(0, -MOST_FINISHED)) entries.delete(journal.id);
  }

  async function begin(ref: string): Promise<DownloadView> {
    const files = await options.filesOf(ref);
    const key = files.map(({ url }) => url).join('\n');
    const same = [...entries.values()].find(
      ({ journal, state }) => state !== 'done' && journal.files.map(({ url }) => url).join('\n') === key,
    );
    if (same !== undefined) {
      run(same);
      return viewOf(same);
    }
    const journal: Journal = { version: 1, id: randomUUID(), ref, pieceBytes, files: files.map((file) => ({ ...file, done: [] })) };
    const entry: Entry = { journal, folder: options.folder(), state: 'running', bytes: 0, running: Promise.resolve() };
    await mkdir(join(entry.folder, PARTS), { recursive: true, mode: 0o700 });
    await createJournalWriter(join(entry.folder, PARTS), journal).write();
    entries.set(journal.id, entry);
    run(entry);
    return viewOf(entry);
  }

  async function stopped(entry: Entry): Promise<void> {
    entry.stop?.abort(new LintelError('cancelled', say`The download was stopped.`));
    await entry.running;
  }

  return {
    list: () => [...entries.values()].map(viewOf),
    start(ref) {
      // Asked twice at once, it is begun once.
      const known = starting.get(ref);
      if (known !== undefined) return known;
      const begun = begin(ref).finally(() => starting.delete(ref));
      starting.set(ref, begun);
      return begun;
    },
    async pause(id) {
      const entry = entryOf(id);
      await stopped(entry);
      return viewOf(entry);
    },
    resume(id) {
      const entry = entryOf(id);
      run(entry);
      return viewOf(entry);
    },
    async cancel(id) {
      const entry = entryOf(id);
      await stopped(entry);
      await removeTraces(join(entry.folder, PARTS), entry.journal);
      entries.delete(id);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async restore() {
      const folder = options.folder();
      const names = await readdir(join(folder, PARTS)).catch(() => []);
      for (const name of names.filter((one) => one.endsWith('.json'))) {
        const journal = await readJournal(join(folder, PARTS, name));
        if (journal === undefined || `${journal.id}.json` !== name || entries.has(journal.id)) continue;
        entries.set(journal.id, { journal, folder, state: 'paused', bytes: hereOf(journal), running: Promise.resolve() });
      }
      changed();
    },
    async close() {
      clearTimeout(timer);
      listeners.clear();
      await Promise.all([...entries.values()].map(stopped));
    },
  };
}

const totalOf = ({ files }: Journal) => files.reduce((sum, { bytes }) => sum + bytes, 0);
const hereOf = ({ files, pieceBytes }: Journal) => files.reduce((sum, file) => sum + doneBytes(file, pieceBytes), 0);

function viewOf({ journal, state, bytes, error, said, speed }: Entry): DownloadView {
  const totalBytes = totalOf(journal);
  const rate = state === 'running' ? speed?.read() : undefined;
  return {
    id: journal.id,
    ref: journal.ref,
    files: journal.files.map((file) => file.installedAs ?? file.name),
    state,
    bytes,
    totalBytes,
    ...(rate === undefined ? {} : { bytesPerSecond: Math.round(rate) }),
    ...(rate === undefined || rate < 1 ? {} : { secondsLeft: Math.ceil((totalBytes - bytes) / rate) }),
    ...(error === undefined ? {} : { error }),
    ...(said === undefined ? {} : { said }),
  };
}
