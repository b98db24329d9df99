import { textOf } from '../../chat/request.ts';
import { type Find, neighbours, spanOf } from './found.ts';
import type { Attempt } from './masking.ts';
import { createReader, type PlaceholderReader, placeholdersIn } from './reader.ts';
import { besides, type Span, whereItWas } from './span.ts';
import { maskable, type Unit, unitsOf } from './unit.ts';

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/**
 * What counts and is found only in the masked messages, as spans of what came in: a finding may have hidden behind a
 * better one. Nothing (undefined) where it cannot be masked there.
 */
export function leftOver(
  attempt: Attempt,
  units: readonly Unit[],
  find: Find,
): { readonly unit: number; readonly span: Span }[] | undefined {
  const more: { unit: number; span: Span }[] = [];
  const reader = createReader(attempt.entries);
  for (const [index, masked] of attempt.masked.entries()) {
    for (const finding of find(masked.text)) {
      if (!SAYS_SOMETHING.test(besides(masked, finding.start, finding.end))) continue;
      more.push({ unit: index, span: { ...spanOf(finding), ...whereItWas(masked, finding.start, finding.end) } });
    }
    // A part of a word that stands free only now that its neighbour is masked: the first “Anna” of “AnnaAnna Schmidt”.
    for (const span of masked.places.length === 0 ? [] : attempt.occurrences(masked.text)) {
      if (!SAYS_SOMETHING.test(besides(masked, span.start, span.end))) continue;
      const was = { ...span, ...whereItWas(masked, span.start, span.end) };
      // Nothing of JSON but its strings and numbers can be masked.
      if (units[index] !== undefined && maskable([was], units[index]).length > 0) more.push({ unit: index, span: was });
    }
    // What reads as a placeholder and is none of ours was typed, and stood free only once its neighbour was masked.
    const ours = new Set(masked.places.map(({ start }) => start));
    for (const { start, end } of placeholdersIn(masked.text, reader)) {
      if (!ours.has(start)) more.push({ unit: index, span: { kind: 'text', ...whereItWas(masked, start, end) } });
    }
  }
  if (more.length > 0) return more;
  const isBare = (text: string) =>
    find(text).every(({ start, end }) => !SAYS_SOMETHING.test(withoutPlaceholders(text.slice(start, end), reader)));
  for (const group of neighbours(attempt.messages, unitsOf(attempt.messages))) {
    const text = textOf(attempt.messages[group[0]?.unit.message ?? -1] ?? { role: 'user', content: [] });
    const crosses = ({ start, end }: Span) => group.some((other) => other.start > start && other.start < end);
    if (!isBare(text) || attempt.occurrences(text).some(crosses)) return undefined;
  }
  return [];
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
