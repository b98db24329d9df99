import { type ChatRequest, textOf } from '../chat/request.ts';
import type { FindingType } from '../privacy/finding.ts';
import type { Scanner } from '../privacy/scanner.ts';
import { textsIn, textsOf, unescaped } from './texts.ts';

/** Most characters outside the messages: far more than tools and schemas hold, and searched in well under a second. */
const MOST_BESIDE = 500_000;

/**
 * What the whole context holds: system prompt, history, attachments, tools, and whatever else of the
 * caller's fields a target may receive. Nothing when there is too much beside the messages to search.
 *
 * A message is read as the model gets it, its parts joined, and part by part as well: a secret may lie
 * across two parts, and one may only stand free in its own.
 */
export function findingTypesOf(request: ChatRequest, scanner: Scanner): readonly FindingType[] | undefined {
  const types = new Set<FindingType>();
  const read = new Set<string>();
  const scan = (text: string) => {
    if (read.has(text)) return;
    read.add(text);
    for (const { type } of scanner(text)) types.add(type);
  };
  for (const message of request.messages) {
    scan(textOf(message));
    for (const part of message.content) {
      for (const text of textsOf(part)) scan(text);
      if (part.type === 'tool-call') scan(unescaped(part.arguments));
    }
  }
  // Most of these are short words that come again with every turn, so they are one text to the
  // scanner. No detector reads across a line break.
  const others = new Set<string>();
  let length = 0;
  for (const text of textsIn([request.tools, request.stop, request.output, request.wire])) {
    if (read.has(text)) continue;
    others.add(text);
    length += text.length + 1;
    if (length > MOST_BESIDE) return undefined;
  }
  scan([...others].join('\n'));
  return [...types];
}
