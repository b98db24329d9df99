import type { Part } from '../chat/request.ts';

/**
 * Every key and value of a JSON value, as text: a number may be a card's.
 * Keeps its own stack, so that no depth of nesting can exhaust the program's.
 */
export function* textsIn(value: unknown): Generator<string> {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) yield String(next);
    else if (Array.isArray(next)) for (const item of next) waiting.push(item);
    else {
      for (const key of Object.keys(next)) {
        yield key;
        waiting.push((next as Record<string, unknown>)[key]);
      }
    }
  }
}

/** The texts of a part as they were sent. */
export function textsOf(part: Part): readonly string[] {
  switch (part.type) {
    case 'text':
    case 'tool-result':
      return [part.text];
    case 'tool-call':
      return [part.name, part.arguments];
    case 'image':
      return [part.url];
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
