import { plainText } from './hidden-bytes.ts';
import type { Edit } from './hidden-edit.ts';

const QUOTED = /(?:=[\dA-F]{2})+|=\r?\n/g;
const ALPHANUMERIC = /[0-9A-Za-z]/;
const DIGIT = /[0-9]/;

/** Quoted-printable writing, as mail has it: `=40` as `@`, and lines that end with `=` go on. */
export function editsOfQuoted(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { index: start, 0: quoted } of text.matchAll(QUOTED)) {
    const end = start + quoted.length;
    const [before, after] = [text[start - 1] ?? '', text[end] ?? ''];
    if (quoted.includes('\n')) {
      edits.push({ start, end, text: '', matters: DIGIT.test(before) && DIGIT.test(after) });
      continue;
    }
    const plain = plainText(Uint8Array.from(quoted.slice(1).split('='), (byte) => Number.parseInt(byte, 16)));
    if (plain === undefined) continue;
    // One alone is rather a value, such as `width=40`, unless it makes an address of what is beside it.
    const isSign = /^[@._+-]$/.test(plain) && ALPHANUMERIC.test(before) && ALPHANUMERIC.test(after);
    if (isSign || quoted.length > 3) edits.push({ start, end, text: plain, matters: true });
  }
  return edits;
}
