import { LintelError } from '../../../../shared/chat/error.ts';

/** How the bytes of each kind of picture begin, in base64. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^iVBORw0KGgo/, 'png'],
  [/^\/9j\//, 'jpeg'],
  [/^R0lGOD/, 'gif'],
  [/^UklGR/, 'webp'],
];

/** A picture in base64 as an address of its own. Throws `bad-request`. */
export function pictureUrl(base64: string): string {
  if (/^data:image\//.test(base64)) return base64;
  const bytes = base64.replaceAll(/\s+/g, '');
  const kind = KINDS.find(([beginning]) => beginning.test(bytes))?.[1];
  if (kind === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(bytes))
    throw new LintelError('bad-request', '“images” must hold pictures in base64: PNG, JPEG, GIF or WebP.', { field: 'images' });
  return `data:image/${kind};base64,${bytes}`;
}
