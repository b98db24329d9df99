import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import { chooseFiles } from './choose.ts';
import { probe } from './fetch-file.ts';
import { fileNameFor } from './file-name.ts';
import type { Hub } from './hub.ts';
import type { Outside } from './outside.ts';
import { parseRef } from './ref.ts';

/** A file that is to be downloaded: from where, as what, and what it must turn out to be. */
export interface WantedFile {
  readonly url: string;
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256?: string;
}

/** The files that a ref means, of one model. */
export type FilesOf = (ref: string) => Promise<readonly WantedFile[]>;

const PROBE_MS = 60_000;

/** Asks the hub, or the server of an address, what a ref means. */
export function createFilesOf(outside: Outside, hub: Hub): FilesOf {
  return async (text) => {
    const ref = parseRef(text);
    if (ref.kind === 'address') {
      const name = fileNameFor(decodeURIComponent(new URL(ref.url).pathname));
      const { bytes } = await probe(outside, ref.url, name, AbortSignal.timeout(PROBE_MS));
      if (!bytes)
        throw new LintelError('not-found', say`The server does not say how large ${name} is. Download it in a browser and add the file.`);
      return [{ url: ref.url, name, bytes }];
    }
    const { commit, files } = await hub.repo(ref.repo, ref.revision);
    return chooseFiles(files, ref).map(({ path, bytes, sha256 }) => {
      if (bytes === 0) throw new LintelError('model-faulty', say`${path} is empty on the hub. Choose another file.`);
      return { url: hub.fileAddress(ref.repo, commit, path), name: fileNameFor(path), bytes, ...(sha256 === undefined ? {} : { sha256 }) };
    });
  };
}
