import { lstat, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { Library } from './library.ts';
import { readOllamaManifests } from './sources/ollama.ts';
import type { SourceFile } from './sources/source.ts';

/** What removing a model would delete. */
export interface Removal {
  /** Paths that would be deleted. */
  readonly files: readonly string[];
  /** Disk space that becomes free; a file that something else still needs frees none. */
  readonly bytes: number;
  /** Why the model cannot be removed just so, in a sentence; undefined when it can. */
  readonly refusal?: string;
  readonly said?: Said;
}

export interface RemovalWishes {
  /** Unload the model first, if it is loaded. */
  readonly unload?: boolean;
  /** Delete what another app keeps, too. */
  readonly fromOtherApp?: boolean;
}

export interface RemovalParts {
  readonly library: Library;
  isLoaded(id: string): boolean;
  /** Absent: what is loaded stays. */
  readonly unload?: (id: string) => Promise<void>;
}

/** Deletes models: only files that the library found, named by the model's id. */
export function createRemoval({ library, isLoaded, unload }: RemovalParts) {
  const filesOf = (id: string) => {
    const found = library.filesOf(id);
    if (found === undefined) throw new LintelError('unknown-model', say`There is no model “${id}” on this computer.`, { field: 'id' });
    return found;
  };

  function refusalOf(id: string, wishes: RemovalWishes): Said | undefined {
    const [file] = filesOf(id).files;
    if (file?.source === 'box') return say`This model comes with Lintel and stays.`;
    if (isLoaded(id) && (wishes.unload !== true || unload === undefined))
      return say`This model is loaded. Unload it first, or ask to have it unloaded.`;
    if (file !== undefined && isOfOtherApp(file) && wishes.fromOtherApp !== true)
      return say`Another app keeps this model. Remove it there, or ask for it to be removed from that app.`;
    return undefined;
  }

  async function plan(id: string, wishes: RemovalWishes = {}): Promise<Removal> {
    const { files, alsoAt } = filesOf(id);
    const steps = await Promise.all(files.map((file) => stepsFor(file, alsoAt)));
    const refusal = refusalOf(id, wishes);
    return {
      files: steps.flatMap((step) => step.files),
      bytes: steps.reduce((sum, step) => sum + step.bytes, 0),
      ...(refusal === undefined ? {} : { refusal: english(refusal), said: refusal }),
    };
  }

  return {
    /** What would be deleted. Throws `unknown-model`. */
    plan,
    /** Deletes it and looks at the disk again. Throws `unknown-model`, `forbidden` with the reason, or `storage-failed`. */
    async remove(id: string, wishes: RemovalWishes = {}): Promise<Removal> {
      const refusal = refusalOf(id, wishes);
      if (refusal !== undefined) throw new LintelError('forbidden', refusal);
      const removal = await plan(id, wishes);
      if (isLoaded(id)) await unload?.(id);
      try {
        for (const file of removal.files) await rm(file, { force: true });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new LintelError(
          'storage-failed',
          say`The model could not be deleted whole (${String(code)}). Check that you may write to its folder.`,
          {
            cause: error,
          },
        );
      } finally {
        await library.rescan();
      }
      return removal;
    },
  };
}

const isOfOtherApp = ({ source }: { readonly source: SourceFile['source'] }) =>
  source === 'lm-studio' || source === 'jan' || source === 'hugging-face' || source === 'ollama';

interface Steps {
  readonly files: readonly string[];
  readonly bytes: number;
}

async function stepsFor(file: SourceFile, alsoAt: readonly SourceFile[]): Promise<Steps> {
  const copies = alsoAt.filter(({ identity }) => identity === file.identity);
  if (file.manifest !== undefined) return ollamaSteps(file, file.manifest, copies);
  if (file.source === 'hugging-face') return hubSteps(file, copies);
  return { files: [file.path], bytes: await freedBy([file.path]) };
}

/** Ollama's name goes; the file goes with the last name that needs it. */
async function ollamaSteps(file: SourceFile, manifest: string, copies: readonly SourceFile[]): Promise<Steps> {
  const folder = dirname(dirname(file.path));
  const others = (await readOllamaManifests(folder)).filter(({ path }) => path !== manifest);
  const isNeeded =
    others.some(({ needs }) => needs.includes(basename(file.path))) ||
    copies.some((copy) => copy.manifest === undefined && copy.path === file.path);
  return isNeeded ? { files: [manifest], bytes: 0 } : { files: [manifest, file.path], bytes: await freedBy([file.path]) };
}

/** A repository's links go from all its revisions, and with the last one the blob. */
async function hubSteps(file: SourceFile, copies: readonly SourceFile[]): Promise<Steps> {
  const repository = file.path.slice(0, file.path.lastIndexOf(`${sep}snapshots${sep}`));
  const links = [file, ...copies]
    .filter(({ path, source }) => source === 'hugging-face' && path.startsWith(repository + sep))
    .map(({ path }) => path);
  const blob = await realpath(file.path).catch(() => file.path);
  // A link may point anywhere; only what lies in this repository's own folder is this repository's.
  const blobs = join(await realpath(repository).catch(() => repository), 'blobs');
  const own = blob !== file.path && dirname(blob) === blobs && copies.length + 1 === links.length;
  return { files: own ? [...links, blob] : links, bytes: await freedBy(own ? [blob] : links) };
}

/** Bytes of plain files that have no other name on this disk. A link frees nothing. */
async function freedBy(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    const status = await lstat(path).catch(() => undefined);
    if (status?.isFile() && status.nlink === 1) bytes += status.size;
  }
  return bytes;
}
