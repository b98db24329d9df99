import type { ChatMessage } from '../../chat/request.ts';
import type { Finding } from '../finding.ts';
import { joined, type Span } from './span.ts';
import { maskable, type Unit } from './unit.ts';

/** Searches a text for what counts. */
export type Find = (text: string) => readonly Finding[];

/** The findings in each unit, in order and apart: those of its own text, and those that only show beside its neighbours. */
export function foundIn(messages: readonly ChatMessage[], units: readonly Unit[], find: Find): Span[][] {
  const spans = units.map((unit) => find(unit.text).map(spanOf));
  for (const group of neighbours(messages, units)) {
    for (const finding of find(group.map(({ unit }) => unit.raw).join(''))) {
      // One that crosses parts stays: what is searched at the end shows whether it was masked in pieces.
      const at = group.find(
        ({ start, unit }) => unit.json === undefined && finding.start >= start && finding.end <= start + unit.raw.length,
      );
      if (at !== undefined) spans[at.index]?.push({ ...spanOf(finding), start: finding.start - at.start, end: finding.end - at.start });
    }
  }
  return spans.map((own, index) => joined(maskable(own, units[index] as Unit)));
}

export const spanOf = ({ type, start, end }: Finding): Span => ({ start, end, kind: type });

/** The units of each message that has several, with where they begin in its text. */
export function neighbours(messages: readonly ChatMessage[], units: readonly Unit[]) {
  const groups = messages.map((): { unit: Unit; index: number; start: number }[] => []);
  for (const [index, unit] of units.entries()) {
    const group = groups[unit.message];
    const last = group?.at(-1);
    if (unit.isJoined) group?.push({ unit, index, start: last === undefined ? 0 : last.start + last.unit.raw.length });
  }
  return groups.filter((group) => group.length > 1);
}
