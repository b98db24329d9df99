import { randomUUID } from 'node:crypto';
import { type LlamaText, SpecialTokensText } from 'node-llama-cpp';
import type { ControlTexts } from './control-texts.ts';

/**
 * Keeps what apps wrote into tools, calls and results from becoming control tokens. Templates print these as part of
 * their own text, all of which is tokenised with control tokens. So a text that could hold one goes through the template
 * between two marks, which nobody can guess, and what comes out between them is plain text.
 */
export interface Shield {
  /** The same value, with its texts and keys marked where needed. */
  cover<Value>(value: Value): Value;
  /** What the template made of it, without the marks. */
  uncover(text: LlamaText): LlamaText;
}

export function createShield(controls: ControlTexts): Shield {
  // Letters and digits alone: no way of writing a text escapes them.
  const secret = randomUUID().replaceAll('-', '');
  const opening = `s${secret}b`;
  const closing = `s${secret}e`;
  let isUsed = false;

  function coverText(text: string): string {
    if (!controls.touch(text)) return text;
    isUsed = true;
    return opening + text + closing;
  }

  function coverAny(value: unknown): unknown {
    if (typeof value === 'string') return coverText(value);
    if (Array.isArray(value)) return value.map(coverAny);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [coverText(key), coverAny(part)]));
  }

  /** A template may cut a text off: what has no end is plain to the end. */
  function split(text: string): (string | SpecialTokensText)[] {
    const [before = '', ...covered] = text.split(opening);
    const parts: (string | SpecialTokensText)[] = [new SpecialTokensText(before)];
    for (const each of covered) {
      const end = each.indexOf(closing);
      if (end < 0) parts.push(each);
      else parts.push(each.slice(0, end), new SpecialTokensText(withoutMarks(each.slice(end + closing.length))));
    }
    return parts.filter((part) => String(part) !== '');
  }

  const withoutMarks = (text: string) => text.replaceAll(opening, '').replaceAll(closing, '');

  return {
    cover: <Value>(value: Value) => coverAny(value) as Value,
    uncover(text) {
      if (!isUsed) return text;
      return text.mapValues((value) => {
        if (typeof value === 'string') return withoutMarks(value);
        return value instanceof SpecialTokensText ? split(value.value) : value;
      });
    },
  };
}
