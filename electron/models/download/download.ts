import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFault, type FreeBytes, requireSpace } from './disk.ts';
import { Changed, fetchFile } from './fetch-file.ts';
import { freeNames, giveName, isThere, verify, Worthless } from './install.ts';
import { createJournalWriter, doneBytes, type Journal, type JournalFile, partPath, removeTraces } from './journal.ts';
import type { Outside } from './outside.ts';
import type { Patience } from './retry.ts';

export interface DownloadParts {
  readonly outside: Outside;
  /** Where finished models go. */
  readonly folder: string;
  /** Where unfinished ones are. */
  readonly partsFolder: string;
  readonly parallel: number;
  readonly patience: Patience;
  readonly freeBytes: FreeBytes;
  /** Throws where a file is no model that Lintel can read. */
  checkHeader(path: string): Promise<unknown>;
  /** Lets no two downloads choose their final names at once. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  onPhase(phase: 'running' | 'verifying'): void;
  /** Bytes on disk now, or while verifying: bytes looked at. */
  onBytes(bytes: number): void;
}

/** How often a file may change on the server under a download. */
const MOST_CHANGES = 2;

/**
 * Takes one download from where it is to its end: fetch, verify, give the files their names. May be ended at
 * any moment, by the signal or a crash, and called again. The journal says at all times no more than what
 * is on disk.
 */
export async function runDownload(journal: Journal, parts: DownloadParts, signal: AbortSignal): Promise<void> {
  const { folder, partsFolder } = parts;
  try {
    await mkdir(partsFolder, { recursive: true, mode: 0o700 });
    await recover(journal, parts);
    await adoptExisting(journal, parts, signal);
    const writer = createJournalWriter(partsFolder, journal);
    await writer.write();
    parts.onPhase('running');
    for (const [index, file] of journal.files.entries())
      if (file.installedAs === undefined) await fetchOne(journal, index, file, parts, writer, signal);
    await verifyAll(journal, parts, writer, signal);
    await installAll(journal, parts, writer);
    await removeTraces(partsFolder, journal);
  } catch (error) {
    signal.throwIfAborted();
    throw diskFault(error, folder);
  }
}

/** Trusts the disk over the journal where the two differ. */
async function recover(journal: Journal, { folder, partsFolder }: DownloadParts): Promise<void> {
  for (const [index, file] of journal.files.entries()) {
    const sizeOf = (path: string) =>
      stat(path).then(
        (status) => status.size,
        () => undefined,
      );
    const partSize = await sizeOf(partPath(partsFolder, journal.id, index));
    if (file.installedAs !== undefined) {
      // The name may have been noted without being given yet.
      const named = partSize === undefined && (await sizeOf(join(folder, file.installedAs))) === file.bytes;
      if (!named) delete file.installedAs;
    }
    if (file.installedAs === undefined && partSize !== file.bytes) file.done = [];
  }
}

async function adoptExisting(journal: Journal, { folder }: DownloadParts, signal: AbortSignal): Promise<void> {
  for (const file of journal.files)
    if (file.installedAs === undefined && file.done.length === 0 && (await isThere(folder, file, signal))) file.installedAs = file.name;
}

type Writer = ReturnType<typeof createJournalWriter>;

async function fetchOne(
  journal: Journal,
  index: number,
  file: JournalFile,
  parts: DownloadParts,
  writer: Writer,
  signal: AbortSignal,
): Promise<void> {
  const { pieceBytes } = journal;
  const here = () => journal.files.reduce((sum, one) => sum + doneBytes(one, pieceBytes), 0);
  const checkSpace = () => {
    const missing = journal.files.reduce((sum, one) => sum + one.bytes - doneBytes(one, pieceBytes), 0);
    return requireSpace(parts.partsFolder, missing, parts.freeBytes);
  };
  for (let changes = 0; ; changes++) {
    await checkSpace();
    const part = await open(partPath(parts.partsFolder, journal.id, index), file.done.length > 0 ? 'r+' : 'w+', 0o600);
    let bytes = here();
    parts.onBytes(bytes);
    try {
      return await fetchFile(part, {
        ...parts,
        file,
        pieceBytes,
        signal,
        onBytes: (more) => {
          bytes += more;
          parts.onBytes(bytes);
        },
        onPiece: async () => {
          await writer.write();
          await checkSpace();
        },
      });
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      await startOver(file, writer);
      if (changes >= MOST_CHANGES) throw error;
    } finally {
      await part.close();
    }
  }
}

async function startOver(file: JournalFile, writer: Writer): Promise<void> {
  file.done = [];
  delete file.etag;
  await writer.write();
}

async function verifyAll(journal: Journal, parts: DownloadParts, writer: Writer, signal: AbortSignal): Promise<void> {
  parts.onPhase('verifying');
  let looked = 0;
  let first = true;
  for (const [index, file] of journal.files.entries()) {
    const before = looked;
    if (file.installedAs === undefined) {
      const path = partPath(parts.partsFolder, journal.id, index);
      try {
        await verify(path, file, signal, (bytes) => {
          looked += bytes;
          parts.onBytes(looked);
        });
        // The later shards of a model say little of their own.
        if (first) await parts.checkHeader(path);
      } catch (error) {
        if (!signal.aborted && (error instanceof Worthless || first)) await startOver(file, writer);
        throw error;
      }
    }
    first = false;
    looked = before + file.bytes;
    parts.onBytes(looked);
  }
}

function installAll(journal: Journal, { folder, partsFolder, inTurn }: DownloadParts, writer: Writer): Promise<void> {
  return inTurn(async () => {
    const waiting = [...journal.files.entries()].filter(([, file]) => file.installedAs === undefined);
    const names = await freeNames(
      folder,
      waiting.map(([, file]) => file.name),
    );
    for (const [order, [, file]] of waiting.entries()) file.installedAs = names[order] ?? file.name;
    await writer.write();
    for (const [index, file] of waiting) await giveName(partPath(partsFolder, journal.id, index), folder, file.installedAs ?? file.name);
  });
}
