import type { ModelCalls } from '../../electron/api/calls.ts';
import { LintelError } from '../../shared/chat/error.ts';

const gone = (id: string) => new LintelError('unknown-model', `The model ${id} is gone. Choose another.`);

/** The window's calls for models, on a computer that has none. */
export const NO_MODELS: ModelCalls = {
  load: async (id) => {
    throw gone(id);
  },
  unload: async (id) => {
    throw gone(id);
  },
  release: (id) => {
    throw gone(id);
  },
  view: (id) => {
    throw gone(id);
  },
  forgetKept: async () => {},
};
