import type { EmbedRequest } from '../../../shared/chat/embed.ts';

/** A vector as it was asked for: cut first, so that what is left has length 1. */
export function vectorOf(
  raw: readonly number[],
  { dimensions, normalise = true }: Pick<EmbedRequest, 'dimensions' | 'normalise'>,
): number[] {
  const cut = raw.slice(0, dimensions);
  if (!normalise) return cut;
  const length = Math.hypot(...cut);
  return length === 0 ? cut : cut.map((number) => number / length);
}
