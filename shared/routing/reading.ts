import { type ChatRequest, isSound, type Part, textOf } from '../chat/request.ts';
import type { Finding } from '../privacy/finding.ts';
import type { Scanner } from '../privacy/scanner.ts';
import { namedValuesIn, textsIn, textsOf, unescaped } from './texts.ts';
import type { Found, Traits, Unread } from './traits.ts';

/** Most characters outside the messages: far more than tools and schemas hold, and searched in well under a second. */
const MOST_BESIDE = 500_000;

/** Most characters in all: more than any context window holds, and no text made to be slow takes longer than some seconds. */
const MOST_SEARCHED = 2_000_000;

/** The caller's own fields that hold what is said, which is searched as messages, by the dialect that reads them so. */
const SAYING: Readonly<Record<string, readonly string[]>> = {
  'anthropic-messages': ['messages', 'system'],
  gemini: ['contents', 'systemInstruction', 'system_instruction'],
};

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
): (Required<Pick<Traits, 'findings' | 'maskable' | 'hasPictures'>> & Pick<Traits, 'unread'>) | undefined {
  const tally = createTally(minConfidence);
  const saying = SAYING[request.dialect];
  const read = new Set<string>();
  /** Texts of the caller's own fields that were searched as a part of something longer. */
  const held = new Set<string>();
  let searched = 0;
  const scan = (text: string): readonly Finding[] => {
    if (read.has(text)) return [];
    read.add(text);
    searched += text.length;
    return searched > MOST_SEARCHED ? [] : scanner(text);
  };
  let maskable = true;
  const unread = new Set<Unread>();
  for (const message of request.messages) {
    let inParts = 0;
    for (const part of message.content) {
      // What cannot be searched is not to be masked either, and a file goes as it is or not at all.
      const kind = unreadIn(part);
      if (kind !== undefined) unread.add(kind);
      if (kind !== undefined || part.type === 'file') maskable = false;
      // In base64 a text is none: it was read by whoever made it one, or it is what cannot be searched.
      for (const encoded of encodedIn(part)) read.add(encoded);
      for (const text of textsOf(part)) inParts += tally.add(scan(text));
      if (saying !== undefined) for (const text of heldIn(part)) held.add(text);
      if (part.type === 'tool-call') tally.show(scan(unescaped(part.arguments)));
    }
    if (message.content.length === 1) continue;
    // What only shows once the parts are joined lies across two of them.
    if (tally.show(scan(textOf(message))) > inParts) maskable = false;
  }
  // Most of these are short words that come again with every turn, so they are one text to the
  // scanner. No detector reads across a line break.
  let length = 0;
  const textBeside = (values: readonly unknown[]): string | undefined => {
    const others = new Set<string>();
    for (const text of textsIn(values)) {
      if (read.has(text) || held.has(text)) continue;
      others.add(text);
      length += text.length + 1;
      if (length > MOST_BESIDE) return undefined;
    }
    return [...others].join('\n');
  };
  const isSaid = (name: string) => saying?.includes(name) === true;
  const unsaid = saying === undefined ? request.wire : without(request.wire, isSaid);
  const others = textBeside([request.tools, request.stop, request.output, unsaid]);
  // What is masked leaves as the messages have it, so this does not leave with it.
  const said = saying === undefined ? '' : textBeside(saying.map((name) => request.wire[name] ?? ''));
  if (others === undefined || said === undefined) return undefined;
  if (tally.add(scan(others)) > 0) maskable = false;
  tally.show(scan(said));
  // A value alone may say nothing, and all beside its name: a password, a passport's number.
  const fields = without(request.wire, (name) => name === 'messages' || isSaid(name));
  const valuesByName = namedValuesIn([request.tools, request.output, fields]).join('\n');
  if (tally.show(scan(valuesByName)) > 0) maskable = false;
  const [kind] = unread;
  const named = kind === undefined || kind === 'picture' ? {} : { unread: kind };
  return searched > MOST_SEARCHED ? undefined : { findings: tally.found(), maskable, hasPictures: unread.size > 0, ...named };
}

/** What of a part nobody can search. */
function unreadIn(part: Part): Unread | undefined {
  if (part.type === 'image') return 'picture';
  if (part.type === 'tokens') return 'tokens';
  if (part.type !== 'file' || part.text !== undefined) return undefined;
  return isSound(part) ? 'sound' : 'document';
}

/** The texts by which the caller's own fields have a file. */
function encodedIn(part: Part): readonly string[] {
  if (part.type === 'text') return part.encoded === undefined ? [] : [part.encoded];
  return part.type === 'file' ? [part.data, `data:${part.mediaType};base64,${part.data}`] : [];
}

const without = (wire: ChatRequest['wire'], isLeftOut: (name: string) => boolean): ChatRequest['wire'] =>
  Object.fromEntries(Object.entries(wire).filter(([name]) => !isLeftOut(name)));

/**
 * Texts that a part was searched with, as dialects have them that send them by themselves: the values of arguments, a bare
 * proof, the data of a picture.
 */
function heldIn(part: Part): Iterable<string> {
  if (part.type === 'image') return [part.url.replace(/^data:[^,]{1,100};base64,/, '')];
  const proof = 'signature' in part && part.signature !== undefined ? [part.signature.replace(/^(?:\w+\.\w+:)/, '')] : [];
  if (part.type !== 'tool-call') return proof;
  try {
    return [...proof, ...textsIn(JSON.parse(part.arguments))];
  } catch {
    return proof;
  }
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
