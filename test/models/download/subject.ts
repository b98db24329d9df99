import { errandTo } from '../../../electron/egress/errand.ts';
import { createDownloads, type DownloadsOptions } from '../../../electron/models/download/downloads.ts';
import { createHub } from '../../../electron/models/download/hub.ts';
import type { Outside } from '../../../electron/models/download/outside.ts';
import { createFilesOf } from '../../../electron/models/download/resolve.ts';
import { readGgufHeader } from '../../../electron/models/gguf-header.ts';
import { doorForTests } from '../../fakes/door.ts';

/** The real parts of a download, put together for a test, with the hub at `endpoint`. */
export function createSubject(folder: string, endpoint: string, extra: Partial<DownloadsOptions> & { token?: string } = {}) {
  const { token, ...rest } = extra;
  const door = doorForTests();
  const outside: Outside = {
    get: (purpose, url, options) =>
      door.get(errandTo(purpose, [url], token !== undefined && url.startsWith(endpoint) ? { token } : {}), url, options),
  };
  const hub = createHub(outside, () => endpoint);
  const faults: unknown[] = [];
  const downloads = createDownloads({
    outside,
    filesOf: createFilesOf(outside, hub),
    folder: () => folder,
    parallel: () => 4,
    checkHeader: readGgufHeader,
    onFault: (error) => faults.push(error),
    pieceBytes: 64 * 1024,
    patience: { tries: 6, firstWaitMs: 2, longestWaitMs: 2_000 },
    freeBytes: async () => 2 ** 40,
    ...rest,
  });
  const ended = async (id: string) => {
    for (;;) {
      const view = downloads.list().find((one) => one.id === id);
      if (view === undefined) throw new Error('the download is gone');
      if (view.state !== 'running' && view.state !== 'verifying') return view;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const pull = async (ref: string) => ended((await downloads.start(ref)).id);
  const close = async () => {
    await downloads.close();
    await door.close();
  };
  return { downloads, hub, outside, faults, ended, pull, close };
}
