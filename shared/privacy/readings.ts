import { breaksOf } from './hidden-breaks.ts';
import { editsOfCharacters } from './hidden-characters.ts';
import type { Edit } from './hidden-edit.ts';
import { editsOfEmphasis } from './hidden-emphasis.ts';
import { editsOfEscapes } from './hidden-escapes.ts';
import { editsOfGroups } from './hidden-groups.ts';
import { editsOfLookalikes } from './hidden-lookalikes.ts';
import { editsOfQuoted } from './hidden-quoted.ts';
import { editsOfRuns } from './hidden-runs.ts';
import { type Signs, signsOf } from './hidden-signs.ts';
import { editsOfSpacing } from './hidden-spacing.ts';

/** A stretch of a text, written plainly. */
export interface Reading {
  readonly text: string;
  /** Where a place in the plain text stands in the original; what was written otherwise is covered whole. */
  origin(start: number, end: number): readonly [start: number, end: number];
  /** True when a place in the plain text touches an end of the stretch where the original goes on. */
  isCut(start: number, end: number): boolean;
  /** True when a place in the plain text lies on both sides of something that is written otherwise. */
  spans(start: number, end: number): boolean;
}

export interface Readings {
  readonly stretches: readonly Reading[];
  /** Stretches in which lines are read as one. They say something only of what is sure and lies across a line's end. */
  readonly joined: readonly Reading[];
  /** True when something between `start` and `end` of the original is written otherwise. */
  isRewritten(start: number, end: number): boolean;
}

/** What a text says that is written plainly. */
export const NOTHING_HIDDEN: Readings = { stretches: [], joined: [], isRewritten: () => false };

/** Characters read with what is written otherwise: as many as say what a number beside it is. */
const MARGIN = 160;
/** Characters read with the end of a line: as many as a number has, and a word before it. */
const LINE_MARGIN = 60;
/** How far a stretch's end looks for a blank, so as not to cut a word. */
const FARTHEST_BLANK = 60;

/**
 * What a text says where it is written so as not to be found by its letters: characters that are not seen or look
 * alike, escapes, encodings, ends of lines. Stretches do not overlap, so all of them together are about as long as the
 * text at most, and those of lines twice as long.
 */
export function readingsOf(text: string): Readings {
  const signs = signsOf(text);
  const edits = editsOf(text, signs);
  const breaks = signs.breaks.length === 0 ? undefined : breaksOf(text, signs.breaks);
  const stretches = stretchesOf(text, edits, MARGIN);
  const joined =
    breaks === undefined ? [] : [...stretchesOf(text, breaks.asBlank, LINE_MARGIN), ...stretchesOf(text, breaks.asNothing, LINE_MARGIN)];
  if (stretches.length === 0) return joined.length === 0 ? NOTHING_HIDDEN : { ...NOTHING_HIDDEN, joined };
  const isRewritten = (start: number, end: number) => (edits[firstPast(edits, start)]?.start ?? end) < end;
  return { stretches, joined, isRewritten };
}

/** Where a text is still encoded. Of escapes, those count that stand for what needs none, or for another escape's beginning. */
export function encodedIn(text: string): readonly Edit[] {
  const { escapes, runs, groups } = signsOf(text);
  const all = [...editsOfRuns(text, runs), ...editsOfGroups(text, groups), ...(escapes ? editsOfEscapes(text) : [])];
  return all.filter((edit) => edit.matters && /[0-9A-Za-z@%&]/.test(edit.text));
}

/** Stretches around the edits that matter, each with its margin, and with all edits inside it made. */
function stretchesOf(text: string, edits: readonly Edit[], margin: number): Reading[] {
  const stretches: Reading[] = [];
  for (let at = 0; at < edits.length; ) {
    const reason = edits[at];
    if (reason === undefined || !reason.matters) {
      at++;
      continue;
    }
    let end = reason.end + margin;
    let last = at;
    for (let next = last + 1; next < edits.length; next++) {
      const edit = edits[next];
      // Margins of neighbours meet, so one stretch holds both.
      if (edit === undefined || edit.start > end + margin + 2 * FARTHEST_BLANK) break;
      if (!edit.matters) continue;
      end = Math.max(end, edit.end + margin);
      last = next;
    }
    stretches.push(readingOf(text, edits, at, last, margin));
    at = last + 1;
  }
  return stretches;
}

/** All edits by position, none overlapping another; the longer of two that begin at one place. */
function editsOf(text: string, { characters, escapes, apart, emphasis, quoted, runs, groups, lookalikes }: Signs): Edit[] {
  const kinds = [
    characters ? editsOfCharacters(text) : [],
    editsOfLookalikes(text, lookalikes),
    escapes ? editsOfEscapes(text) : [],
    apart ? editsOfSpacing(text) : [],
    emphasis ? editsOfEmphasis(text) : [],
    quoted ? editsOfQuoted(text) : [],
    editsOfGroups(text, groups),
    editsOfRuns(text, runs),
  ].filter((edits) => edits.length > 0);
  const all = kinds.length < 2 ? (kinds[0] ?? []) : kinds.flat().sort((a, b) => a.start - b.start || b.end - a.end);
  let past = 0;
  return all.filter(({ start, end }) => {
    if (start < past) return false;
    past = end;
    return true;
  });
}

/** Index of the first edit that ends past a place. */
function firstPast(edits: readonly Edit[], place: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.end ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

const isBlankAt = (text: string, index: number) => /\s/.test(text[index] ?? ' ');

/** The stretch around the edits from index `first` to `last`, with all edits inside it made. */
function readingOf(text: string, edits: readonly Edit[], first: number, last: number, margin: number): Reading {
  let from = Math.max(0, (edits[first]?.start ?? 0) - margin);
  for (let step = 0; step < FARTHEST_BLANK && from > 0 && !isBlankAt(text, from - 1); step++) from--;
  let to = Math.min(text.length, (edits[last]?.end ?? 0) + margin);
  for (let step = 0; step < FARTHEST_BLANK && to < text.length && !isBlankAt(text, to); step++) to++;
  let lowest = firstPast(edits, from);
  if ((edits[lowest]?.start ?? from) < from) lowest++;
  const starts: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  let past = from;
  for (let index = lowest; index < edits.length; index++) {
    const edit = edits[index];
    if (edit === undefined || edit.end > to) break;
    pieces.push(text.slice(past, edit.start), edit.text);
    length += edit.start - past;
    starts.push(length);
    length += edit.text.length;
    past = edit.end;
  }
  pieces.push(text.slice(past, to));
  const plain = pieces.join('');

  /** How many edits begin at `place` of the plain text or before it. */
  const editsUpTo = (place: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** Where the character at `place` of the plain text stands in the original, from where to where. */
  const originOf = (place: number): readonly [number, number] => {
    const count = editsUpTo(place);
    const edit = count === 0 ? undefined : edits[lowest + count - 1];
    if (edit === undefined) return [from + place, from + place + 1];
    const beyond = place - (starts[count - 1] ?? 0) - edit.text.length;
    return beyond < 0 ? [edit.start, edit.end] : [edit.end + beyond, edit.end + beyond + 1];
  };

  return {
    text: plain,
    origin: (start, end) => [originOf(start)[0], originOf(end - 1)[1]],
    isCut: (start, end) => (start === 0 && from > 0) || (end === plain.length && to < text.length),
    spans: (start, end) => (starts[editsUpTo(start)] ?? end) < end,
  };
}
