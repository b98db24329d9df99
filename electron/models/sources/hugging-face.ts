import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Said } from '../../../shared/chat/said.ts';
import { findFiles } from '../find-files.ts';
import type { Source, SourceFile } from './source.ts';

const MAX_REPOSITORIES = 2000;

/** The cache's folder, as Hugging Face's own tools choose it. */
export function hubCacheFolder(home: string, environment: NodeJS.ProcessEnv): string {
  if (environment.HF_HUB_CACHE) return environment.HF_HUB_CACHE;
  if (environment.HF_HOME) return join(environment.HF_HOME, 'hub');
  return join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'huggingface', 'hub');
}

/** GGUFs in Hugging Face's cache: `models--owner--name/snapshots/<revision>/…`, links to the repository's `blobs`. */
export function huggingFaceSource(folder: string): Source {
  return {
    name: 'hugging-face',
    folder,
    async find() {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const repositories = entries.filter((entry) => entry.isDirectory() && entry.name.startsWith('models--')).slice(0, MAX_REPOSITORIES);
      const files: SourceFile[] = [];
      const unreadable: Said[] = [];
      for (const { name } of repositories.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const found = await findFiles(join(folder, name, 'snapshots'));
        const label = name.slice('models--'.length).replaceAll('--', '/');
        files.push(...found.files.map((file): SourceFile => ({ ...file, source: 'hugging-face', label })));
        unreadable.push(...found.unreadable);
      }
      return { files, unreadable };
    },
  };
}
