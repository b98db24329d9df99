import { parsed } from './fields.ts';

/** The only text of a chunk, with its quotes. */
const CONTENT = /"content": ?("(?:[^"\\]|\\.)*")/;
const NAME = '"content"';

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none within a text
const PLAIN = /^"[^"\\\u0000-\u001f]+"$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const ESCAPED = /^"(?:[^"\\\u0000-\u001f]|\\.)+"$/;

/**
 * Chunks of one stream hardly ever differ in anything but their text, so what stands before and after it is remembered: of a
 * chunk that repeats both, byte for byte, only the text is new, and reading all of it again would show nothing else.
 */
export function createRepeats() {
  let frame: readonly [before: string, after: string] | undefined;
  return {
    /** The text of a chunk that repeats the last that was learned; nothing for any other. */
    textOf(data: string): string | undefined {
      if (frame === undefined) return undefined;
      const [before, after] = frame;
      if (data.length <= before.length + after.length || !data.startsWith(before) || !data.endsWith(after)) return undefined;
      const text = data.slice(before.length, data.length - after.length);
      if (PLAIN.test(text)) return text.slice(1, -1);
      const value = ESCAPED.test(text) ? parsed(text) : undefined;
      return typeof value === 'string' ? value : undefined;
    },
    /** A chunk that has no other text than this one, where it could be told so. */
    learn(data: string, text: string | undefined): void {
      frame = undefined;
      if (text === undefined) return;
      const found = CONTENT.exec(data);
      const [whole = '', quoted = ''] = found ?? [];
      const end = (found?.index ?? 0) + whole.length;
      // Named twice, nobody can say which of both is meant: no quote stands free within a text.
      if (found === null || data.indexOf(NAME) !== found.index || data.includes(NAME, end) || parsed(quoted) !== text) return;
      frame = [data.slice(0, end - quoted.length), data.slice(end)];
    },
  };
}
