import { createStore } from 'zustand/vanilla';
import type { Reply } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';

export type Model = Reply<'models'>[number];
export type Fit = Reply<'modelFit'>;
export type Download = Reply<'downloads'>[number];
export type Removal = Reply<'modelRemoval'>;

export interface Models {
  readonly list: readonly Model[];
  readonly downloads: readonly Download[];
  /** By model; absent until somebody asked. */
  readonly fits: Readonly<Record<string, Fit>>;
  /** Models worth having; absent until read. */
  readonly catalog?: Reply<'catalog'>;
  /** Models that main was asked to load, unload or release, and has not answered for. */
  readonly busy: readonly string[];
  readonly loaded: boolean;
  readonly error?: Failure;
}

/** Milliseconds between two looks while something moves, and while nothing does. */
const LOOK_MS = { busy: 1_000, idle: 8_000 } as const;

/** What the page of models shows. @param changed told after a change, with a sentence for ears */
export function createModels(api: Api, changed: (announcement: string) => void) {
  const store = createStore<Models>()(() => ({ list: [], downloads: [], fits: {}, busy: [], loaded: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWatched = false;

  const fail = (error: Failure) => store.setState({ error });

  async function look(): Promise<void> {
    clearTimeout(timer);
    const [list, downloads] = await Promise.all([api.models(), api.downloads()]);
    const before = store.getState();
    if (list.ok && downloads.ok) {
      store.setState({ list: list.value, downloads: downloads.value, loaded: true });
      for (const { id, state, files } of downloads.value) {
        const was = before.downloads.find((each) => each.id === id)?.state;
        if (state === 'done' && was !== undefined && was !== 'done') changed(`${files[0] ?? 'A model'} is here.`);
      }
    } else fail(list.ok ? (downloads as { error: Failure }).error : list.error);
    if (!isWatched) return;
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

  return {
    store,
    /** Looks while the page is on show; call the result when it is not any more. */
    watch() {
      isWatched = true;
      void look();
      return () => {
        isWatched = false;
        clearTimeout(timer);
      };
    },
    async suggest() {
      const outcome = await api.catalog();
      if (outcome.ok) store.setState({ catalog: outcome.value });
      else fail(outcome.error);
    },
    async fit(id: string) {
      const outcome = await api.modelFit(id);
      if (outcome.ok) store.setState(({ fits }) => ({ fits: { ...fits, [id]: outcome.value } }));
    },
    load: (model: Model) => act(model.id, api.loadModel(model.id), `${model.name} is in memory.`),
    unload: (model: Model) => act(model.id, api.unloadModel(model.id), `${model.name} is out of memory.`),
    release: (model: { id: string; name: string }) => act(model.id, api.releaseModel(model.id), `${model.name} may be used again.`),
    removal: (id: string) => api.modelRemoval(id),
    remove: (model: Model, wishes: { unload: boolean; fromOtherApp: boolean }) =>
      act(model.id, api.removeModel(model.id, wishes), `${model.name} is deleted.`),
    /** True once the download began. */
    async download(ref: string): Promise<boolean> {
      const outcome = await api.startDownload(ref);
      if (!outcome.ok) fail(outcome.error);
      await look();
      return outcome.ok;
    },
    pause: async (id: string) => void (await act(id, api.pauseDownload(id), 'The download is paused.')),
    resume: async (id: string) => void (await act(id, api.resumeDownload(id), 'The download goes on.')),
    cancel: async (id: string) => void (await act(id, api.cancelDownload(id), 'The download is cancelled.')),
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
