import { createInspectionCache, openInspectionCache } from './inspection-cache.ts';
import { createInspector } from './inspector.ts';
import { createLibrary, type Library } from './library.ts';
import { type Places, sourcesOf } from './sources/sources.ts';

/** A library of these places. @param entry program of the thread that looks into files @param cache where its findings are kept; absent: nowhere */
export async function openLibrary(places: Places, entry: string, cache?: string): Promise<Library> {
  const [sources, kept] = await Promise.all([
    sourcesOf(places),
    cache === undefined ? createInspectionCache() : openInspectionCache(cache),
  ]);
  return createLibrary({ sources, inspector: createInspector({ entry }), cache: kept });
}
