import { isAbsolute, join } from 'node:path';
import { folderSource } from './folder.ts';
import { readSmallFile, readSmallJson, textIn } from './small-file.ts';
import type { Source } from './source.ts';

const MAX_SETTINGS_BYTES = 1 << 20;
const POINTER = '.lmstudio-home-pointer';
const HOMES = ['.lmstudio', join('.cache', 'lm-studio')];

/** LM Studio's models: in its home, in its older home, and in the folder that its settings name. Paths are `publisher/repository/file`. */
export async function lmStudioSources(home: string): Promise<readonly Source[]> {
  // The app moves its home and leaves a file that says where to.
  const pointer = (await readSmallFile(join(home, POINTER), 4096))?.trim();
  const homes = HOMES.map((folder) => join(home, folder));
  if (pointer !== undefined && isAbsolute(pointer)) homes.unshift(pointer);
  const named = await Promise.all(
    homes.map(async (folder) => textIn(await readSmallJson(join(folder, 'settings.json'), MAX_SETTINGS_BYTES), 'downloadsFolder')),
  );
  const folders = [
    ...homes.map((folder) => join(folder, 'models')),
    ...named.filter((folder) => folder !== undefined && isAbsolute(folder)),
  ];
  return [...new Set(folders)].filter((folder) => folder !== undefined).map((folder) => folderSource('lm-studio', folder));
}
