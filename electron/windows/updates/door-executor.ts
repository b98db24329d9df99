import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import { isSignedBy } from './signed-feed.ts';

/** Fetches by the door. */
export type Fetch = (url: string) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}>;

const MOST_FEED_BYTES = 2 ** 20;
const MOST_SIGNATURE_BYTES = 4096;
/** Of a package. */
const MOST_BYTES = 4 * 2 ** 30;

/** What electron-updater asks for, as Node writes a request. */
interface Asked {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly port?: string | number | null;
  readonly path?: string | null;
}

interface DownloadWish {
  readonly sha512?: string | null;
  onProgress?(progress: { percent: number; total: number; transferred: number; delta: number; bytesPerSecond: number }): void;
}

/**
 * Stands in for electron-updater's own way to the network: everything goes through the door, a feed counts only with its
 * signature, and a package only with the hash that the feed names. What else electron-updater would send along, such as
 * a number of this installation, is left out.
 */
export function createDoorExecutor(fetch: Fetch, key: string) {
  return {
    async request({ protocol, hostname, port, path }: Asked): Promise<string> {
      const url = new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`);
      const feed = await read(fetch, url, MOST_FEED_BYTES);
      const signature = await read(fetch, new URL(`${url.origin}${url.pathname}.sig`), MOST_SIGNATURE_BYTES);
      if (!isSignedBy(key, feed, signature.toString('utf8')))
        throw new LintelError(
          'forbidden',
          say`The list of newer versions is not signed by whoever made this copy of Lintel, so it is not believed.`,
        );
      return feed.toString('utf8');
    },
    async download(url: URL, destination: string, { sha512, onProgress }: DownloadWish): Promise<string> {
      if (!sha512) throw new LintelError('forbidden', say`The list of newer versions does not say how its package is told from another.`);
      const answer = await fetch(url.href);
      if (answer.status !== 200) throw refused(url, answer);
      const total = Number(answer.headers['content-length'] ?? 0);
      const hash = createHash('sha512');
      let transferred = 0;
      const counted = new Transform({
        transform(piece: Buffer, _encoding, done) {
          transferred += piece.length;
          if (transferred > MOST_BYTES) return done(new LintelError('forbidden', say`The package is larger than any of Lintel’s.`));
          hash.update(piece);
          const percent = total > 0 ? Math.min(100, (transferred / total) * 100) : 0;
          onProgress?.({ percent, total, transferred, delta: piece.length, bytesPerSecond: 0 });
          done(null, piece);
        },
      });
      try {
        await pipeline(answer.body, counted, createWriteStream(destination, { mode: 0o600 }));
        if (hash.digest('base64') !== sha512)
          throw new LintelError('forbidden', say`The package is not the one that was announced, so it was deleted. Try again later.`);
      } catch (error) {
        answer.close();
        await rm(destination, { force: true });
        throw error;
      }
      return destination;
    },
    downloadToBuffer: () => Promise.reject(new LintelError('forbidden', say`Only whole packages are fetched.`)),
  };
}

async function read(fetch: Fetch, url: URL, most: number): Promise<Buffer> {
  const answer = await fetch(url.href);
  if (answer.status !== 200) throw refused(url, answer);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer.body) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes <= most) continue;
    answer.close();
    throw new LintelError('forbidden', say`${url.host} answered with more than a list of versions has.`);
  }
  return Buffer.concat(pieces);
}

function refused(url: URL, answer: Awaited<ReturnType<Fetch>>): LintelError {
  answer.close();
  return new LintelError('not-found', say`${url.host} answered ${answer.status} for ${url.pathname}. Try again later.`);
}
