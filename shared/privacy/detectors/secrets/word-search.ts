import type { Detector, Finding } from '../../finding.ts';

/** What a search found from one place on: it takes no part of the text before `end` for another start. */
export interface Hit {
  readonly findings: readonly Finding[];
  readonly end: number;
}

/** A search that begins at words, few among those of a text. */
export interface WordSearch {
  /** How those words begin, in any case: three characters each. */
  readonly starts: readonly string[];
  /**
   * What is found at the word that may begin at `at`.
   * @param past where its previous hit ended
   */
  find(text: string, at: number, past: number): Hit | undefined;
}

// Five bits of each of three characters: upper and lower case are the same in the Latin, Greek and Cyrillic alphabets.
const SIZE = 32 * 32 * 32;
const hash = (first: number, second: number, third: number) => ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);

/** One detector of several searches that reads the text once: most places are left after one look into a table. */
export function createWordDetector(name: string, searches: readonly WordSearch[]): Detector {
  // A bit for each search: 32 at most.
  const table = new Uint32Array(SIZE);
  // A bit for each place of the table that has any. It is small enough to stay beside the processor, which the table is not.
  const taken = new Uint32Array(SIZE / 32);
  for (const [index, { starts }] of searches.entries()) {
    for (const start of starts) {
      const place = hash(start.charCodeAt(0), start.charCodeAt(1), start.charCodeAt(2));
      table[place] = (table[place] ?? 0) | (1 << index);
      taken[place >> 5] = (taken[place >> 5] ?? 0) | (1 << (place & 31));
    }
  }
  return {
    name,
    find(text) {
      const found: Finding[] = [];
      const past = new Array<number>(searches.length).fill(0);
      let first = text.charCodeAt(0);
      let second = text.charCodeAt(1);
      for (let at = 0; at + 2 < text.length; at++) {
        const third = text.charCodeAt(at + 2);
        const place = hash(first, second, third);
        first = second;
        second = third;
        if (((taken[place >> 5] as number) & (1 << (place & 31))) === 0) continue;
        const which = table[place] ?? 0;
        for (let index = 0; index < searches.length; index++) {
          if ((which & (1 << index)) === 0) continue;
          const before = past[index] ?? 0;
          const hit = at < before ? undefined : searches[index]?.find(text, at, before);
          if (hit === undefined) continue;
          for (const finding of hit.findings) found.push(finding);
          past[index] = hit.end;
        }
      }
      return found;
    },
  };
}

/** A search at words that one sticky expression finds, which says itself what and where the secret is. */
export function wordSearch(
  starts: readonly string[],
  shape: RegExp,
  read: (match: RegExpExecArray, text: string) => Finding | undefined,
): WordSearch {
  return {
    starts,
    find(text, at) {
      shape.lastIndex = at;
      const match = shape.exec(text);
      const finding = match === null ? undefined : read(match, text);
      return finding === undefined ? undefined : { findings: [finding], end: finding.end };
    },
  };
}
