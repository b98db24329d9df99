import { type Address, addressAt, addressIn, addressKey } from './address.ts';
import type { MaskEntry } from './entry.ts';
import { createReader, MORE, type PlaceholderReader, type Reading, type Surface } from './reader.ts';

/** Puts the values back into a text that comes in pieces. */
export interface Restorer {
  /** The text that is certain so far: all of it but what may be the beginning of a placeholder, some 60 characters at most. */
  push(text: string): string;
  /** What was held back. */
  flush(): string;
}

/** The places of addresses into which something may be put back: those in which it left. */
export type Addresses = ReadonlySet<string>;

const NOWHERE: Addresses = new Set();

/**
 * A restorer of one text. A value that was put back is not read again. Costs the length of the pieces.
 *
 * Nothing is put back into an address, as that of a picture that a program fetches unasked: who writes into what a
 * model reads could have it send values anywhere. Only into one that left with the same placeholder in the same place.
 */
export function createRestorer(entries: readonly MaskEntry[], surface: Surface = 'plain', addresses: Addresses = NOWHERE): Restorer {
  return restorerOf(createReader(entries), surface, addresses);
}

/** The places of addresses in which a text holds placeholders. */
export function addressesIn(text: string, reader: PlaceholderReader, surface: Surface): Addresses {
  const found = new Set<string>();
  const noting: Pick<Set<string>, 'has' | 'size'> = { size: 1, has: (key) => found.add(key).has(key) };
  const restorer = restorerOf(reader, surface, noting);
  restorer.push(text);
  restorer.flush();
  return found;
}

/** What must be kept of a text that comes in pieces: whether a word or an address begins there depends on it. */
const MOST_BEFORE = 128;

/** A restorer over a reader that several share. */
export function restorerOf(reader: PlaceholderReader, surface: Surface, addresses: Pick<Addresses, 'has' | 'size'>): Restorer {
  let held = '';
  let before = '';
  let address: Address | undefined;

  /** Whether what was read may be put back: not so in an address that it did not leave in. */
  const allows = (found: Reading, text: string, isEnd: boolean): boolean | typeof MORE => {
    if (address === undefined) return true;
    if (addresses.size === 0) return false;
    const key = addressKey(address, found.entry.placeholder, text, found.end, isEnd, surface);
    return key === MORE ? MORE : key !== undefined && addresses.has(key);
  };

  const read = (isEnd: boolean): string => {
    const text = before + held;
    let restored = '';
    let past = before.length;
    let seen = past;
    const see = (to: number) => {
      address = addressAt(address, text, seen, to, surface);
      seen = to;
    };
    const keep = (from: number) => {
      held = text.slice(from);
      before = text.slice(Math.max(0, from - MOST_BEFORE), from);
    };
    const candidates = new RegExp(reader.candidates);
    candidates.lastIndex = past;
    for (let match = candidates.exec(text); match !== null; match = candidates.exec(text)) {
      const found = reader.read(text, match.index, isEnd, surface);
      if (found === undefined) continue;
      see(match.index);
      const isAllowed = found === MORE ? MORE : allows(found, text, isEnd);
      restored += text.slice(past, match.index);
      past = match.index;
      if (found === MORE || isAllowed === MORE) {
        keep(past);
        return restored;
      }
      restored += isAllowed ? written(found, surface, addresses) : text.slice(past, found.end);
      const begun = address === undefined ? addressIn(found.entry.value, text, match.index, surface) : undefined;
      past = candidates.lastIndex = found.end;
      see(past);
      address = begun ?? address;
    }
    see(text.length);
    restored += text.slice(past);
    keep(text.length);
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

function written({ entry, wrapping }: Reading, surface: Surface, addresses: Pick<Addresses, 'has'>): string {
  // A lone half of a character cannot be percent-encoded.
  if (wrapping === 'percent') return encodeURIComponent(entry.value.toWellFormed());
  const text = surface === 'json' ? JSON.stringify(entry.value).slice(1, -1) : entry.value;
  // What left so had no brackets of its own.
  return wrapping === 'link' && !addresses.has(`link\n${entry.placeholder}`) ? `[${text}]` : text;
}
