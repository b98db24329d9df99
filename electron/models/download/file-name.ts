const MOST_BYTES = 200;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;
// Separators, what Windows forbids, controls, and marks that turn the reading direction around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const ENDING = '.gguf';

/**
 * A name for the disk made of the last step of a path or address that somebody else chose. It ends in
 * `.gguf`, has no separator, begins with no dot, is no device of Windows, and has at most 200 bytes.
 */
export function fileNameFor(path: string): string {
  const last = path.split(/[/\\]/).findLast(Boolean) ?? '';
  const stem = last
    .normalize('NFC')
    .replace(/\.gguf$/i, '')
    .replaceAll(FORBIDDEN, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  // Too long: the middle goes, since the end says which quantisation and shard it is.
  const kept = shortened(stem, MOST_BYTES - ENDING.length) || 'model';
  return `${RESERVED.test(kept) ? `model-${kept}` : kept}${ENDING}`;
}

/** The name with a number before the shard and the ending, for a second file of the same name. */
export function numbered(name: string, number: number): string {
  if (number < 2) return name;
  const [, stem = '', tail = ''] = /^(.*?)((?:-\d{5}-of-\d{5})?\.gguf)$/i.exec(name) ?? [undefined, name, ''];
  return `${shortened(stem, MOST_BYTES - 8 - tail.length)}-${number}${tail}`;
}

function shortened(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const points = [...text];
  const end = points.slice(-40).join('');
  let start = points.slice(0, -40);
  while (start.length > 0 && Buffer.byteLength(start.join('') + end) > bytes) start = start.slice(0, -1);
  const joined = start.join('') + end;
  return Buffer.byteLength(joined) <= bytes ? joined : points.slice(-Math.floor(bytes / 4)).join('');
}
