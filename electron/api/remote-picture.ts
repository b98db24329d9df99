import type { PictureView } from '../../shared/api/chat-views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { FINDING_NAMES } from '../../shared/privacy/finding.ts';
import { ZONE_NAMES } from '../../shared/privacy/zones.ts';
import type { Ceiling } from '../../shared/routing/ceiling.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { Door } from '../egress/door.ts';
import { errandToPicture } from '../egress/errand.ts';
import type { Handlers } from './handlers.ts';
import { rasterOf } from './raster.ts';

export interface PictureOptions {
  readonly ports: Pick<Ports, 'scanner' | 'policy'>;
  readonly door: Pick<Door, 'get'>;
  /** How far a text may go that follows an answer in its conversation. Throws `not-found`. */
  howFar(text: string, conversationId: string, answerId: string): Ceiling;
}

const MOST_BYTES = 10 * 2 ** 20;
/** A picture is four bytes a pixel in the window's memory, however small its file. */
const MOST_PIXELS = 40_000_000;
const PATIENCE_MS = 20_000;

/** The call that fetches one picture of an answer, because a person asked to see it. */
export function createPictureCalls({ ports, door, howFar }: PictureOptions): Pick<Handlers, 'loadPicture'> {
  return {
    async loadPicture({ body: { url, conversationId, answerId }, signal }) {
      if (!URL.canParse(url)) throw new LintelError('bad-request', say`This is no address of a picture.`, { field: 'url' });
      requireHarmless(url, ports);
      // A host is anywhere, and what the model was told may stand in the address in words that no search knows.
      const { zone } = howFar(`${url} ${plain(url)}`, conversationId, answerId);
      if (zone !== 'cloud')
        throw new LintelError(
          'forbidden',
          say`The address of this picture may hold what was said in this chat, which may go no further than ${ZONE_NAMES[zone]}. Nothing was fetched.`,
          { field: 'url' },
        );
      const { host } = new URL(url);
      const late = AbortSignal.timeout(PATIENCE_MS);
      const answer = await door.get(errandToPicture(url), url, {
        headers: { accept: 'image/webp,image/png,image/jpeg,image/gif' },
        signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      });
      if (answer.status !== 200) {
        answer.close();
        throw new LintelError('bad-output', say`${host} answered with ${answer.status} in place of a picture.`);
      }
      return pictureIn(await bytesOf(answer, host), host);
    },
  };
}

/** An address that a model wrote can carry away what the model was told, so it is searched as a prompt is. */
function requireHarmless(url: string, { scanner, policy }: PictureOptions['ports']): void {
  const { minConfidence, findingTags, tags } = policy();
  const kept = [url, plain(url)]
    .flatMap((text) => scanner(text))
    .filter(({ confidence }) => confidence >= minConfidence)
    .find((finding) => tags[finding.type === 'own-term' ? (finding.tag ?? '') : findingTags[finding.type]]?.ceiling !== 'cloud');
  if (kept === undefined) return;
  throw new LintelError(
    'forbidden',
    say`The address of this picture holds ${FINDING_NAMES[kept.type]}, which your policy does not let go so far. Nothing was fetched.`,
    { field: 'url' },
  );
}

/** As it reads once nothing in it is escaped. */
function plain(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

async function bytesOf({ headers, body, close }: Awaited<ReturnType<Door['get']>>, host: string): Promise<Buffer> {
  const tooLarge = () => {
    close();
    return new LintelError(
      'bad-output',
      say`The picture at ${host} is larger than ${MOST_BYTES / 2 ** 20} MB. Open its address in a browser.`,
    );
  };
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces, bytes);
}

function pictureIn(bytes: Buffer, host: string): PictureView {
  const raster = rasterOf(bytes);
  if (raster === undefined)
    throw new LintelError('bad-output', say`What ${host} sent is no PNG, JPEG, GIF or WebP, and nothing else is shown here.`);
  const { mediaType, width, height } = raster;
  if (width * height > MOST_PIXELS || width === 0 || height === 0)
    throw new LintelError('bad-output', say`The picture at ${host} has ${width} by ${height} pixels. Open its address in a browser.`);
  return { picture: `data:${mediaType};base64,${bytes.toString('base64')}`, width, height };
}
