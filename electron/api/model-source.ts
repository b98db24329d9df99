import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { addShapes } from '../../shared/models/shape.ts';
import type { Door } from '../egress/door.ts';
import { type Errand, errandTo } from '../egress/errand.ts';
import { createDownloads, type Downloads } from '../models/download/downloads.ts';
import { createHub, type Hub } from '../models/download/hub.ts';
import type { Outside } from '../models/download/outside.ts';
import { createFilesOf, type WantedFile } from '../models/download/resolve.ts';
import { type GgufHeader, readGgufHeader } from '../models/gguf-header.ts';
import { LATER_PART, readRemoteHeader } from '../models/remote-header.ts';
import type { Log } from '../platform/log.ts';
import type { Secret } from '../platform/secrets.ts';

/** What a person sets for downloads. All of it is read anew at every use. */
export interface DownloadSettings {
  /** Where models go; absent: the data folder's. */
  readonly folder?: string;
  /** The hub or a mirror of it, as an address. A mirror in the local network may speak plain http. */
  readonly hubEndpoint?: string;
  /** Connections for one file. */
  readonly parallel?: number;
}

export interface ModelSource {
  /** Looks into a model before any download. @param ref as for a download */
  inspect(ref: string): Promise<RemoteModel>;
  readonly hub: Hub;
  readonly downloads: Downloads;
  close(): Promise<void>;
}

/** A model elsewhere: its files and what its header says. */
export interface RemoteModel {
  readonly files: readonly WantedFile[];
  readonly header: GgufHeader;
}

export interface ModelSourceOptions {
  settings(): { readonly downloads: DownloadSettings };
  readonly modelsFolder: string;
  readonly hubToken: Secret;
  readonly door: Pick<Door, 'get'>;
  onInstalled(): Promise<void>;
  readonly log: Log;
}

const HUB = 'https://huggingface.co';
const PARALLEL = 4;
/** Headers read of a model in several files; the weights of the rest are still counted. */
const MOST_PARTS = 24;
/** Errands remembered, so that all requests for one file are of one errand. */
const MOST_ERRANDS = 64;

/** Where models come from: the hub and the downloads. */
export function createModelSource({ settings, modelsFolder, hubToken, door, onInstalled, log }: ModelSourceOptions): ModelSource {
  const endpoint = () => settings().downloads.hubEndpoint || HUB;
  const errands = new Map<string, Errand>();
  const errandFor = (...[purpose, url]: Parameters<Outside['get']>) => {
    const token = isOf(endpoint(), url) ? hubToken.read() : undefined;
    const key = JSON.stringify([purpose, url, endpoint(), token]);
    const errand = errands.get(key) ?? errandTo(purpose, [url], { mirrors: [endpoint()], ...(token === undefined ? {} : { token }) });
    errands.delete(key);
    errands.set(key, errand);
    const [oldest] = errands.keys();
    if (errands.size > MOST_ERRANDS && oldest !== undefined) errands.delete(oldest);
    return errand;
  };
  const outside: Outside = {
    get: (purpose, url, options) => door.get(errandFor(purpose, url, options), url, options),
  };
  const hub = createHub(outside, endpoint);
  const filesOf = createFilesOf(outside, hub);
  const downloads = createDownloads({
    outside,
    filesOf,
    folder: () => settings().downloads.folder || modelsFolder,
    parallel: () => settings().downloads.parallel ?? PARALLEL,
    checkHeader: readGgufHeader,
    onInstalled,
    onFault: (error) => log.error('download failed', error),
  });
  return {
    async inspect(ref) {
      const files = await filesOf(ref);
      // One after the other: each may hold some megabytes, and a server decides how many.
      const headers: GgufHeader[] = [];
      for (const [index, file] of files.slice(0, MOST_PARTS).entries()) {
        headers.push(await readRemoteHeader(outside, file, index === 0 ? undefined : LATER_PART));
      }
      const [first] = headers;
      if (first === undefined) throw new LintelError('not-found', say`There is no model file at ${ref}.`);
      const tensorBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
      return { files, header: { ...first, tensorBytes, shape: addShapes(headers.map(({ shape }) => shape)) } };
    },
    hub,
    downloads,
    close: () => downloads.close(),
  };
}

const isOf = (endpoint: string, url: string) =>
  URL.canParse(endpoint) && URL.canParse(url) && new URL(endpoint).origin === new URL(url).origin;
