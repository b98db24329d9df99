import type { MaskedKind } from './placeholder.ts';

/** A stretch of a text that is to be masked, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: MaskedKind;
  /** The value that is hidden here, as it is written elsewhere. */
  readonly as?: string;
}

/** Spans in order, those that overlap joined: what any of them covers stays covered. A joined one is what its first and longest is. */
export function joined(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(a.kind === 'text') - Number(b.kind === 'text'),
  )) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
    else if (span.end > last.end) kept[kept.length - 1] = { ...last, end: span.end, kind: last.kind === 'text' ? span.kind : last.kind };
    else if (last.kind === 'text' && span.kind !== 'text') kept[kept.length - 1] = { ...last, kind: span.kind };
  }
  return kept;
}

/** A span of the masked text, and where what it stands for was. */
export interface Replaced extends Span {
  readonly from: number;
  readonly to: number;
}

/** A text with its spans replaced. */
export interface Masked {
  readonly text: string;
  readonly places: readonly Replaced[];
}

/** Replaces spans, which are in order and apart. Nothing when one has no placeholder. */
export function replace(
  text: string,
  spans: readonly Span[],
  placeholder: (span: Span, value: string) => string | undefined,
): Masked | undefined {
  const places: Replaced[] = [];
  let masked = '';
  let past = 0;
  for (const span of spans) {
    masked += text.slice(past, span.start);
    const stands = placeholder(span, text.slice(span.start, span.end));
    if (stands === undefined) return undefined;
    places.push({ start: masked.length, end: masked.length + stands.length, kind: span.kind, from: span.start, to: span.end });
    masked += stands;
    past = span.end;
  }
  return { text: masked + text.slice(past), places };
}

/** Where a stretch of the masked text was: what stands for something counts whole. */
export function whereItWas({ places }: Masked, start: number, end: number): { readonly start: number; readonly end: number } {
  const was = (index: number) => {
    const at = firstPast(places, index);
    const place = places[at];
    if (place !== undefined && place.start <= index) return { start: place.from, end: place.to };
    const before = places[at - 1];
    const there = index + (before === undefined ? 0 : before.to - before.end);
    return { start: there, end: there + 1 };
  };
  return { start: was(start).start, end: was(end - 1).end };
}

/** The text of a stretch of the masked text that no placeholder covers. */
export function besides({ text, places }: Masked, start: number, end: number): string {
  let rest = '';
  let past = start;
  for (let index = firstPast(places, start); past < end; index++) {
    const place = places[index];
    if (place === undefined || place.start >= end) break;
    rest += text.slice(past, Math.max(past, place.start));
    past = place.end;
  }
  return rest + text.slice(Math.min(past, end), end);
}

/** The first place that ends past `index`. */
function firstPast(places: readonly Replaced[], index: number): number {
  let low = 0;
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.end ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return low;
}
