import { findFiles } from '../find-files.ts';
import type { Source, SourceFile, SourceName } from './source.ts';

/** Every GGUF in a folder. @param labelOf how the app that keeps the folder calls the file at a path */
export function folderSource(name: SourceName, folder: string, labelOf?: (path: string) => string | undefined): Source {
  return {
    name,
    folder,
    async find() {
      const { files, unreadable } = await findFiles(folder);
      const named = files.map((file): SourceFile => {
        const label = labelOf?.(file.path);
        return { ...file, source: name, ...(label === undefined ? {} : { label }) };
      });
      return { files: named, unreadable };
    },
  };
}
