import { setTimeout as wait } from 'node:timers/promises';
import type { Said } from '../../shared/chat/said.ts';
import { lookAt } from './find-files.ts';
import { inspect } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import type { InspectionCache } from './inspection-cache.ts';
import type { Inspector } from './inspector.ts';
import { type LocalModel, toModel } from './local-model.ts';
import { giveIds } from './model-ids.ts';
import { placeOf, type Source, type SourceFile } from './sources/source.ts';
import { gatherParts, type ModelFiles } from './split.ts';
import { type Watcher, watchFolders } from './watcher.ts';

export interface Library {
  /** What is known now, in the order of sources and paths. No I/O. */
  models(): readonly LocalModel[];
  /** The files of a model, and every other place where the same file was found; undefined when there is no such model. No I/O. */
  filesOf(id: string): { readonly files: readonly SourceFile[]; readonly alsoAt: readonly SourceFile[] } | undefined;
  /** Looks into a file that is no model of the library. Never throws. */
  look(path: string): Promise<Inspection>;
  /** What could not be read or watched, each in a sentence. */
  notices(): readonly Said[];
  /** Looks at all places again; only new and changed files are read. Overlapping calls share one scan. Never rejects. */
  rescan(): Promise<void>;
  /** Resolves as soon as anything is listed. */
  first(): Promise<void>;
  /** Looks elsewhere from now on; resolves after a scan of the new places. */
  use(sources: readonly Source[]): Promise<void>;
  /** Follows changes on disk until `close`; resolves once they are seen. */
  watch(): Promise<void>;
  /** Calls the listener after the list of models changed; returns how to stop that. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface LibraryOptions {
  readonly sources: readonly Source[];
  readonly inspector: Inspector;
  readonly cache: InspectionCache;
}

/** A file changed as lately as this, in milliseconds, may still be growing. */
const FRESH_MS = 2_000;
/** It has come to rest when it stays the same for this long. */
const REST_MS = 150;
/** A file that grows is looked at again after this long. */
const AGAIN_MS = 1_000;

/** The models in all these places. Empty until the first `rescan`. */
export function createLibrary({ sources: first, inspector, cache }: LibraryOptions): Library {
  let sources = first;
  let models: readonly LocalModel[] = [];
  let notices: readonly Said[] = [];
  let places = new Map<string, { files: readonly SourceFile[]; alsoAt: readonly SourceFile[] }>();
  let ids = new Map<string, string>();
  let running: Promise<void> | undefined;
  let watcher: Watcher | undefined;
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;
  const listeners = new Set<() => void>();

  /** The first place alone, so that a start need not wait for slow disks with the others. */
  async function listFirst(): Promise<void> {
    const files = (await sources[0]?.find())?.files ?? [];
    const groups = gatherParts(files);
    ids = giveIds(files, ids);
    for (const file of files) await look(file);
    list(groups, new Map());
  }

  async function scan(): Promise<void> {
    if (models.length === 0 && sources[0]?.name === 'box') await listFirst();
    const found = await Promise.all(sources.map((source) => source.find()));
    const { files, copies } = onlyOnce(found.flatMap((each) => each.files));
    const resting = await atRest(files, (file) => cache.get(keyOf(file)) !== undefined);
    if (resting.length < files.length && !isClosed) again = setTimeout(() => void library.rescan(), AGAIN_MS).unref();
    const groups = gatherParts(resting);
    ids = giveIds(
      groups.flatMap((group) => group.files.slice(0, 1)),
      ids,
    );
    notices = found.flatMap((each) => each.unreadable);
    // What is known already is there at once; the rest comes file by file.
    const unread = groups.filter((group) => group.files.some((file) => cache.get(keyOf(file)) === undefined));
    if (unread.length > 0 && unread.length < groups.length) list(groups, copies);
    for (const group of unread) {
      for (const file of group.files) await look(file);
      if (isClosed) return;
      list(groups, copies);
    }
    if (unread.length === 0) list(groups, copies);
    await cache.save(new Set(files.map(keyOf)));
  }

  async function look(file: SourceFile): Promise<void> {
    if (cache.get(keyOf(file)) !== undefined || isClosed) return;
    // The model in the box is Lintel's own: no thread has to start for it.
    const inspection = await (file.source === 'box' ? inspect(file.path) : inspector.inspect(file.path));
    if (!isClosed) cache.set(keyOf(file), inspection);
  }

  function list(groups: readonly ModelFiles[], copies: ReadonlyMap<string, readonly SourceFile[]>): void {
    const listed: LocalModel[] = [];
    const where: typeof places = new Map();
    for (const group of groups) {
      const [head] = group.files;
      const inspections = group.files.map((file) => cache.get(keyOf(file)));
      if (head === undefined || !inspections.every((inspection): inspection is Inspection => inspection !== undefined)) continue;
      const id = ids.get(placeOf(head)) ?? head.path;
      const model = toModel(id, group, inspections);
      if (model === undefined) continue;
      listed.push(model);
      where.set(id, { files: group.files, alsoAt: group.files.flatMap((file) => copies.get(file.identity) ?? []) });
    }
    const isSame = JSON.stringify(listed) === JSON.stringify(models);
    models = listed;
    places = where;
    if (!isSame) for (const listener of listeners) listener();
  }

  /** A scan under way may have passed what changed just now. */
  async function seeAgain(): Promise<void> {
    await running;
    if (!isClosed) await library.rescan();
  }

  async function rewatch(): Promise<void> {
    await watcher?.close();
    if (isClosed) return;
    watcher = watchFolders([...new Set(sources.map(({ folder }) => folder))], () => void seeAgain());
    await watcher.ready;
  }

  const library: Library = {
    models: () => models,
    filesOf: (id) => places.get(id),
    look: (path) => inspector.inspect(path),
    notices: () => [...notices, ...(watcher?.notices() ?? [])],
    rescan() {
      clearTimeout(again);
      running ??= scan().finally(() => {
        running = undefined;
      });
      return running;
    },
    first: () => (models.length > 0 ? Promise.resolve() : new Promise((resolve) => void listeners.add(resolve))),
    async use(next) {
      sources = next;
      await Promise.all([seeAgain(), watcher === undefined ? undefined : rewatch()]);
    },
    watch: rewatch,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      clearTimeout(again);
      await Promise.all([watcher?.close(), inspector.close()]);
      await running;
    },
  };
  return library;
}

