import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A model file as the disk shows it. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Folders that cannot be read, each in a sentence. */
  readonly unreadable: readonly string[];
}

/** Folders below the given one. */
const MAX_DEPTH = 4;

/**
 * Finds `*.gguf` in a folder and up to four folders below, in order of path. Links to files count,
 * links to folders are not followed, so there are no loops. A missing folder holds nothing.
 */
export async function findFiles(folder: string): Promise<Found> {
  const files: FoundFile[] = [];
  const unreadable: string[] = [];

  async function walk(path: string, depth: number): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') unreadable.push(`The folder ${path} cannot be read (${error.code}). Models in it are not listed.`);
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH) await walk(child, depth + 1);
      else if (entry.name.toLowerCase().endsWith('.gguf') && !entry.isDirectory()) await look(child);
    }
  }

  async function look(path: string): Promise<void> {
    try {
      const status = await stat(path);
      if (status.isFile()) files.push({ path, bytes: status.size, modifiedAt: status.mtimeMs });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A file that went away since the folder was read is simply not there.
      if (code !== 'ENOENT') unreadable.push(`The file ${path} cannot be looked at (${code}).`);
    }
  }

  await walk(folder, 0);
  return { files, unreadable };
}
