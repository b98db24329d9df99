import { existsSync, renameSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import Conf from 'conf';
import {
  type ModelSettingsPatch,
  modelSettings,
  patched,
  type Settings,
  type SettingsPatch,
  settings as schema,
} from '../../shared/api/settings.ts';
import { wrongField } from '../../shared/api/wrong-field.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';

/** What the user set. Kept in memory: reading costs no I/O; every change is on disk before it counts. */
export interface SettingsStore {
  get(): Settings;
  /** Throws `bad-request` for what cannot be set, `storage-failed` when it cannot be kept. */
  update(patch: SettingsPatch): Settings;
  /** The same for one model. */
  updateModel(id: string, patch: ModelSettingsPatch): Settings;
  /** Forgets what was set for a model. */
  forgetModel(id: string): void;
  /** Calls the listener after every change; returns how to stop that. */
  onChange(listener: (settings: Settings) => void): () => void;
  /** What happened to the file at the start, in a sentence each. */
  readonly notices: readonly Said[];
}

const NAME = 'settings';

/** Opens `settings.json` in the data folder. A file that cannot be read is set aside and the defaults are used. */
export function openSettings(dataFolder: string): SettingsStore {
  const file = join(dataFolder, `${NAME}.json`);
  const notices: Said[] = [];
  const store = () =>
    new Conf<Settings>({
      configName: NAME,
      cwd: dataFolder,
      configFileMode: 0o600,
      serialize: (value) => JSON.stringify(value, undefined, 2),
      deserialize: readObject,
    });
  let conf: Conf<Settings>;
  let current: Settings;
  try {
    conf = store();
    current = schema.parse(conf.store);
  } catch {
    const aside = join(dataFolder, `${NAME}.broken-${Date.now()}.json`);
    if (existsSync(file)) renameSync(file, aside);
    conf = store();
    current = schema.parse({});
    notices.push(say`The settings could not be read, so the usual ones are used. The old file is kept as ${aside}.`);
  }
  const listeners = new Set<(settings: Settings) => void>();

  function keep(next: Settings): Settings {
    const checked = schema.safeParse(next, { reportInput: true });
    if (!checked.success) throw wrongField(checked.error);
    for (const folder of [...checked.data.modelFolders, checked.data.downloads.folder]) {
      if (folder !== undefined && !isAbsolute(folder))
        throw new LintelError('bad-request', say`The folder “${folder}” must be given with its whole path.`);
    }
    try {
      conf.store = checked.data;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new LintelError(
        code === 'ENOSPC' ? 'storage-full' : 'storage-failed',
        say`The settings could not be kept (${String(code)}). Check ${file} and the space on its disk.`,
        {
          cause: error,
        },
      );
    }
    current = checked.data;
    for (const listener of listeners) listener(current);
    return current;
  }

  return {
    notices,
    get: () => current,
    update({ modelFolders, ...patch }) {
      const groups = Object.entries(patch).map(([name, change]) => {
        const before = current[name as keyof typeof patch];
        return [name, isGroup(change) && isGroup(before) ? patched(before, change) : change];
      });
      const folders = modelFolders === undefined ? {} : { modelFolders: [...new Set(modelFolders)] };
      return keep(patched<Settings>(current, { ...Object.fromEntries(groups), ...folders }));
    },
    updateModel(id, patch) {
      const own = ownOf(current, id);
      const sampling = patch.sampling ? { sampling: { ...own.sampling, ...patch.sampling } } : {};
      const next = modelSettings.safeParse(patched(own, { ...patch, ...sampling }), { reportInput: true });
      if (!next.success) throw wrongField(next.error);
      return keep({ ...current, models: { ...current.models, [id]: next.data } });
    },
    forgetModel(id) {
      if (!Object.hasOwn(current.models, id)) return;
      const { [id]: _, ...models } = current.models;
      keep({ ...current, models });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A currency is set whole: what it lacks is not left over from the one before. */
const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null && !('perDollar' in value);

const ownOf = ({ models }: Settings, id: string) => (Object.hasOwn(models, id) ? models[id] : undefined) ?? {};

/** Conf takes JSON that is no object for an empty file, and would write over it. */
function readObject(text: string): Settings {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('The settings are no object.');
  return value as Settings;
}
