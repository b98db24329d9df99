import { type ChatRequest, textOf } from '../chat/request.ts';
import type { Finding } from '../privacy/finding.ts';
import type { Scanner } from '../privacy/scanner.ts';
import { namedValuesIn, textsIn, textsOf, unescaped } from './texts.ts';
import type { Found, Traits } from './traits.ts';

/** Most characters outside the messages: far more than tools and schemas hold, and searched in well under a second. */
const MOST_BESIDE = 500_000;

/** Most characters in all: more than any context window holds, and no text made to be slow takes longer than some seconds. */
const MOST_SEARCHED = 2_000_000;

/**
 * What the whole context holds: system prompt, history, attachments, tools, and whatever else of the
 * caller's fields a target may receive. Nothing when there is too much beside the messages to search.
 *
 * A message is read as the model gets it, its parts joined, and part by part as well: a secret may lie
 * across two parts, and one may only stand free in its own.
 */
export function readingOf(
  request: ChatRequest,
  scanner: Scanner,
  minConfidence: number,
): Required<Pick<Traits, 'findings' | 'maskable' | 'hasPictures'>> | undefined {
  const tally = createTally(minConfidence);
  const read = new Set<string>();
  let searched = 0;
  const scan = (text: string): readonly Finding[] => {
    if (read.has(text)) return [];
    read.add(text);
    searched += text.length;
    return searched > MOST_SEARCHED ? [] : scanner(text);
  };
  let maskable = true;
  let hasPictures = false;
  for (const message of request.messages) {
    let inParts = 0;
    for (const part of message.content) {
      // A picture cannot be searched, so nobody can say that all in it is masked.
      if (part.type === 'image') {
        maskable = false;
        hasPictures = true;
      }
      for (const text of textsOf(part)) inParts += tally.add(scan(text));
      if (part.type === 'tool-call') tally.show(scan(unescaped(part.arguments)));
    }
    if (message.content.length === 1) continue;
    // What only shows once the parts are joined lies across two of them.
    if (tally.show(scan(textOf(message))) > inParts) maskable = false;
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
  if (tally.add(scan([...others].join('\n'))) > 0) maskable = false;
  // A value alone may say nothing, and all beside its name: a password, a passport's number.
  const { messages: _, ...fields } = request.wire;
  const named = [...namedValuesIn([request.tools, request.output, fields])].join('\n');
  if (tally.show(scan(named)) > 0) maskable = false;
  return searched > MOST_SEARCHED ? undefined : { findings: tally.found(), maskable, hasPictures };
}

/** What counts in one text, by type and tag. */
export function countedIn(findings: readonly Finding[], minConfidence: number): readonly Found[] {
  const tally = createTally(minConfidence);
  tally.add(findings);
  return tally.found();
}

/** Counts what counts, by type and tag. */
function createTally(minConfidence: number) {
  const counts = new Map<string, Found>();
  const note = (type: Found['type'], tag: string | undefined, isCounted: boolean) => {
    const key = `${type} ${tag ?? ''}`;
    const before = counts.get(key)?.count ?? 0;
    counts.set(key, { type, ...(tag === undefined ? {} : { tag }), count: isCounted ? before + 1 : Math.max(before, 1) });
  };
  const take = (findings: readonly Finding[], isCounted: boolean): number => {
    let counted = 0;
    for (const { type, tag, confidence, also = [] } of findings) {
      const others = also.filter((other) => other.confidence >= minConfidence);
      for (const other of others) note(other.type, undefined, false);
      if (confidence >= minConfidence) note(type, tag, isCounted);
      if (confidence >= minConfidence || others.length > 0) counted++;
    }
    return counted;
  };
  return {
    /** Counts them; answers how many count. */
    add: (findings: readonly Finding[]) => take(findings, true),
    /** Notes what they are, for a text whose findings may be counted already. */
    show: (findings: readonly Finding[]) => take(findings, false),
    found: (): readonly Found[] => [...counts.values()],
  };
}
