import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { folderSource } from './folder.ts';
import { readSmallJson, textIn } from './small-file.ts';
import type { Source } from './source.ts';

const MAX_SETTINGS_BYTES = 1 << 20;

/** Where an app keeps its data on this system. */
function appDataFolder(home: string, environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment.APPDATA ?? join(home, 'AppData', 'Roaming');
  return environment.XDG_DATA_HOME || join(home, '.local', 'share');
}

/** Jan's models: each is `model.gguf` in a folder that has the model's name, below the data folder that its settings name. */
export async function janSources(home: string, environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<readonly Source[]> {
  const app = join(appDataFolder(home, environment, platform), 'Jan');
  const named = textIn(await readSmallJson(join(app, 'settings.json'), MAX_SETTINGS_BYTES), 'data_folder');
  const data = [join(app, 'data'), join(home, 'jan'), ...(named !== undefined && isAbsolute(named) ? [named] : [])];
  return [...new Set(data)].map((folder) => {
    const models = join(folder, 'llamacpp', 'models');
    return folderSource('jan', models, (path) => labelOf(models, path));
  });
}

function labelOf(models: string, path: string): string | undefined {
  const folder = relative(models, dirname(path)).split(sep).join('/');
  return folder !== '' && path.endsWith(`${sep}model.gguf`) ? folder : undefined;
}
