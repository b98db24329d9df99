import { stat, statfs } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { ModelPlacesView } from '../../shared/api/model-views.ts';
import { isLoopbackName } from '../egress/address.ts';
import type { Library } from '../models/library.ts';
import { type Places, sourcesOf } from '../models/sources/sources.ts';

const EVERY_APP = { lmStudio: true, jan: true, huggingFace: true, ollama: true } as const;

/** Every folder with models, those of apps that are switched off among them, and how much of the disk they take. @param hubAddress where models come from */
export async function modelPlaces(library: Pick<Library, 'models'>, places: Places, hubAddress: string): Promise<ModelPlacesView> {
  const sources = await sourcesOf({ ...places, otherApps: EVERY_APP });
  const models = library.models();
  const shown = await Promise.all(
    sources.map(async ({ name, folder: watched }) => {
      // Ollama names its models in one folder, which is what is watched, and keeps them in another beside it.
      const folder = name === 'ollama' ? dirname(watched) : watched;
      const within = folder.endsWith(sep) ? folder : folder + sep;
      const own = models.filter(({ source, path }) => source === name && path.startsWith(within));
      return {
        source: name,
        path: folder,
        isThere: await isFolder(folder),
        models: own.length,
        bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    }),
  );
  const downloadsTo = places.own.at(-1) ?? '';
  const freeBytes = await freeAt(downloadsTo);
  const url = URL.canParse(hubAddress) ? new URL(hubAddress) : undefined;
  const hub = { host: url?.host ?? hubAddress, isHere: url !== undefined && isLoopbackName(url.hostname) };
  return { places: shown, hub, downloadsTo, ...(freeBytes === undefined ? {} : { freeBytes }) };
}

const isFolder = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() === true;

async function freeAt(path: string): Promise<number | undefined> {
  const disk = await statfs(path).catch(() => undefined);
  return disk === undefined ? undefined : disk.bavail * disk.bsize;
}
