import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, link, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import { numbered } from './file-name.ts';
import type { JournalFile } from './journal.ts';

/** SHA-256 of a file in hex, read in pieces of 1 MiB so that other work gets its turn. */
async function sha256Of(path: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 2 ** 20, signal }) as AsyncIterable<Buffer>) {
    hash.update(bytes);
    onBytes(bytes.length);
  }
  return hash.digest('hex');
}

/** A finished file that is not what was announced. The part is of no further use. */
export class Worthless extends LintelError {}

/** Checks size, magic and checksum of a part. Throws `Worthless`. */
export async function verify(path: string, file: JournalFile, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size !== file.bytes)
      throw new Worthless(
        'model-faulty',
        say`${file.name} came out ${size} bytes long instead of ${file.bytes}. Resume to fetch it again.`,
      );
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1') !== 'GGUF')
      throw new Worthless('model-faulty', say`What the server sent as ${file.name} is not a GGUF model. Choose another source.`);
  } finally {
    await handle.close();
  }
  if (file.sha256 === undefined) return;
  if ((await sha256Of(path, signal, onBytes)) !== file.sha256)
    throw new Worthless(
      'model-faulty',
      say`${file.name} arrived damaged or is not the file that was announced: its checksum differs. Resume to fetch it again.`,
    );
}

/** Whether the folder holds this very file under its own name already. */
export async function isThere(folder: string, file: JournalFile, signal: AbortSignal): Promise<boolean> {
  const path = join(folder, file.name);
  const size = await stat(path).then(
    (status) => (status.isFile() ? status.size : -1),
    () => -1,
  );
  if (file.sha256 === undefined || size !== file.bytes) return false;
  return (await sha256Of(path, signal, () => {})) === file.sha256;
}

/** Final names that are free, all with the same number, so that the shards of a model stay together. */
export async function freeNames(folder: string, names: readonly string[]): Promise<readonly string[]> {
  for (let number = 1; ; number++) {
    const wanted = names.map((name) => numbered(name, number));
    const taken = await Promise.all(
      wanted.map((name) =>
        access(join(folder, name)).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (!taken.includes(true)) return wanted;
  }
}

/** Gives a part its final name, for good, without ever replacing a file that has it. */
export async function giveName(part: string, folder: string, name: string): Promise<void> {
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const path = join(folder, name);
  try {
    await link(part, path);
    await unlink(part);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // File systems of memory sticks know no links.
    if (code === 'EEXIST' || code === 'ENOENT') throw error;
    await rename(part, path);
  }
  // Windows can open no folder; there the rename is enough.
  const directory = await open(folder, 'r').catch(() => undefined);
  await directory?.sync().catch(() => {});
  await directory?.close();
}
