import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { LibraryModelView } from '../../shared/api/views.ts';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import { type Machine, settingsRefusal } from '../../shared/models/fit.ts';
import type { Library } from '../models/library.ts';
import type { LocalModel } from '../models/local-model.ts';
import type { createRemoval } from '../models/removal.ts';
import type { Places } from '../models/sources/sources.ts';
import type { SettingsStore } from '../platform/settings.ts';
import type { Handlers } from './handlers.ts';
import { modelPlaces } from './model-places.ts';

export interface LibraryCallOptions {
  readonly library: Library;
  readonly settings: SettingsStore;
  readonly removal: ReturnType<typeof createRemoval>;
  isLoaded(id: string): boolean;
  /** Where the library looks. */
  places(): Places;
  /** Why a model is not tried now, whatever its file says. */
  refusal?(id: string): Said | undefined;
}

interface Parts extends LibraryCallOptions {
  machine(): Promise<Machine>;
  hubAddress(): string;
}

type LibraryCalls = Pick<
  Handlers,
  'models' | 'modelRemoval' | 'removeModel' | 'deleteModel' | 'setModel' | 'settings' | 'changeSettings' | 'modelPlaces'
>;

/** The handlers of the calls about models on disk and settings. */
export function createLibraryCalls({ library, settings, removal, isLoaded, refusal, places, machine, hubAddress }: Parts): LibraryCalls {
  const view = (model: LocalModel): LibraryModelView => {
    const { kvBytesPerToken: _kv, tensorBytes: _tensors, shape: _shape, modifiedAt: _at, hasChatTemplate: _template, ...shown } = model;
    const refused = refusal?.(model.id);
    return {
      ...shown,
      loaded: isLoaded(model.id),
      settings: settingsOf(model.id),
      ...(refused === undefined ? {} : { refusal: english(refused), refusalSaid: refused }),
    };
  };
  const settingsOf = (id: string) => {
    const { models } = settings.get();
    return (Object.hasOwn(models, id) ? models[id] : undefined) ?? {};
  };
  const publicSettings = () => {
    const { models: _, ...rest } = settings.get();
    return rest;
  };
  const remove = async (id: string, wishes: { unload?: boolean; fromOtherApp?: boolean }) => {
    const removed = await removal.remove(id, wishes);
    if (library.filesOf(id) === undefined) settings.forgetModel(id);
    return removed;
  };
  async function refuseWhatCannotFit(id: string, patch: object): Promise<void> {
    const model = library.models().find((each) => each.id === id);
    if (model === undefined || model.fault !== undefined) return;
    const kept = Object.entries({ ...settingsOf(id), ...patch }).filter(([, value]) => value !== null);
    const refusal = settingsRefusal(model, await machine(), Object.fromEntries(kept));
    if (refusal !== undefined) throw new LintelError('bad-request', refusal, { field: 'contextWindow' });
  }
  return {
    async models() {
      await library.rescan();
      return library.models().map(view);
    },
    modelPlaces: () => modelPlaces(library, places(), hubAddress()),
    modelRemoval: ({ id }) => removal.plan(id),
    removeModel: ({ id, body }) => remove(id, body),
    deleteModel: ({ id }) => remove(id, {}),
    async setModel({ id, body }) {
      if (library.filesOf(id) === undefined)
        throw new LintelError('unknown-model', say`There is no model “${id}” on this computer.`, { field: 'id' });
      await refuseWhatCannotFit(id, body);
      settings.updateModel(id, body);
      return settingsOf(id);
    },
    settings: publicSettings,
    async changeSettings({ body }) {
      const { modelFolders: before } = settings.get();
      for (const folder of body.modelFolders ?? []) if (!before.includes(folder) && isAbsolute(folder)) await requireFolder(folder);
      settings.update(body);
      return publicSettings();
    },
  };
}

/** Only what is new: the folder of a disk that is not plugged in just now stays. Throws `bad-request`. */
async function requireFolder(path: string): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined)
    throw new LintelError('bad-request', say`There is no folder ${path}. Check its name.`, { field: 'modelFolders' });
  if (!status.isDirectory()) {
    throw new LintelError('bad-request', say`${path} is a file. Name the folder that it lies in.`, { field: 'modelFolders' });
  }
}
