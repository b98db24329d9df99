import { plainText } from './hidden-bytes.ts';
import type { Edit } from './hidden-edit.ts';
import { SHORTEST_RUN } from './hidden-signs.ts';

/** Six bits by code unit, for base64 and its form for addresses; 64 for anything else. */
const SIX_BITS = new Uint8Array(128).fill(64);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  SIX_BITS[character.charCodeAt(0)] = value;
SIX_BITS[45] = 62;
SIX_BITS[95] = 63;

const HEX = /^(?:0x)?(?:[\da-f]{2}){8,}$/i;
const PARTED_HEX = /^[\da-f]{2}(?:[-_][\da-f]{2}){7,}$/i;
/** Digits alone are a number rather than letters, unless there are many. */
const FEWEST_HEX_DIGITS = 24;
/** Fewest characters of a run that may begin with signs of something else: names in programs are rarely as long. */
const SHORTEST_LATER = 24;
/** Characters that show whether a run says anything from a place on. */
const PROBE = 48;
/** Lines of encoded mail and keys are this long at least; a shorter one is the last. */
const SHORTEST_LINE = 40;

/** Text that is written as base64, base64url or hexadecimal digits. Costs little for what is none: its first bytes tell. */
export function editsOfRuns(text: string, runs: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    const start = runs[at] ?? 0;
    let end = runs[at + 1] ?? 0;
    const first = at;
    for (; runs[at + 2] === nextLine(text, end) && (end - (runs[at] ?? 0)) % 4 === 0 && end - (runs[at] ?? 0) >= SHORTEST_LINE; at += 2)
      end = runs[at + 3] ?? end;
    if (at > first || end - start >= SHORTEST_LINE) end = withLastLine(text, end);
    const run = text.slice(start, end);
    const whole = decoded(run);
    const segments = whole === undefined ? editsOfSegments(run, start, text) : [];
    const plain = whole ?? (segments.length === 0 ? decodedLater(run) : undefined);
    if (plain !== undefined) edits.push({ start, end: pastPadding(text, end), text: plain, matters: true });
    else for (const edit of segments) edits.push(edit);
  }
  return edits;
}

/** What a `/`, `+`, `-` or `_` parts may be encoded each by itself, as in an address's path. */
function editsOfSegments(run: string, from: number, text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index, 0: segment } of run.matchAll(/[A-Za-z0-9]{16,}/g)) {
    const plain = segment.length === run.length ? undefined : decoded(segment);
    const end = from + index + segment.length;
    if (plain !== undefined) edits.push({ start: from + index, end: pastPadding(text, end), text: plain, matters: true });
  }
  return edits;
}

function nextLine(text: string, end: number): number {
  if (text[end] === '\n') return end + 1;
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : -1;
}

/** The end of a last line that is too short to be a run of its own, where whole lines end at `end`. */
function withLastLine(text: string, end: number): number {
  const next = nextLine(text, end);
  if (next === -1) return end;
  let last = next;
  while (last - next < SHORTEST_RUN && (SIX_BITS[text.charCodeAt(last)] ?? 64) < 64) last++;
  const closes = text[last] === '=' || last >= text.length || nextLine(text, last) !== -1;
  return last > next && last - next < SHORTEST_RUN && closes ? last : end;
}

/** Where padding that stands at a place ends. */
export function pastPadding(text: string, end: number): number {
  if (text[end] !== '=') return end;
  return text[end + 1] === '=' ? end + 2 : end + 1;
}

/** What a run says as text, written in base64 or in hexadecimal digits; nothing when it says none. */
export function decoded(run: string): string | undefined {
  if (PARTED_HEX.test(run)) return plainText(hexBytes(run.replaceAll(/[-_]/g, '')));
  const isHex = HEX.test(run) && (run.length >= FEWEST_HEX_DIGITS || /[a-f]/i.test(run));
  return (isHex ? plainText(hexBytes(run)) : undefined) ?? plainText(base64Bytes(run));
}

/** What a run says from its second, third or fourth sign on: the ones before may be another word's end, put there to hide the rest. */
function decodedLater(run: string): string | undefined {
  if (run.length < SHORTEST_LATER) return undefined;
  if (HEX.test(run.slice(1))) {
    const plain = plainText(hexBytes(run.slice(1)));
    if (plain !== undefined) return plain;
  }
  for (let first = 1; first < 4; first++)
    if (plainText(base64Bytes(run.slice(first, first + PROBE))) !== undefined) {
      const plain = plainText(base64Bytes(run.slice(first)));
      if (plain !== undefined) return plain;
    }
  return undefined;
}

function hexBytes(run: string): Uint8Array {
  const from = run[1] === 'x' || run[1] === 'X' ? 2 : 0;
  const bytes = new Uint8Array((run.length - from) / 2);
  for (let index = 0; index < bytes.length; index++) bytes[index] = Number.parseInt(run.slice(from + index * 2, from + index * 2 + 2), 16);
  return bytes;
}

/** Line ends between are passed over. */
function base64Bytes(run: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((run.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let index = 0; index < run.length; index++) {
    const value = SIX_BITS[run.charCodeAt(index)] ?? 64;
    if (value === 64) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[length++] = bits >> held;
  }
  return bytes.subarray(0, length);
}
