import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Said } from '../../shared/chat/said.ts';
import type { Inspection } from './inspection.ts';

/** What files showed, kept from one start to the next: a file that looks unchanged is not read again. */
export interface InspectionCache {
  get(key: string): Inspection | undefined;
  set(key: string, inspection: Inspection): void;
  /** Forgets all other keys and writes the file, if anything changed. Never throws: without the file, files are read again. */
  save(keys: ReadonlySet<string>): Promise<void>;
}

/** Goes up whenever the header's reader tells more, so that what an older Lintel kept is read anew. */
const VERSION = 5;
const MAX_BYTES = 16 << 20;

const header = z.looseObject({
  architecture: z.string(),
  kind: z.enum(['chat', 'embedding', 'rerank', 'projector', 'adapter', 'other']),
  parameters: z.number(),
  tensorBytes: z.number(),
  contextLength: z.number(),
  hasChatTemplate: z.boolean(),
  hasTools: z.boolean(),
  hasReasoning: z.boolean(),
  kvBytesPerToken: z.number(),
  shape: z.looseObject({ layers: z.number(), layerBytes: z.number(), vocabulary: z.number() }),
});
const isSaid = (value: unknown) => typeof value === 'object' && value !== null && 'said' in value && typeof value.said === 'string';

const stored = z.object({
  version: z.literal(VERSION),
  files: z.record(
    z.string(),
    z.union([z.object({ header }), z.object({ fault: z.string(), said: z.custom<Said>(isSaid).exactOptional() })]),
  ),
});

/** Opens the cache kept at `path`; a missing or damaged file is an empty cache. */
export async function openInspectionCache(path: string): Promise<InspectionCache> {
  return createInspectionCache(await read(path), path);
}

/** @param path where it is kept; absent: in memory only */
export function createInspectionCache(kept = new Map<string, Inspection>(), path?: string): InspectionCache {
  let isChanged = false;
  return {
    get: (key) => kept.get(key),
    set(key, inspection) {
      kept.set(key, inspection);
      isChanged = true;
    },
    async save(keys) {
      for (const key of kept.keys()) {
        if (!keys.has(key)) isChanged = kept.delete(key);
      }
      if (!isChanged || path === undefined) return;
      isChanged = false;
      const beside = `${path}.new`;
      await writeFile(beside, JSON.stringify({ version: VERSION, files: Object.fromEntries(kept) }), { mode: 0o600 })
        .then(() => rename(beside, path))
        .catch(() => {});
    },
  };
}

async function read(path: string): Promise<Map<string, Inspection>> {
  try {
    if ((await stat(path)).size > MAX_BYTES) return new Map();
    const { files } = stored.parse(JSON.parse(await readFile(path, 'utf8')));
    return new Map(Object.entries(files) as [string, Inspection][]);
  } catch {
    // Missing, damaged or from another version: the files themselves tell it all again.
    return new Map();
  }
}
