/** Lets text through until one of some marks appears in it, wherever token boundaries fall. */
export interface MarkerFilter {
  /** Text that may be the beginning of a mark is held back. Nothing more is found after the first mark until `reset`. */
  push(text: string): Filtered;
  /** What is still held back, once it is certain that nothing follows. */
  rest(): string;
}

export interface Filtered {
  /** What may be shown now. */
  readonly text: string;
  /** The mark that was found; the earliest, and of those the longest. */
  readonly mark?: string;
  /** What came after the mark. */
  readonly after: string;
}

export function createMarkerFilter(marks: readonly string[]): MarkerFilter {
  const wanted = marks.filter((mark) => mark !== '');
  let held = '';
  return {
    push(text) {
      held += text;
      const found = earliest(held, wanted);
      if (found !== undefined) {
        const filtered = { text: held.slice(0, found.at), mark: found.mark, after: held.slice(found.at + found.mark.length) };
        held = '';
        return filtered;
      }
      const shown = held.length - longestBeginning(held, wanted);
      const filtered = { text: held.slice(0, shown), after: '' };
      held = held.slice(shown);
      return filtered;
    },
    rest() {
      const text = held;
      held = '';
      return text;
    },
  };
}

function earliest(text: string, marks: readonly string[]): { at: number; mark: string } | undefined {
  let best: { at: number; mark: string } | undefined;
  for (const mark of marks) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    if (best === undefined || at < best.at || (at === best.at && mark.length > best.mark.length)) best = { at, mark };
  }
  return best;
}

/** Characters at the end of the text that begin one of the marks. */
function longestBeginning(text: string, marks: readonly string[]): number {
  let longest = 0;
  for (const mark of marks) {
    for (let length = Math.min(mark.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(mark.slice(0, length))) longest = length;
    }
  }
  return longest;
}
