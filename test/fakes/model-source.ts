import { createModelSource } from '../../electron/api/model-source.ts';
import type { Secret } from '../../electron/platform/secrets.ts';
import { doorForTests } from './door.ts';

/** A secret kept in memory. */
export function memorySecret(): Secret {
  let kept: string | undefined;
  return {
    read: () => kept,
    write: async (value) => {
      kept = value;
    },
    remove: async () => {
      kept = undefined;
    },
  };
}

/** Real downloads into a folder, from a hub at `hubEndpoint`, with secrets kept in memory. */
export function modelSourceIn(modelsFolder: string, hubEndpoint = 'http://127.0.0.1:9') {
  const hubToken = memorySecret();
  const source = createModelSource({
    settings: () => ({ downloads: { hubEndpoint } }),
    modelsFolder,
    hubToken,
    door: doorForTests(),
    onInstalled: async () => {},
    log: { warn: () => {}, error: () => {} },
  });
  return { source, hubToken, telemetryHeaders: memorySecret() };
}
