import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const MOST_BYTES = 16 * 2 ** 20;
/** 16 TiB: beyond any model, within exact integers. */
const LARGEST_FILE = 2 ** 44;

const fileEntry = z.object({
  url: z.string().max(4000),
  /** The name on disk, without folder. */
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^/\\]+\.gguf$/i),
  bytes: z.number().int().positive().max(LARGEST_FILE),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  etag: z.string().max(1000).optional(),
  /** Numbers of the pieces that are wholly on disk. */
  done: z.array(z.number().int().nonnegative()).max(1_000_000),
  /** Set just before the file gets this, its final name. */
  installedAs: z
    .string()
    .max(255)
    .regex(/^[^/\\]+\.gguf$/i)
    .optional(),
});

const journal = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  ref: z.string().max(4000),
  pieceBytes: z.number().int().min(1024).max(LARGEST_FILE),
  files: z.array(fileEntry).min(1).max(1000),
});

/** What is known to be on disk of one download: enough to go on after any crash. */
export type Journal = z.output<typeof journal>;
export type JournalFile = Journal['files'][number];

const journalPath = (folder: string, id: string): string => join(folder, `${id}.json`);
export const partPath = (folder: string, id: string, index: number): string => join(folder, `${id}.${index}.part`);
export const pieceCount = (file: JournalFile, pieceBytes: number): number => Math.ceil(file.bytes / pieceBytes);

/** Bytes of the pieces that are done. */
export function doneBytes(file: JournalFile, pieceBytes: number): number {
  if (file.installedAs !== undefined) return file.bytes;
  return file.done.reduce((sum, piece) => sum + Math.max(0, Math.min(pieceBytes, file.bytes - piece * pieceBytes)), 0);
}

/** Reads a journal; undefined for one that is damaged or not Lintel's. */
export async function readJournal(path: string): Promise<Journal | undefined> {
  try {
    if ((await stat(path)).size > MOST_BYTES) return undefined;
    const parsed = journal.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (!parsed.success) return undefined;
    const { files, pieceBytes } = parsed.data;
    const sound = files.every((file) => file.done.every((piece) => piece < pieceCount(file, pieceBytes)));
    return sound ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a journal whole or not at all. Writes never overlap: what changes during one is in the next,
 * and `write` resolves once everything noted before the call is on disk.
 */
export function createJournalWriter(folder: string, entry: Journal): { write(): Promise<void> } {
  const path = journalPath(folder, entry.id);
  let running = Promise.resolve();
  let next: Promise<void> | undefined;

  async function save(): Promise<void> {
    const fresh = `${path}.new`;
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(entry));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  }

  return {
    write() {
      next ??= running
        .catch(() => {})
        .then(() => {
          next = undefined;
          running = save();
          return running;
        });
      return next;
    },
  };
}

/** Removes all that a download left in the folder of unfinished ones. */
export async function removeTraces(folder: string, { id, files }: Journal): Promise<void> {
  await Promise.all(files.map((_, index) => rm(partPath(folder, id, index), { force: true })));
  await rm(`${journalPath(folder, id)}.new`, { force: true });
  await rm(journalPath(folder, id), { force: true });
}
