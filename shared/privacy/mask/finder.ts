import { type Folding, fold, isBoundary, isWordUnit } from './fold.ts';

/** A text to look for, and what it stands for. */
export interface Pattern<T> {
  readonly text: string;
  readonly of: T;
}

/** Where a pattern is written, in UTF-16 code units, `end` exclusive. */
export interface Place<T> {
  readonly start: number;
  readonly end: number;
  readonly of: T;
}

/**
 * Looks for thousands of texts in one pass (Aho and Corasick, 1975), each as whole words. Costs the length of what
 * is read, whatever is looked for. At each end only the longest is told.
 * @param endsWord true where a pattern may end inside a word
 */
export function createFinder<T>(
  patterns: readonly Pattern<T>[],
  folding: Folding,
  accepts: (of: T, text: string, start: number, end: number) => boolean = () => true,
  endsWord: (of: T, text: string, end: number) => boolean = () => false,
): (text: string) => Place<T>[] {
  const tree = grow(patterns, folding);
  if (tree.of.length === 0) return () => [];
  const { next, fail, link, depth, output, of } = tree;
  return (text) => {
    const places: Place<T>[] = [];
    const starts: number[] = [];
    const found: (Place<T> & { readonly last: number })[] = [];
    let state = 0;
    fold(text, folding, (unit, start, end) => {
      const at = starts.push(start) - 1;
      // Most texts hold nothing: from the root, only a word's begin is worth a look.
      if (state === 0 && isWordUnit(unit) && !isBoundary(text, start)) return;
      let to = next.get(state * 65_536 + unit);
      while (to === undefined && state !== 0) {
        state = fail[state] ?? 0;
        to = next.get(state * 65_536 + unit);
      }
      state = to ?? 0;
      for (let node = (output[state] ?? -1) >= 0 ? state : (link[state] ?? 0); node !== 0; node = link[node] ?? 0) {
        const first = at + 1 - (depth[node] ?? 0);
        const from = starts[first] ?? 0;
        const what = of[output[node] ?? -1] as T;
        const isWhole = from !== starts[first - 1] && isBoundary(text, from) && (isBoundary(text, end) || endsWord(what, text, end));
        if (!isWhole || !accepts(what, text, from, end)) continue;
        found.push({ start: from, end, of: what, last: at });
        break;
      }
    });
    // A character may fold to several units: one that is looked for ends with the last of them.
    for (const { start, end, of: what, last } of found) if (starts[last + 1] !== starts[last]) places.push({ start, end, of: what });
    return places;
  };
}

interface Tree<T> {
  /** By node and code unit, as one number. */
  readonly next: ReadonlyMap<number, number>;
  /** The node of the longest end that begins a pattern too. */
  readonly fail: Int32Array;
  /** The nearest such node where a pattern ends; 0: none. */
  readonly link: Int32Array;
  readonly depth: readonly number[];
  /** Place in `of` of the pattern that ends at a node; -1: none. */
  readonly output: readonly number[];
  readonly of: readonly T[];
}

function grow<T>(patterns: readonly Pattern<T>[], folding: Folding): Tree<T> {
  const next = new Map<number, number>();
  const depth = [0];
  const output = [-1];
  const parent = [0];
  const units = [0];
  const of: T[] = [];
  for (const { text, of: what } of patterns) {
    let node = 0;
    fold(text.trim(), folding, (unit) => {
      const key = node * 65_536 + unit;
      let to = next.get(key);
      if (to === undefined) {
        to = depth.length;
        next.set(key, to);
        depth.push((depth[node] ?? 0) + 1);
        output.push(-1);
        parent.push(node);
        units.push(unit);
      }
      node = to;
    });
    if (node !== 0 && output[node] === -1) output[node] = of.push(what) - 1;
  }
  const fail = new Int32Array(depth.length);
  const link = new Int32Array(depth.length);
  // Shallow nodes first: each looks at shallower ones.
  const order = Array.from(depth, (_depth, node) => node).sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
  for (const node of order) {
    if ((depth[node] ?? 0) < 2) continue;
    let state = fail[parent[node] ?? 0] ?? 0;
    let to = next.get(state * 65_536 + (units[node] ?? 0));
    while (to === undefined && state !== 0) {
      state = fail[state] ?? 0;
      to = next.get(state * 65_536 + (units[node] ?? 0));
    }
    fail[node] = to ?? 0;
    const nearest = to ?? 0;
    link[node] = (output[nearest] ?? -1) >= 0 ? nearest : (link[nearest] ?? 0);
  }
  return { next, fail, link, depth, output, of };
}
