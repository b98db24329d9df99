import { chooseRepo } from '../models/download/ref.ts';
import type { Secret } from '../platform/secrets.ts';
import type { Handlers } from './handlers.ts';
import type { ModelSource } from './model-source.ts';

type Names =
  | 'searchHub'
  | 'hubFiles'
  | 'downloads'
  | 'startDownload'
  | 'pauseDownload'
  | 'resumeDownload'
  | 'cancelDownload'
  | 'hubToken'
  | 'setHubToken'
  | 'removeHubToken';

/** The handlers of the calls that find and fetch models. The token goes in and never out. */
export function createModelCalls({ hub, downloads }: ModelSource, token: Secret): Pick<Handlers, Names> {
  const hasToken = () => ({ hasToken: token.read() !== undefined });
  return {
    searchHub: ({ body, signal }) => hub.search(body.q, signal),
    hubFiles: async ({ body }) => {
      const { gated, files } = await hub.repo(chooseRepo(body.repo), 'main');
      return { gated, files };
    },
    downloads: () => downloads.list(),
    startDownload: ({ body }) => downloads.start(body.ref),
    pauseDownload: ({ id }) => downloads.pause(id),
    resumeDownload: ({ id }) => downloads.resume(id),
    cancelDownload: async ({ id }) => {
      await downloads.cancel(id);
      return { cancelled: true };
    },
    hubToken: hasToken,
    setHubToken: async ({ body }) => {
      await token.write(body.token);
      return hasToken();
    },
    removeHubToken: async () => {
      await token.remove();
      return hasToken();
    },
  };
}
