import { homedir } from 'node:os';
import { join } from 'node:path';
import { folderSource } from './folder.ts';
import { hubCacheFolder, huggingFaceSource } from './hugging-face.ts';
import { janSources } from './jan.ts';
import { lmStudioSources } from './lm-studio.ts';
import { ollamaSource } from './ollama.ts';
import type { Source } from './source.ts';

/** Where the library shall look. */
export interface Places {
  /** The model in the box. */
  readonly box: string;
  /** Lintel's own folder, then any other that downloads go to. */
  readonly own: readonly string[];
  /** The user's folders. */
  readonly folders: readonly string[];
  readonly otherApps: { readonly lmStudio: boolean; readonly jan: boolean; readonly huggingFace: boolean; readonly ollama: boolean };
  readonly environment?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/** Every place with models, in order of whom a file belongs to when it is found twice. */
export async function sourcesOf({
  box,
  own,
  folders,
  otherApps,
  environment = process.env,
  platform = process.platform,
}: Places): Promise<readonly Source[]> {
  const home = environment.HOME || environment.USERPROFILE || homedir();
  return [
    folderSource('box', box),
    ...own.map((folder) => folderSource('lintel', folder)),
    ...folders.map((folder) => folderSource('folder', folder)),
    ...(otherApps.lmStudio ? await lmStudioSources(home) : []),
    ...(otherApps.jan ? await janSources(home, environment, platform) : []),
    ...(otherApps.huggingFace ? [huggingFaceSource(hubCacheFolder(home, environment))] : []),
    ...(otherApps.ollama ? [ollamaSource(environment.OLLAMA_MODELS || join(home, '.ollama', 'models'))] : []),
  ];
}
