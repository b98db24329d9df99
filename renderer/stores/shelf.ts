import { createStore } from 'zustand/vanilla';
import type { PresetView, ProjectView, SavedPromptView } from '../../shared/api/chat-views.ts';
import type { Body } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';

/** What a person keeps for their chats. */
export interface Shelf {
  readonly projects: readonly ProjectView[];
  readonly prompts: readonly SavedPromptView[];
  readonly presets: readonly PresetView[];
  /** Why the last change failed; absent once one succeeds. */
  readonly error?: Failure;
}

type ShelfApi = Pick<
  Api,
  | 'projects'
  | 'addProject'
  | 'changeProject'
  | 'removeProject'
  | 'prompts'
  | 'savePrompt'
  | 'removePrompt'
  | 'presets'
  | 'savePreset'
  | 'removePreset'
>;

/** Projects, prompts and presets. */
export function createShelf(api: ShelfApi) {
  const store = createStore<Shelf>()(() => ({ projects: [], prompts: [], presets: [] }));

  const read = async () => {
    const [projects, prompts, presets] = await Promise.all([api.projects(), api.prompts(), api.presets()]);
    store.setState({
      ...(projects.ok ? { projects: projects.value } : {}),
      ...(prompts.ok ? { prompts: prompts.value } : {}),
      ...(presets.ok ? { presets: presets.value } : {}),
    });
  };
  /** Answers what came of it; nothing where it failed, with the reason on show. */
  const after = async <Value>(outcome: Outcome<Value>): Promise<Value | undefined> => {
    if (!outcome.ok) {
      store.setState({ error: outcome.error });
      return undefined;
    }
    store.setState(({ error: _, ...rest }) => rest, true);
    await read();
    return outcome.value;
  };

  return {
    store,
    load: read,
    addProject: async (project: Body<'addProject'>) => after(await api.addProject(project)),
    changeProject: async (id: string, change: Body<'changeProject'>) => after(await api.changeProject(id, change)),
    removeProject: async (id: string) => after(await api.removeProject(id)),
    savePrompt: async (prompt: Body<'savePrompt'>) => after(await api.savePrompt(prompt)),
    removePrompt: async (id: string) => after(await api.removePrompt(id)),
    savePreset: async (preset: Body<'savePreset'>) => after(await api.savePreset(preset)),
    removePreset: async (id: string) => after(await api.removePreset(id)),
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
