import { createModelSource } from '../../electron/api/model-source.ts';
import type { Secret } from '../../electron/platform/secrets.ts';
import { doorForTests } from './door.ts';

/** Real downloads into a folder, from a hub at `hubEndpoint`, with a token kept in memory. */
export function modelSourceIn(modelsFolder: string, hubEndpoint = 'http://127.0.0.1:9') {
  let kept: string | undefined;
  const hubToken: Secret = {
    read: () => kept,
    write: async (value) => {
      kept = value;
    },
    remove: async () => {
      kept = undefined;
    },
  };
  const source = createModelSource({
    settings: () => ({ downloads: { hubEndpoint } }),
    modelsFolder,
    hubToken,
    door: doorForTests(),
    onInstalled: async () => {},
    log: { warn: () => {}, error: () => {} },
  });
  return { source, hubToken };
}
