import type { MaskEntry } from './entry.ts';
import { createReader, LONGEST_ESCAPE, MORE, type PlaceholderReader, type Reading, type Surface } from './reader.ts';

/** Puts the values back into a text that comes in pieces. */
export interface Restorer {
  /** The text that is certain so far: all of it but what may be the beginning of a placeholder, some 60 characters at most. */
  push(text: string): string;
  /** What was held back. */
  flush(): string;
}

/** A restorer of one text. A value that was put back is not read again. Costs the length of the pieces. */
export function createRestorer(entries: readonly MaskEntry[], surface: Surface = 'plain'): Restorer {
  return restorerOf(createReader(entries), surface);
}

/** A restorer over a reader that several share. */
export function restorerOf(reader: PlaceholderReader, surface: Surface): Restorer {
  let held = '';
  // What stood before what is held: whether a word begins there depends on it.
  let before = '';
  const read = (isEnd: boolean): string => {
    const text = before + held;
    let restored = '';
    let past = before.length;
    const candidates = new RegExp(reader.candidates);
    candidates.lastIndex = past;
    for (let match = candidates.exec(text); match !== null; match = candidates.exec(text)) {
      const found = reader.read(text, match.index, isEnd, surface);
      if (found === undefined) continue;
      restored += text.slice(past, match.index);
      past = match.index;
      if (found === MORE) {
        held = text.slice(past);
        before = text.slice(0, past).slice(-LONGEST_ESCAPE);
        return restored;
      }
      restored += written(found, surface);
      past = candidates.lastIndex = found.end;
    }
    restored += text.slice(past);
    before = text.slice(-LONGEST_ESCAPE);
    held = '';
    return restored;
  };
  return {
    push(text) {
      held += text;
      return read(false);
    },
    flush: () => read(true),
  };
}

function written({ entry: { value }, wrapping }: Reading, surface: Surface): string {
  // A lone half of a character cannot be percent-encoded.
  if (wrapping === 'percent') return encodeURIComponent(value.toWellFormed());
  const text = surface === 'json' ? JSON.stringify(value).slice(1, -1) : value;
  return wrapping === 'link' ? `[${text}]` : text;
}
