import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';

export type Model = Reply<'models'>[number];
export type Fit = Reply<'modelFit'>;
export type Download = Reply<'downloads'>[number];
export type Removal = Reply<'modelRemoval'>;
export type Places = Reply<'modelPlaces'>;

export interface Models {
  readonly list: readonly Model[];
  readonly downloads: readonly Download[];
  /** By model; absent until somebody asked. */
  readonly fits: Readonly<Record<string, Fit>>;
  /** Who has which part of the memory; absent until read. */
  readonly memory?: Reply<'memory'>;
  /** Where models lie; absent until read. */
  readonly places?: Places;
  /** Models worth having; absent until read. */
  readonly catalog?: Reply<'catalog'>;
  /** Models that main was asked to load, unload or release, and has not answered for. */
  readonly busy: readonly string[];
  readonly loaded: boolean;
  readonly error?: Failure;
}

/** Milliseconds between two looks while something moves, and while nothing does. */
const LOOK_MS = { busy: 1_000, idle: 8_000 } as const;
/** As `loadModel` takes it: until Lintel ends. */
const FOR_GOOD = -1;
/** Milliseconds that a model stays where nobody says otherwise. */
const USUAL_KEEP_MS = 600_000;

/** What the page of models shows. @param changed told after a change, with a sentence for ears */
export function createModels(api: Api, changed: (announcement: string) => void) {
  const store = createStore<Models>()(() => ({ list: [], downloads: [], fits: {}, busy: [], loaded: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchers = 0;

  const fail = (error: Failure) => store.setState({ error });

  /** What is around the models; the list does not wait for it. */
  async function lookAround(): Promise<void> {
    const [memory, places] = await Promise.all([api.memory(), api.modelPlaces()]);
    if (memory.ok) store.setState({ memory: memory.value });
    if (places.ok) store.setState({ places: places.value });
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    void lookAround();
    const [list, downloads] = await Promise.all([api.models(), api.downloads()]);
    const before = store.getState();
    if (list.ok && downloads.ok) {
      store.setState({ list: list.value, downloads: downloads.value, loaded: true });
      for (const { id, state, files, ref } of downloads.value) {
        const was = before.downloads.find((each) => each.id === id)?.state;
        if (state === 'done' && was !== undefined && was !== 'done') changed(i18next.t('models:said.here', { name: files[0] ?? ref }));
      }
    } else fail(list.ok ? (downloads as { error: Failure }).error : list.error);
    if (watchers === 0) return;
    clearTimeout(timer);
    const moves = store.getState().downloads.some(({ state }) => state === 'running' || state === 'verifying');
    timer = setTimeout(look, moves || store.getState().busy.length > 0 ? LOOK_MS.busy : LOOK_MS.idle);
  }

  /** Does something to a model, says how it went and looks again. */
  async function act(id: string, call: Promise<Outcome<unknown>>, done: string): Promise<boolean> {
    store.setState(({ busy }) => ({ busy: [...busy, id] }));
    const outcome = await call;
    store.setState(({ busy }) => ({ busy: busy.filter((each) => each !== id) }));
    if (outcome.ok) changed(done);
    else fail(outcome.error);
    await look();
    return outcome.ok;
  }

  async function predict(id: string): Promise<void> {
    const outcome = await api.modelFit(id);
    if (outcome.ok) store.setState(({ fits }) => ({ fits: { ...fits, [id]: outcome.value } }));
  }

  return {
    store,
    /** Looks while the page is on show; call the result when it is not any more. */
    watch() {
      watchers += 1;
      void look();
      return () => {
        watchers -= 1;
        if (watchers === 0) clearTimeout(timer);
      };
    },
    /** Looks now, if anybody does. */
    lookSoon() {
      if (watchers > 0) void look();
    },
    async suggest() {
      const outcome = await api.catalog();
      if (outcome.ok) store.setState({ catalog: outcome.value });
      else fail(outcome.error);
    },
    fit: predict,
    load: ({ id, name }: Model) => act(id, api.loadModel(id), i18next.t('models:said.loaded', { name })),
    unload: ({ id, name }: Model) => act(id, api.unloadModel(id), i18next.t('models:said.unloaded', { name })),
    keep: ({ id, name }: Model) => act(id, api.loadModel(id, FOR_GOOD), i18next.t('models:said.kept', { name })),
    letGo: ({ id, name, settings }: Model) =>
      act(id, api.loadModel(id, Math.max(0, settings.keepAliveMs ?? 0) || USUAL_KEEP_MS), i18next.t('models:said.letGo', { name })),
    release: ({ id, name }: Pick<Model, 'id' | 'name'>) => act(id, api.releaseModel(id), i18next.t('models:said.released', { name })),
    removal: (id: string) => api.modelRemoval(id),
    remove: ({ id, name }: Model, wishes: { unload: boolean; fromOtherApp: boolean }) =>
      act(id, api.removeModel(id, wishes), i18next.t('models:said.deleted', { name })),
    /** What the model would need with other settings. */
    suppose: (id: string, settings: Body<'supposeFit'>, signal: AbortSignal) => api.supposeFit(id, settings, signal),
    /** Gives the failure where the settings are not kept. */
    async set({ id, name }: Model, change: Body<'setModel'>): Promise<Failure | undefined> {
      const outcome = await api.setModel(id, change);
      if (!outcome.ok) return outcome.error;
      changed(i18next.t('models:said.set', { name }));
      await Promise.all([look(), predict(id)]);
      return undefined;
    },
    /** True once the download began. */
    async download(ref: string): Promise<boolean> {
      const outcome = await api.startDownload(ref);
      if (!outcome.ok) fail(outcome.error);
      else changed(i18next.t('models:said.begun'));
      await look();
      return outcome.ok;
    },
    pause: async (id: string) => void (await act(id, api.pauseDownload(id), i18next.t('models:said.paused'))),
    resume: async (id: string) => void (await act(id, api.resumeDownload(id), i18next.t('models:said.resumed'))),
    cancel: async (id: string) => void (await act(id, api.cancelDownload(id), i18next.t('models:said.cancelled'))),
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
