import { type Said, say } from '../../chat/said.ts';

/** The name that somebody may have meant: the one with the fewest changes, if they are few for its length. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const near = names
    .map((candidate) => ({ candidate, changes: changesBetween(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, changes }) => changes <= Math.max(1, Math.ceil(candidate.length / 3)))
    .sort((a, b) => a.changes - b.changes);
  return near[0]?.candidate;
}

/** “The nearest is …”, where a name is near enough that it may have been meant. */
export function likely(name: string, names: readonly string[]): Said | undefined {
  const near = nearest(name, names);
  return near === undefined || near === '' ? undefined : say`The nearest is “${near}”.`;
}

/** Levenshtein distance: letters added, removed or replaced. Longer names than any variable's are far from all of them. */
function changesBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > b.length) return a.length;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
