import { type Folding, fold, foldedText, isBoundary, isWordUnit } from './fold.ts';
import { Transitions } from './transitions.ts';

/** A text to look for, and what it stands for. */
export interface Pattern<T> {
  readonly text: string;
  readonly of: T;
}

/** `isLoose`: it may also begin and end inside words. */
interface Sought {
  readonly isLoose?: boolean;
}

/** Where a pattern is written, in UTF-16 code units, `end` exclusive. */
export interface Place<T> {
  readonly start: number;
  readonly end: number;
  readonly of: T;
}

/**
 * Looks for thousands of texts in one pass (Aho and Corasick, 1975), each as whole words unless it is loose. Costs the length of what
 * is read, whatever is looked for. At each end only the longest is told.
 * @param endsWord true where a pattern may end inside a word
 */
export function createFinder<T extends Sought>(
  patterns: readonly Pattern<T>[],
  folding: Folding,
  accepts: (of: T, text: string, start: number, end: number) => boolean = () => true,
  endsWord: (of: T, text: string, end: number) => boolean = () => false,
): (text: string) => Place<T>[] {
  const tree = grow(patterns, folding);
  if (tree.of.length === 0) return () => [];
  const { next, fail, link, depth, output, of } = tree;
  const isAnyLoose = of.some(({ isLoose }) => isLoose === true);
  return (text) => {
    const places: Place<T>[] = [];
    let starts = new Int32Array(text.length + 16);
    let read = 0;
    const found: (Place<T> & { readonly last: number })[] = [];
    let state = 0;
    fold(text, folding, (unit, start, end) => {
      if (read + 1 >= starts.length) {
        const longer = new Int32Array(starts.length * 2);
        longer.set(starts);
        starts = longer;
      }
      const at = read++;
      starts[at] = start;
      // Most texts hold nothing: from the root, only a word's begin is worth a look.
      if (state === 0 && !isAnyLoose && isWordUnit(unit) && !isBoundary(text, start)) return;
      state = step(next, fail, state, unit);
      if (state === 0) return;
      for (let node = (output[state] ?? 0) > 0 ? state : (link[state] ?? 0); node !== 0; node = link[node] ?? 0) {
        const first = at + 1 - (depth[node] ?? 0);
        const from = starts[first] ?? 0;
        const what = of[(output[node] ?? 0) - 1] as T;
        const isWord = () => isBoundary(text, from) && (isBoundary(text, end) || endsWord(what, text, end));
        if (from === starts[first - 1] || !(what.isLoose === true || isWord()) || !accepts(what, text, from, end)) continue;
        found.push({ start: from, end, of: what, last: at });
        break;
      }
    });
    // A character may fold to several units: one that is looked for ends with the last of them.
    starts[read] = -1;
    for (const { start, end, of: what, last } of found) if (starts[last + 1] !== starts[last]) places.push({ start, end, of: what });
    return places;
  };
}

interface Tree<T> {
  readonly next: Transitions;
  /** The node of the longest end that begins a pattern too. */
  readonly fail: Int32Array;
  /** The nearest such node where a pattern ends; 0: none. */
  readonly link: Int32Array;
  readonly depth: Int32Array;
  /** Place in `of`, counted from 1, of the pattern that ends at a node; 0: none. */
  readonly output: Int32Array;
  readonly of: readonly T[];
}

function grow<T>(patterns: readonly Pattern<T>[], folding: Folding): Tree<T> {
  const folded = patterns.map(({ text }) => foldedText(text, folding));
  const most = folded.reduce((sum, { length }) => sum + length, 1);
  const next = new Transitions(most);
  const [depth, output, fail, link] = [new Int32Array(most), new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  const of: T[] = [];
  // Level by level: what a node falls back to is nearer to the root, and there already.
  const reached = new Int32Array(folded.length);
  let growing = Array.from(folded, (_text, index) => index);
  let nodes = 1;
  for (let at = 0; growing.length > 0; at++) {
    growing = growing.filter((index) => {
      const [text, node] = [folded[index] ?? '', reached[index] ?? 0];
      if (at === text.length) {
        if (node !== 0 && output[node] === 0) output[node] = of.push((patterns[index] as Pattern<T>).of);
        return false;
      }
      const unit = text.charCodeAt(at);
      let to = next.get(node, unit);
      if (to === 0) {
        to = nodes++;
        next.add(node, unit, to);
        depth[to] = at + 1;
        if (node !== 0) fail[to] = step(next, fail, fail[node] ?? 0, unit);
      }
      reached[index] = to;
      return true;
    });
  }
  for (let node = 1; node < nodes; node++) {
    const nearest = fail[node] ?? 0;
    link[node] = (output[nearest] ?? 0) > 0 ? nearest : (link[nearest] ?? 0);
  }
  return { next, fail, link, depth, output, of };
}

/** The node after `unit`, from `state` or from the nearest that it falls back to. */
function step(next: Transitions, fail: Int32Array, state: number, unit: number): number {
  for (let from = state; ; from = fail[from] ?? 0) {
    const to = next.get(from, unit);
    if (to !== 0 || from === 0) return to;
  }
}
