import { watch } from 'chokidar';
import { type Said, say, together } from '../../shared/chat/said.ts';
import { MAX_DEPTH } from './find-files.ts';

/** Tells when something changed in folders. */
export interface Watcher {
  /** Folders that cannot be watched, each in a sentence. */
  notices(): readonly Said[];
  /** Resolves once every change from now on is seen. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Manifests lie as deep as models do, cached snapshots two folders deeper. */
const DEPTH = MAX_DEPTH + 2;

/**
 * Watches folders by the system's own notices, without polling; folders that are not there yet are seen when they come.
 * @param onChange called once after a burst of changes has rested for `debounce` milliseconds
 */
export function watchFolders(folders: readonly string[], onChange: () => void, debounce = 300): Watcher {
  const faults = new Map<string, Said>();
  let timer: NodeJS.Timeout | undefined;
  // Links are told of, not followed, so there are no loops.
  const watcher = watch([...folders], {
    depth: DEPTH,
    followSymlinks: false,
    ignoreInitial: true,
    ignorePermissionErrors: true,
    // Weights of other formats and blobs change without a word to us; a GGUF, its link or a manifest does not.
    ignored: (path, status) => status?.isFile() === true && /\.(safetensors|bin|part|tmp|incomplete)$/i.test(path),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, debounce);
  });
  const ready = new Promise<void>((resolve) => watcher.once('ready', resolve));
  watcher.on('error', (error) => {
    const { code = 'unknown', path = say`A folder` } = error as NodeJS.ErrnoException & { path?: string };
    const said = say`${path} cannot be watched (${code}), so changes are seen only when the list of models is opened.`;
    const isFull = code === 'ENOSPC' || code === 'EMFILE';
    faults.set(code, together(said, isFull ? say`The system watches no more files: raise its limit.` : undefined));
  });
  return {
    notices: () => [...faults.values()],
    ready,
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
