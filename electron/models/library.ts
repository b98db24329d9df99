import { basename } from 'node:path';
import { toErrorShape } from '../../shared/chat/error.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { type GgufHeader, readGgufHeader } from './gguf-header.ts';

/** A model file on this device. One that cannot be used is listed with its `fault` and zeros. */
export interface LocalModel {
  /** Lower-case name of the file without `.gguf`; unique in the library. */
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly description?: string;
  readonly path: string;
  readonly bytes: number;
  readonly architecture: string;
  readonly parameters: number;
  /** Tokens. */
  readonly contextLength: number;
  readonly kvBytesPerToken: number;
  readonly quantisation?: string;
  readonly licence?: string;
  /** Why the file cannot be used, in a sentence that says what to do. */
  readonly fault?: string;
}

export interface Library {
  /** What the last scan found, in the order of folders and paths. No I/O. */
  models(): readonly LocalModel[];
  /** Folders and files that the last scan could not read, each in a sentence. */
  notices(): readonly string[];
  /** Looks at the folders again; only new and changed files are read. Overlapping calls share one scan. */
  rescan(): Promise<void>;
}

type Inspection = { readonly header: GgufHeader } | { readonly fault: string };

/** What callers ask for when Lintel shall choose: no model may take the name. */
const AUTOMATIC = 'auto';

/** The models in these folders. Empty until the first `rescan`. */
export function createLibrary(folders: readonly string[]): Library {
  let models: readonly LocalModel[] = [];
  let notices: readonly string[] = [];
  let known = new Map<string, Inspection>();
  /** By path: a file keeps its id while it is there, whatever else comes along. */
  let ids = new Map<string, string>();
  let running: Promise<void> | undefined;

  async function scan(): Promise<void> {
    const found = await Promise.all(folders.map(findFiles));
    const files = new Map(found.flatMap((folder) => folder.files).map((file) => [file.path, file]));
    const seen = new Map<string, Inspection>();
    const kept = new Map([...ids].filter(([path]) => files.has(path)));
    // Of two with one name the older has the plain id, so a new file takes nobody's place.
    const newcomers = [...files.values()].filter((file) => !kept.has(file.path)).sort((a, b) => a.modifiedAt - b.modifiedAt);
    const taken = new Set([AUTOMATIC, ...kept.values()]);
    for (const { path } of newcomers) kept.set(path, idFor(path, taken));
    ids = kept;
    const listed: LocalModel[] = [];
    for (const file of files.values()) {
      const key = `${file.path}\n${file.bytes}\n${file.modifiedAt}`;
      const inspection = known.get(key) ?? (await inspect(file.path));
      seen.set(key, inspection);
      listed.push(toModel(file, ids.get(file.path) ?? file.path, inspection));
    }
    known = seen;
    models = listed;
    notices = found.flatMap((folder) => folder.unreadable);
  }

  return {
    models: () => models,
    notices: () => notices,
    rescan() {
      running ??= scan().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

async function inspect(path: string): Promise<Inspection> {
  try {
    return { header: await readGgufHeader(path) };
  } catch (error) {
    return { fault: toErrorShape(error).message };
  }
}

function toModel(file: FoundFile, id: string, inspection: Inspection): LocalModel {
  const place = { id, path: file.path, bytes: file.bytes };
  const fileName = stem(file.path);
  if ('fault' in inspection) {
    return {
      ...place,
      name: fileName,
      architecture: 'unknown',
      parameters: 0,
      contextLength: 0,
      kvBytesPerToken: 0,
      fault: inspection.fault,
    };
  }
  const { name, hasChatTemplate: _, ...rest } = inspection.header;
  return { ...place, name: name ?? fileName, ...rest };
}

const stem = (path: string) => basename(path).replace(/\.gguf$/i, '');

function idFor(path: string, taken: Set<string>): string {
  const wanted =
    stem(path)
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-') || 'model';
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
  taken.add(id);
  return id;
}
