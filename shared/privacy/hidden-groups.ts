import type { Edit } from './hidden-edit.ts';
import { decoded, pastPadding } from './hidden-runs.ts';

const GROUP = /[A-Za-z0-9+/_-]+/g;
const HEX = /^(?:0x)?(?:[\da-f]{2})+$/i;
const PROBED_HEX = /(?:^|[^A-Za-z0-9])(?:0x)?(?:[\da-f]{2}){1,4}[^A-Za-z0-9]{1,6}(?:0x)?(?:[\da-f]{2}){1,4}(?![A-Za-z0-9])/i;
/** Characters that show whether groups say anything. */
const PROBE = 80;
/** Fewest hexadecimal digits of a text: a network address has twelve. */
const FEWEST_HEX_DIGITS = 16;

/**
 * Groups of one length that say something together: `61:6e:6e:61` and `0x61, 0x6e`, base64 in fours or in short lines.
 * Words of prose that happen to be of one length say nothing together, as their first bytes show.
 */
export function editsOfGroups(text: string, groups: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  for (let at = 0; at < groups.length; at += 2) {
    const from = groups[at] ?? 0;
    if (!saysSomething(text.slice(from, Math.min(from + PROBE, groups[at + 1] ?? 0)))) continue;
    const written = [...text.slice(from, groups[at + 1]).matchAll(GROUP)].map(({ index, 0: group }) => ({ start: from + index, group }));
    const plain = hexIn(text, written) ?? wholeOf(text, written);
    if (plain !== undefined) edits.push(plain);
  }
  return edits;
}

/** True when the first groups are hexadecimal digits, but for a word before them, or the beginning of a text in base64. */
function saysSomething(beginning: string): boolean {
  return PROBED_HEX.test(beginning) || decoded(beginning.replaceAll(/[^A-Za-z0-9+/_-]/g, '')) !== undefined;
}

interface Group {
  readonly start: number;
  readonly group: string;
}

/** The first groups in a row that are hexadecimal digits: a word as short as they may stand before and after them. */
function hexIn(text: string, groups: readonly Group[]): Edit | undefined {
  const first = groups.findIndex(({ group }) => HEX.test(group));
  if (first === -1) return undefined;
  const past = groups.findIndex(({ group }, index) => index > first && !HEX.test(group));
  const row = groups.slice(first, past === -1 ? groups.length : past);
  const digits = row.map(({ group }) => group.replace(/^0x/i, '')).join('');
  return digits.length < FEWEST_HEX_DIGITS ? undefined : editOf(text, row, digits);
}

const wholeOf = (text: string, groups: readonly Group[]) => editOf(text, groups, groups.map(({ group }) => group).join(''));

function editOf(text: string, groups: readonly Group[], run: string): Edit | undefined {
  const [first, last] = [groups[0], groups.at(-1)];
  const plain = decoded(run);
  if (plain === undefined || first === undefined || last === undefined) return undefined;
  return { start: first.start, end: pastPadding(text, last.start + last.group.length), text: plain, matters: true };
}
