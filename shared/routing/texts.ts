import type { Part } from '../chat/request.ts';

export { namedValuesIn, textsIn } from '../chat/texts-in.ts';

/** The texts of a part as they were sent. */
export function textsOf(part: Part): readonly string[] {
  switch (part.type) {
    case 'text':
    case 'tool-result':
      return [part.text];
    case 'reasoning':
      return part.signature === undefined ? [part.text] : [part.text, part.signature];
    case 'tool-call':
      return part.signature === undefined ? [part.name, part.arguments] : [part.name, part.arguments, part.signature];
    case 'image':
      return [part.url];
    case 'tokens':
      return [];
    case 'file':
      return [part.name ?? '', part.text ?? ''].filter((text) => text !== '');
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** JSON text without its escapes, which would hide where a word begins. Need not be valid: models write it. */
export function unescaped(json: string): string {
  if (!json.includes('\\')) return json;
  return json.replaceAll(/\\(?:u([\da-f]{4})|(.))/gi, (_escape, code: string | undefined, character = '') =>
    code === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
