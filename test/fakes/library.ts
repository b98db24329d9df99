import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LibraryCallOptions } from '../../electron/api/library.ts';
import { createInspectionCache } from '../../electron/models/inspection-cache.ts';
import { createInspector } from '../../electron/models/inspector.ts';
import { createLibrary } from '../../electron/models/library.ts';
import { createRemoval } from '../../electron/models/removal.ts';
import { folderSource } from '../../electron/models/sources/folder.ts';
import type { Source } from '../../electron/models/sources/source.ts';
import { openSettings } from '../../electron/platform/settings.ts';

export const INSPECTION_ENTRY = fileURLToPath(new URL('../../electron/models/inspection-thread.ts', import.meta.url));

/** A real library, which remembers nothing between tests. */
export function libraryOf(...sources: readonly (string | Source)[]) {
  return createLibrary({
    sources: sources.map((source) => (typeof source === 'string' ? folderSource('lintel', source) : source)),
    inspector: createInspector({ entry: INSPECTION_ENTRY }),
    cache: createInspectionCache(),
  });
}

const placesIn = (folder: string) => ({
  box: join(folder, 'box'),
  own: [folder],
  folders: [],
  otherApps: { lmStudio: false, jan: false, huggingFace: false, ollama: false },
  environment: { HOME: folder },
});

/** What the calls about models need, real, on one folder that holds models and settings alike. */
export function libraryParts(folder: string, loaded: ReadonlySet<string> = new Set()): LibraryCallOptions {
  const library = libraryOf(folder);
  const isLoaded = (id: string) => loaded.has(id);
  return {
    library,
    settings: openSettings(folder),
    removal: createRemoval({ library, isLoaded }),
    isLoaded,
    places: () => placesIn(folder),
  };
}

/** A computer of middling size, for calls that predict. */
export const FIT = {
  catalog: async () => [],
  machine: async () => ({
    totalBytes: 16 * 2 ** 30,
    availableBytes: 12 * 2 ** 30,
    headroomBytes: 2 ** 30,
    threads: 3,
    bytesPerSecond: 15e9,
  }),
  settings: () => undefined,
  measured: () => undefined,
  seenMemory: async () => ({
    totalBytes: 16 * 2 ** 30,
    availableBytes: 12 * 2 ** 30,
    countsMappedFilesAsAvailable: true,
    headroomBytes: 2 ** 30,
  }),
  loaded: () => [],
};
