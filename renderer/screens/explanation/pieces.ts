import type { MaskView } from '../../../shared/api/chat-views.ts';

/** A stretch of a text, and what stood for it elsewhere where something did. */
export interface Piece {
  readonly here: string;
  readonly there?: string;
}

const escaped = (text: string) => text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&');

/** A text cut where values stand that were masked; the longest value that fits counts. */
export function piecesOf(text: string, masks: readonly MaskView[]): Piece[] {
  const byLength = masks.filter(({ value }) => value !== '').toSorted((a, b) => b.value.length - a.value.length);
  if (byLength.length === 0) return [{ here: text }];
  const names = new Map(byLength.map(({ value, placeholder }) => [value, placeholder]));
  const pattern = new RegExp(byLength.map(({ value }) => escaped(value)).join('|'), 'g');
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: here, index } of text.matchAll(pattern)) {
    if (index > end) pieces.push({ here: text.slice(end, index) });
    const there = names.get(here);
    pieces.push(there === undefined ? { here } : { here, there });
    end = index + here.length;
  }
  if (end < text.length) pieces.push({ here: text.slice(end) });
  return pieces;
}
