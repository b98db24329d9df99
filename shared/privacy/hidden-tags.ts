import { plainText } from './hidden-bytes.ts';

/** Fewest tags or selectors in a row that are writing: a single one is put between letters to part them. */
const FEWEST = 4;
const BLACK_FLAG = '\u{1f3f4}';

/**
 * What unseen characters in a row say: tags are the characters of ASCII once more, variation selectors number the 256
 * bytes, and models read both. Nothing when they say nothing.
 * @param before the character before them: after a black flag, tags name a region
 */
export function smuggled(hidden: string, before: string): string {
  if (hidden.length < 2 * FEWEST) return '';
  let tags = '';
  const selectors: number[] = [];
  for (const character of hidden) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xe0020 && code <= 0xe007e) tags += String.fromCharCode(code - 0xe0000);
    else if (code >= 0xe0100 && code <= 0xe01ef) selectors.push(code - 0xe0100 + 16);
    else if (code >= 0xfe00 && code <= 0xfe0f) selectors.push(code - 0xfe00);
  }
  // Parted from what is seen beside them, as a model does not read on from one into the other.
  if (tags.length >= FEWEST && before !== BLACK_FLAG) return ` ${tags} `;
  const bytes = selectors.length >= FEWEST ? plainText(Uint8Array.from(selectors)) : undefined;
  return bytes === undefined ? '' : ` ${bytes} `;
}
