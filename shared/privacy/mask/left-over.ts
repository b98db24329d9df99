import { textOf } from '../../chat/request.ts';
import { type Find, neighbours, spanOf } from './found.ts';
import type { Attempt } from './masking.ts';
import { createReader, type PlaceholderReader, placeholdersIn } from './reader.ts';
import { besides, joined, type Masked, type Span, whereItWas } from './span.ts';
import { maskable, type Unit, unitsOf } from './unit.ts';

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
const NOTHING_MASKED: Masked = { text: '', places: [] };

/**
 * What counts and is found only in the masked messages, as spans of what came in, by unit: a finding may have hidden behind a
 * better one. Nothing (undefined) where it cannot be masked there. Linear.
 */
export function leftOver(attempt: Attempt, units: readonly Unit[], find: Find): readonly (readonly Span[])[] | undefined {
  const reader = createReader(attempt.entries);
  const more = units.map((unit, index): readonly Span[] => {
    const masked = attempt.masked[index] ?? NOTHING_MASKED;
    const isBeside = ({ start, end }: Span) => SAYS_SOMETHING.test(besides(masked, start, end));
    const asItWas = (span: Span) => ({ ...span, ...whereItWas(masked, span.start, span.end) });
    const found = find(masked.text).map(spanOf).filter(isBeside).map(asItWas);
    // A part of a word that stands free only now that its neighbour is masked: the first “Anna” of “AnnaAnna Schmidt”.
    // Nothing of JSON but its strings and numbers can be masked.
    const freed = masked.places.length === 0 ? [] : attempt.occurrences(masked.text).filter(isBeside).map(asItWas);
    // What reads as a placeholder and is none of ours was typed, and stood free only once its neighbour was masked.
    const ours = new Set(masked.places.map(({ start }) => start));
    const typed = placeholdersIn(masked.text, reader).filter(({ start }) => !ours.has(start));
    return [...found, ...maskable(joined(freed), unit), ...typed.map(({ start, end }) => asItWas({ kind: 'text', start, end }))];
  });
  if (more.some(({ length }) => length > 0)) return more;
  const isBare = (text: string) =>
    find(text).every(({ start, end }) => !SAYS_SOMETHING.test(withoutPlaceholders(text.slice(start, end), reader)));
  for (const group of neighbours(attempt.messages, unitsOf(attempt.messages))) {
    const text = textOf(attempt.messages[group[0]?.unit.message ?? -1] ?? { role: 'user', content: [] });
    const crosses = ({ start, end }: Span) => group.some((other) => other.start > start && other.start < end);
    if (!isBare(text) || attempt.occurrences(text).some(crosses)) return undefined;
  }
  return more;
}

function withoutPlaceholders(text: string, reader: PlaceholderReader): string {
  let rest = '';
  let past = 0;
  for (const { start, end } of placeholdersIn(text, reader)) {
    rest += text.slice(past, start);
    past = end;
  }
  return rest + text.slice(past);
}
