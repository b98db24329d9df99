import { hash } from 'node:crypto';
import { english } from '../../shared/chat/english.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { Departure, EgressEntry, EgressHead, EgressVerdict, Ending } from '../../shared/privacy/egress.ts';

/**
 * The chain of the egress log. Departures and endings are its links, numbered from 1 in the order they were
 * written; each link's hash is SHA-256 over canonical JSON (RFC 8785) of its fields and the hash before it. A link
 * that was changed, removed, put in or moved breaks it there; one cut off at its end is missed by the head,
 * which is kept apart.
 *
 * Whoever can write to the database and knows this can compute the whole chain and its head anew. Against that
 * helps only a head that was written down elsewhere: an exported file carries one, and a log whose link of
 * that number has another hash is not the log that it was.
 */
export const FIRST: EgressHead = { count: 0, hash: '0000000000000000000000000000000000000000000000000000000000000000' };

/** Rows under way at one time, beyond which a file is none of Lintel's. */
const MOST_WAITING = 100_000;

/** A link before it has a hash. */
export type Unlinked =
  | (Departure & { readonly type: 'departure'; readonly at: number })
  | (Ending & { readonly type: 'ending'; readonly at: number; readonly departure: number });

/** The hash of the link that follows `previous`. */
export const hashOf = (link: Unlinked, previous: EgressHead): string =>
  hash('sha256', canonical({ ...link, seq: previous.count + 1, previous: previous.hash }), 'hex');

/** JSON with sorted names and without blanks. What is undefined is absent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

/** The two links of an entry, the ending only where there is one. */
function linksOf({ seq, hash, ending, ...departure }: EgressEntry): readonly { seq: number; hash: string; link: Unlinked }[] {
  const first = { seq, hash, link: { type: 'departure', ...departure } as const };
  if (ending === undefined) return [first];
  const { seq: place, hash: own, ...rest } = ending;
  return [first, { seq: place, hash: own, link: { type: 'ending', ...rest, departure: seq } as const }];
}

/**
 * Follows the chain through entries in the order of their departures, up to `head`. Holds only the endings of
 * what was under way at one time.
 * @param isTextRight told every entry; false for one whose kept text is not what left
 */
export async function verifyChain(
  entries: AsyncIterable<EgressEntry>,
  head: EgressHead,
  isTextRight: (entry: EgressEntry) => boolean = () => true,
): Promise<EgressVerdict> {
  const waiting = new Map<number, { hash: string; link: Unlinked }>();
  let reached = FIRST;
  const take = (link: Unlinked, hash: string): boolean => {
    if (hashOf(link, reached) !== hash) return false;
    reached = { count: reached.count + 1, hash };
    return true;
  };
  /** Follows the endings that come before link `seq`. */
  const followTo = (seq: number): boolean => {
    while (reached.count + 1 < seq) {
      const next = waiting.get(reached.count + 1);
      waiting.delete(reached.count + 1);
      if (next === undefined || !take(next.link, next.hash)) return false;
    }
    return true;
  };
  const broken = (what: Said): EgressVerdict => ({
    intact: false,
    head,
    brokenAt: reached.count + 1,
    ...told(say`Row ${reached.count + 1} of ${head.count} ${what}. The rows before it are as they were written.`),
  });

  for await (const entry of entries) {
    for (const { seq, hash, link } of linksOf(entry)) {
      if (link.type === 'ending') {
        if (waiting.size >= MOST_WAITING || waiting.has(seq)) return broken(say`is missing or was changed`);
        waiting.set(seq, { hash, link });
        continue;
      }
      if (!followTo(seq) || seq !== reached.count + 1) return broken(say`is missing or was changed`);
      if (!take(link, hash)) return broken(say`was changed`);
      if (!isTextRight(entry)) return { ...broken(say`has a kept text that is not what left`), brokenAt: seq };
    }
  }
  if (!followTo(head.count + 1)) return broken(say`is missing or was changed`);
  if (waiting.size > 0 || reached.count !== head.count || reached.hash !== head.hash)
    return broken(say`is not where the log says that it ends`);
  const rows = head.count === 1 ? say`1 row` : say`${head.count} rows`;
  return { intact: true, head, ...told(say`All ${rows} are there, in order and as they were written.`) };
}

const told = (said: Said) => ({ sentence: english(said), said });
