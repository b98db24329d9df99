import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Said, say } from '../../shared/chat/said.ts';

/** A model file as the disk shows it. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Device and inode: two paths with the same one are the same file. */
  readonly identity: string;
}

export interface Found<File extends FoundFile = FoundFile> {
  readonly files: readonly File[];
  /** Folders that cannot be read, each in a sentence. */
  readonly unreadable: readonly Said[];
}

/** Folders below the given one. */
export const MAX_DEPTH = 4;
/** Entries looked at in one folder tree; somebody may name the root of a disk. */
const MAX_ENTRIES = 50_000;

/**
 * Finds `*.gguf` in a folder and up to four folders below, in order of path. Links to files count,
 * links to folders are not followed, so there are no loops. A missing folder holds nothing.
 */
export async function findFiles(folder: string): Promise<Found> {
  const files: FoundFile[] = [];
  const unreadable: Said[] = [];
  let left = MAX_ENTRIES;

  async function walk(path: string, depth: number): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT')
        unreadable.push(say`The folder ${path} cannot be read (${String(error.code)}). Models in it are not listed.`);
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (--left < 0) return;
      const child = join(path, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH) await walk(child, depth + 1);
      else if (entry.name.toLowerCase().endsWith('.gguf') && !entry.isDirectory()) await look(child);
    }
  }

  async function look(path: string): Promise<void> {
    try {
      const file = await lookAt(path);
      if (file !== undefined) files.push(file);
    } catch (error) {
      unreadable.push(say`The file ${path} cannot be looked at (${String((error as NodeJS.ErrnoException).code)}).`);
    }
  }

  await walk(folder, 0);
  if (left < 0)
    unreadable.push(
      say`The folder ${folder} holds more than ${MAX_ENTRIES} entries, so not all of it was read. Choose one nearer to the models.`,
    );
  return { files, unreadable };
}

/** The file at a path, through links; undefined when there is none. Throws what the system says otherwise. */
export async function lookAt(path: string): Promise<FoundFile | undefined> {
  try {
    const status = await stat(path, { bigint: true });
    if (!status.isFile()) return undefined;
    // Milliseconds with their fraction, so that two quick writes differ.
    const modifiedAt = Number(status.mtimeNs) / 1e6;
    return { path, bytes: Number(status.size), modifiedAt, identity: `${status.dev}:${status.ino}` };
  } catch (error) {
    // A file that went away since the folder was read is simply not there.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