const keyOf = ({ path, bytes, modifiedAt }: SourceFile) => `${path}\n${bytes}\n${modifiedAt}`;

/**
 * Each file where it was found first, and by identity where else it was. Names that another app gives to one file stay
 * models of their own: whoever asks for any of them means it.
 */
function onlyOnce(found: readonly SourceFile[]) {
  const files = new Map<string, SourceFile>();
  const copies = new Map<string, SourceFile[]>();
  for (const file of found) {
    const known = files.get(file.identity);
    if (known === undefined) files.set(file.identity, file);
    else if (known.manifest !== undefined && file.manifest !== undefined) files.set(`${file.identity}\n${file.manifest}`, file);
    else copies.set(file.identity, [...(copies.get(file.identity) ?? []), file]);
  }
  return { files: [...files.values()], copies };
}

/** Without the files that are still being written. */
async function atRest(files: readonly SourceFile[], isKnown: (file: SourceFile) => boolean): Promise<readonly SourceFile[]> {
  const now = Date.now();
  const fresh = files.filter((file) => Math.abs(now - file.modifiedAt) < FRESH_MS && !isKnown(file));
  if (fresh.length === 0) return files;
  await wait(REST_MS);
  const growing = new Set<SourceFile>();
  for (const file of fresh) {
    const later = await lookAt(file.path).catch(() => undefined);
    if (later?.bytes !== file.bytes || later.modifiedAt !== file.modifiedAt) growing.add(file);
  }
  return files.filter((file) => !growing.has(file));
}
