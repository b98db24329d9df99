import type { MaskEntry } from './entry.ts';
import { createReader, MORE, type PlaceholderReader, type Reading } from './reader.ts';

/** What values are put back into. `json`: JSON text, in which a value is escaped. */
export type Surface = 'plain' | 'json';

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
  // The character before what is held: whether a word begins there depends on it.
  let before = '';
  const read = (isEnd: boolean): string => {
    const text = before + held;
    let restored = '';
    let past = before.length;
    const candidates = new RegExp(reader.candidates);
    candidates.lastIndex = past;
    for (let match = candidates.exec(text); match !== null; match = candidates.exec(text)) {
      const found = reader.read(text, match.index, isEnd);
      if (found === undefined) continue;
      restored += text.slice(past, match.index);
      past = match.index;
      if (found === MORE) {
        held = text.slice(past);
        before = text.slice(0, past).slice(-1);
        return restored;
      }
      restored += written(found, surface);
      past = candidates.lastIndex = found.end;
    }
    restored += text.slice(past);
    before = text.slice(-1);
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
